"""Completion as a shell does it, colours, width, progress, and examples in `--help`."""

from __future__ import annotations

import argparse
import io
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import CONFIG, SiteFolder

from generator import terminal
from generator.cli import _parser, main
from generator.completion import commands_of, completion_script, values
from generator.examples import EXAMPLES

ROOT = Path(__file__).resolve().parent.parent
TARGETS = "deploy:\n  live: {to: git}\n  staging: {to: rsync, path: x}\n"


@pytest.fixture
def shell(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a site, and `khabar` on the path."""
    site.write("config.yaml", CONFIG + TARGETS)
    site.write("bin/khabar", f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n').chmod(0o755)
    monkeypatch.setenv("PATH", f"{site.root}/bin:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("HOME", str(site.root))
    for name in ("bash", "zsh", "fish"):
        site.write(f"khabar.{name}", completion_script(name, _parser()))
    return site.root


def in_bash(folder: Path, line: str) -> set[str]:
    """What bash offers after a line."""
    words = [*shlex.split(line), *([""] if line.endswith(" ") else [])]
    quoted = " ".join(map(shlex.quote, words))
    ask = f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _khabar"
    script = f'. ./khabar.bash; {ask}; printf "%s\\n" "${{COMPREPLY[@]}}"'
    ended = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    assert ended.stderr == ""
    return set(ended.stdout.split())


def in_fish(folder: Path, line: str) -> set[str]:
    script = f"source ./khabar.fish; complete -C {shlex.quote(line)}"
    ended = subprocess.run(["fish", "-N", "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    return {each.partition("\t")[0] for each in ended.stdout.splitlines()}


SHELLS = [
    pytest.param(in_bash, id="bash"),
    pytest.param(
        in_fish, id="fish", marks=pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
    ),
]


@pytest.mark.parametrize("complete", SHELLS)
@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("khabar ", {"build", "serve", "deploy", "check"}, {"--json", "live"}),
        ("khabar de", {"deploy"}, {"build"}),
        ("khabar build --dra", {"--drafts"}, {"--diff"}),
        ("khabar deploy ", {"live", "staging"}, {"build"}),
        ("khabar deploy --d", {"--dry-run"}, {"--drafts"}),
        ("khabar check --format ", {"text", "json", "github"}, set()),
        ("khabar check --rule picture-", {"picture-alt"}, {"date-form"}),
        ("khabar new क --section ", {"world", "india"}, set()),
        ("khabar new क --only ", {"hi", "en"}, {"world"}),
        ("khabar host ", {"nginx", "caddy", "github-pages"}, set()),
        ("khabar completion ", {"bash", "zsh", "fish"}, set()),
    ],
)
def test_a_shell_offers_what_fits(shell: Path, complete, line: str, offered: set[str], not_offered: set[str]) -> None:
    found = complete(shell, line)
    assert offered <= found
    assert not not_offered & found


def test_files_and_folders_are_offered_where_they_are_meant(shell: Path) -> None:
    (shell / "content/world").mkdir(parents=True)
    (shell / "content/a.hi.md").write_text("x")
    assert in_bash(shell, "khabar build --site con") == {"content"}
    assert "content/a.hi.md" in in_bash(shell, "khabar check content/")
    assert in_bash(shell, "khabar build --output content/") == {"content/world"}


def test_commands_of_a_command_are_offered_with_what_they_take(shell: Path) -> None:
    parser = argparse.ArgumentParser(prog="khabar")
    carry = parser.add_subparsers().add_parser("carry").add_subparsers()
    one, two = carry.add_parser("one"), carry.add_parser("two")
    one.add_argument("source", metavar="EXPORT.xml")
    one.add_argument("--pictures", metavar="DIR")
    two.add_argument("source", metavar="DIR")
    two.add_argument("--edition", metavar="CODE")
    for name in ("bash", "fish"):
        (shell / f"khabar.{name}").write_text(completion_script(name, parser))
    (shell / "export.xml").write_text("x")
    assert {"one", "two", "export.xml"} <= in_bash(shell, "khabar carry ")
    assert in_bash(shell, "khabar carry one --p") == {"--pictures"}
    assert in_bash(shell, "khabar carry two --edition ") == {"hi", "en"}


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_offers_what_fits(shell: Path) -> None:
    # zsh completes only at a terminal: it gets one, and is asked with the key that asks.
    (shell / ".zshrc").write_text(
        "autoload -Uz compinit; compinit -u -D; PROMPT='> '; LISTMAX=999\n"
        "zstyle ':completion:*' list-prompt ''\nsource ./khabar.zsh\n"
    )

    def offers(line: str, wanted: str) -> bool:
        process, terminal_end = pty.fork()
        if process == 0:
            os.chdir(shell)
            os.environ |= {"ZDOTDIR": str(shell), "TERM": "xterm", "COLUMNS": "200", "LINES": "60"}
            os.execvp("zsh", ["zsh", "-i"])
        said = b""
        os.set_blocking(terminal_end, False)

        def hears(word: bytes) -> bool:
            nonlocal said
            end = time.monotonic() + 30
            while time.monotonic() < end and word not in said:
                try:
                    said += os.read(terminal_end, 65536)
                except BlockingIOError:
                    time.sleep(0.05)
            return word in said

        hears(b"> ")
        os.write(terminal_end, line.encode() + b"\t\t")
        found = hears(wanted.encode())
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal_end)
        return found

    assert offers("khabar host ", "github-pages")
    assert offers("khabar deploy ", "staging")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_every_option_of_every_command_is_in_the_script(name: str) -> None:
    script = completion_script(name, _parser())
    for command in commands_of(_parser()):
        assert command.name in script
        for word in command.options:
            for option in word.names:
                short = "-l " if option[:2] == "--" else "-s "
                assert (short + option.lstrip("-") if name == "fish" else option) in script


def test_a_sites_own_words(site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("config.yaml", CONFIG + TARGETS)
    assert values("sections", site.root) == ["world", "india"]
    assert values("targets", site.root) == ["live", "staging"]
    assert values("targets", tmp_path / "nowhere") == []
    assert "date-form" in values("rules", tmp_path / "nowhere")
    assert main(["completion", "--values", "editions", "--site", str(site.root)]) == 0
    assert capsys.readouterr().out == "hi\nen\n"
    assert main(["completion"]) == 2
    assert "name a shell" in capsys.readouterr().err


# ── --help ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def subparsers() -> dict[str, argparse.ArgumentParser]:
    return next(each.choices for each in _parser()._actions if isinstance(each, argparse._SubParsersAction))


@pytest.mark.parametrize("name", subparsers())
def test_every_command_has_examples_that_are_good(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([name, "--help"])
    shown = capsys.readouterr().out
    assert "examples:" in shown
    for line, purpose in EXAMPLES[name]:
        assert line in shown and purpose in shown
        command = re.sub(r"^eval \"\$\((.*)\)\"$", r"\1", line).partition(" > ")[0]
        words = shlex.split(command)
        assert words[:2] == ["khabar", name]
        _parser().parse_args(words[1:])


def test_there_are_no_examples_of_what_is_not_there() -> None:
    assert EXAMPLES.keys() == subparsers().keys()


# ── Colours, width, progress ─────────────────────────────────────────────────────────────────────────────────────────


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "colours"),
    [
        (Terminal(), {"TERM": "xterm"}, True),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (Terminal(), {}, False),
        (io.StringIO(), {"TERM": "xterm"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": "0"}, False),
    ],
)
def test_colours_are_for_those_who_see_them(stream: io.StringIO, environment: dict[str, str], colours: bool) -> None:
    assert terminal.has_colours(stream, environment) is colours


def test_a_problem_is_coloured_in_its_severity_alone(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article("world/a.hi.md", date="soon")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    main(["build", "--site", str(site.root)])
    bare = capsys.readouterr().err
    assert "\x1b" not in bare
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["build", "--site", str(site.root)])
    coloured = capsys.readouterr().err
    assert "\x1b[1;31merror\x1b[0m[date-form]" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == bare
    main(["build", "--site", str(site.root), "--ui", "hi"])
    assert "\x1b[1;31mग़लती\x1b[0m[date-form]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "shown"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "CI": "true"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_line_is_written_over_only_where_somebody_looks(environment: dict[str, str], shown: bool) -> None:
    assert terminal.is_live(Terminal(), environment) is shown
    assert not terminal.is_live(io.StringIO(), environment)


def test_progress_is_one_line_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    progress = terminal.Progress(time.monotonic() - 5, shown=True)
    for done in range(1000):
        progress("render", done, 1000)
    progress("render", 1000, 1000)
    text = shown.getvalue()
    assert "1000/1000" in text and "\n" not in text
    assert text.count("\r") < 50  # not one for each of a thousand
    progress.end()
    assert shown.getvalue().endswith("\r\x1b[K")


def test_progress_of_short_work_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    progress = terminal.Progress(time.monotonic(), shown=True)
    progress("render", 1, 2)
    progress.end()
    assert shown.getvalue() == ""


def test_lines_are_as_wide_as_the_terminal_and_no_wider_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for columns, width in (("60", 60), ("300", 100), ("10", 40)):
        monkeypatch.setenv("COLUMNS", columns)
        assert terminal.width() == width
