"""Importing the package must not cost a command its start."""

import subprocess
import sys

CODE = """
import re, unicodedata, functools, itertools, collections.abc, typing, sys
before = set(sys.modules)
import generator.hindi
print(*sorted(name for name in set(sys.modules) - before if not name.startswith("generator")))
"""


def test_importing_brings_no_library_along():
    result = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, encoding="utf-8")
    assert result.stdout.split() == []
