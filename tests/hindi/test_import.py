"""Importing the package must not cost a command its start."""

import inspect
import subprocess
import sys

from generator import hindi

CODE = """
import re, unicodedata, functools, itertools, collections.abc, typing, sys
before = set(sys.modules)
import generator.hindi
print(*sorted(name for name in set(sys.modules) - before if not name.startswith("generator")))
"""


def test_importing_brings_no_library_along():
    result = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, encoding="utf-8")
    assert result.stdout.split() == []


def test_every_public_function_is_typed_and_shows_an_example():
    functions = [value for name in hindi.__all__ if inspect.isfunction(value := getattr(hindi, name))]
    assert len(functions) > 20
    for function in functions:
        assert ">>> " in function.__doc__, function.__name__
        assert set(inspect.signature(function).parameters) | {"return"} == set(function.__annotations__), (
            function.__name__
        )
