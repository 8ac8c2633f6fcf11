"""Programs of other people: run with fixed words in English, their failures told as problems."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from generator.paths import CONFIG
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.problems import Problem

_DENIED = (
    "authentication failed",
    "permission denied",
    "could not read username",
    "could not read password",
    "terminal prompts disabled",
    "access denied",
    "invalid username or password",
    "host key verification failed",
    "http basic: access denied",
    "the requested url returned error: 403",
)


def run(
    command: Sequence[str],
    target: str,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    fine: Sequence[int] = (0,),
) -> bytes:
    """What a program printed. Raises SiteError where it is not there or ends with an exit code that is not fine."""
    added = {"LC_ALL": "C.UTF-8", **(environment or {})}
    if not somebody_is_there():
        added |= {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -oBatchMode=yes"),
        }
    try:
        # The streams are pipes; whoever is asked for a password is asked at the terminal itself.
        ended = subprocess.run(command, input=given, env={**os.environ, **added}, capture_output=True, check=False)
    except FileNotFoundError:
        raise SiteError(problem("deploy-program", Where(CONFIG), target=target, program=command[0])) from None
    if ended.returncode in fine:
        return ended.stdout
    raise SiteError(failure(target, command[0], ended.stderr.decode("utf-8", "replace"), ended.returncode))


def failure(target: str, program: str, said: str, code: int = 0) -> Problem:
    """The problem of a program that failed, by what it said."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    reason = next((line for line in lines if line.startswith(("fatal:", "error:", "rsync:", "ssh:", "!"))), "")
    reason = reason or (lines[-1] if lines else f"exit code {code}")
    rule = "deploy-denied" if any(word in said.lower() for word in _DENIED) else "deploy-failed"
    return problem(rule, Where(CONFIG), target=target, program=program, reason=reason)


def somebody_is_there() -> bool:
    """Whether a person sits at the terminal, who can be asked for a password."""
    return sys.stdin is not None and sys.stdin.isatty()
