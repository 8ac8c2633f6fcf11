"""The `khabar` command: reads arguments and the clock, prints, and sets the exit code.

0: fine. 1: the site has errors. 2: the command was used wrongly.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from generator import __version__
from generator.editors import EDITORS
from generator.examples import example_text
from generator.sayings import LANGUAGES
from generator.usage import WrongUseError, show_wrong_use

if TYPE_CHECKING:
    from collections.abc import Sequence


FINE, PROBLEMS, WRONG_USE = 0, 1, 2
HOSTS = ("github-pages", "netlify", "cloudflare", "nginx", "caddy")
SHELLS = ("bash", "zsh", "fish")
SCHEMAS = ("config", "front-matter")
VALUES = ("rules", "sections", "tags", "editions", "targets")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command with its arguments and gives the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser().parse_args(arguments)
    except WrongUseError as wrong:
        show_wrong_use(wrong, arguments, _ui_language())
        raise SystemExit(WRONG_USE) from None
    from generator.problems import SiteError

    if any("\0" in each for each in arguments):
        from generator.showing import complain

        complain("nul", options.ui)
        return WRONG_USE
    try:
        return int(getattr(importlib.import_module(f"generator.{options.door}"), options.run)(options))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except (SiteError, OSError) as error:
        from generator.problems import refused
        from generator.showing import show_problems

        refusal = (refused(error, getattr(options, "site", Path())),) if isinstance(error, OSError) else error.problems
        show_problems(refusal, options)
        return PROBLEMS
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130


class _Parser(argparse.ArgumentParser):
    """A parser that knows what a mistyped word was probably meant to be."""

    def error(self, message: str) -> NoReturn:
        raise WrongUseError(self, message)

    def _check_value(self, action: argparse.Action, value: str) -> None:
        from generator.problems import closest

        if action.choices is not None and value not in action.choices:
            close, known = closest(value, action.choices), ", ".join(map(str, action.choices))
            hint = f"did you mean '{close}'?" if close else f"there are: {known}"
            raise argparse.ArgumentError(action, f"unknown: '{value}'; {hint}")


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="khabar",
        description="Builds a bilingual news site from Markdown articles.",
        epilog="Examples: khabar init my-site · khabar build · khabar build --now 2026-08-15 · khabar list --json",
    )
    parser.set_defaults(door="commands")
    parser.add_argument("--ui", choices=LANGUAGES, default=_ui_language(), help=_UI_HELP)
    parser.add_argument("--version", action="version", version=f"khabar {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    build = commands.add_parser("build", help="build the site into output/")
    _site_options(build)
    build.add_argument("--output", metavar="DIR", type=Path, help="build into another folder")
    build.add_argument("--base-url", metavar="URL", default="", help="the site's address, instead of config.yaml's")
    build.add_argument("--drafts", action="store_true", help="publish drafts and scheduled stories too, for a preview")
    build.add_argument("--keep-going", action="store_true", help="publish what is sound even if some articles are not")
    build.add_argument(
        "--jobs", metavar="N", type=_positive, default=0, help="how many processes (default: one a core)"
    )
    build.add_argument("--explain", action="store_true", help="say why each page was rendered")
    build.add_argument("--no-cache", action="store_true", help="remember nothing of earlier builds: a clean build")
    build.set_defaults(run="run_build")

    serve = commands.add_parser("serve", help="build, show the site in a browser, and rebuild whenever a file changes")
    serve.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    serve.add_argument("--port", metavar="N", type=_positive, default=8000, help="the port, or the next free one")
    serve.add_argument("--host", metavar="NAME", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    serve.add_argument("--drafts", action="store_true", help="show drafts and scheduled stories too")
    serve.add_argument("--open", action="store_true", help="open the site in a browser")
    serve.add_argument(
        "--jobs", metavar="N", type=_positive, default=0, help="how many processes (default: one a core)"
    )
    serve.add_argument("--editor", choices=EDITORS, default="vscode", help="where links of problems open (vscode)")
    serve.add_argument("--no-desk", action="store_true", help="no desk at /_desk/, where stories are written")
    serve.add_argument("--quiet", action="store_true", help="print problems only")
    serve.set_defaults(run="run_serve")

    why = commands.add_parser("why", help="what a page was made from and why it was rendered")
    why.add_argument("url", metavar="URL", help="the page's address, such as /hi/desh/")
    why.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    why.add_argument("--output", metavar="DIR", type=Path, help="the output folder, if not config.yaml's")
    why.set_defaults(run="run_why")

    listing = commands.add_parser("list", help="list the articles by state: published, draft, scheduled, expired")
    _site_options(listing)
    listing.set_defaults(run="run_list")

    _check_parser(commands.add_parser("check", help="check texts, links, pictures; mend what is certain with --fix"))

    clean = commands.add_parser("clean", help="delete what Khabar wrote to the output folder, and its cache")
    clean.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    clean.add_argument("--output", metavar="DIR", type=Path, help="the output folder, if not config.yaml's")
    clean.add_argument("--quiet", action="store_true", help="print problems only")
    clean.set_defaults(run="run_clean")

    _deploy_parser(commands.add_parser("deploy", help="build, and send what changed to a host"))
    _writing(commands)
    _importing(commands.add_parser("import", help="carry over articles from WordPress, Hugo, Jekyll, or a pasted text"))
    init = commands.add_parser("init", help="start a new site in a folder")
    init.add_argument("folder", metavar="DIR", type=Path, help="the folder, new or empty")
    init.add_argument(
        "--host", metavar="HOST", choices=HOSTS, default="", help=f"also write files for {', '.join(HOSTS)}"
    )
    init.set_defaults(run="run_init", door="setup_commands")
    _setup(commands)
    for name, command in commands.choices.items():
        command.formatter_class = argparse.RawDescriptionHelpFormatter
        command.epilog = example_text(name)
        command.add_argument("--ui", choices=LANGUAGES, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def parser_of_all() -> argparse.ArgumentParser:
    """The parser, with every command: what completion is made of."""
    return _parser()


def _setup(commands: argparse._SubParsersAction[Any]) -> None:
    host = commands.add_parser("host", help="write the files that a host or a web server wants")
    host.add_argument("kind", metavar="HOST", choices=HOSTS, help=", ".join(HOSTS))
    host.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    host.add_argument("--root", metavar="PATH", default="", help="of nginx and caddy: the folder that the server shows")
    host.set_defaults(run="run_host", door="setup_commands")

    admin = commands.add_parser("admin", help="fetch the program of the editor in the browser, Sveltia CMS")
    admin.add_argument(
        "--from", metavar="FILE", dest="source", type=Path, help="a package or its folder, if it is here"
    )
    admin.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    admin.set_defaults(run="run_admin", door="setup_commands")

    completion = commands.add_parser("completion", help="print a script with which a shell completes khabar's words")
    completion.add_argument("shell", metavar="SHELL", nargs="?", choices=SHELLS, help=", ".join(SHELLS))
    completion.add_argument(
        "--values", metavar="KIND", choices=VALUES, help="print a site's own words, for such a script"
    )
    completion.add_argument(
        "--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)"
    )
    completion.set_defaults(run="run_completion", door="setup_commands")

    schema = commands.add_parser("schema", help="print a JSON Schema, with which editors complete and check")
    schema.add_argument("what", metavar="WHAT", choices=SCHEMAS, help="config or front-matter")
    schema.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    schema.set_defaults(run="run_schema", door="setup_commands")


_UI_HELP = "the language of messages: en or hi (default: the system's)"


def _ui_language() -> str:
    """The language in which whoever sits at the terminal wants to be spoken to."""
    for name in ("KHABAR_UI", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return next((code for code in LANGUAGES if value.startswith(code)), LANGUAGES[0])
    return LANGUAGES[0]


def _writing(commands: argparse._SubParsersAction[Any]) -> None:
    new = commands.add_parser("new", help="start a story: a draft in each edition")
    new.add_argument("headline", metavar="HEADLINE", help="in any language; the edition in its script gets it")
    new.add_argument("--hindi", metavar="TEXT", default="", help="the Hindi headline, beside one in English")
    new.add_argument("--section", metavar="NAME", default="", help="the section's id or name")
    new.add_argument("--tags", metavar="LIST", action="append", default=[], help="tags, with commas between them")
    new.add_argument("--only", metavar="CODE", default="", help="for one edition alone: no translation is meant")
    new.add_argument("--edit", action="store_true", help="open the files in $EDITOR")
    new.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    new.add_argument("--now", metavar="TIME", type=_moment, help="the story's date (default: now)")
    new.set_defaults(run="run_new", door="writing")

    translate = commands.add_parser("translate", help="start the article that a story lacks in an edition: a draft")
    translate.add_argument("story", metavar="STORY", help="a file, a story's name, or its address")
    translate.add_argument("--to", metavar="CODE", default="", help="the edition (default: the one that lacks it)")
    translate.add_argument("--title", metavar="TEXT", default="", help="the headline (default: the original's)")
    translate.add_argument("--edit", action="store_true", help="open the file in $EDITOR")
    translate.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    translate.set_defaults(run="run_translate", door="writing")

    listing = commands.add_parser("translations", help="which stories are complete, missing or outdated in an edition")
    _site_options(listing)
    listing.add_argument("--missing", action="store_true", help="only stories that an edition lacks")
    listing.add_argument("--outdated", action="store_true", help="only translations older than their originals")
    listing.add_argument(
        "--mark", metavar="STORY", nargs="+", help="say that translations follow the text as it is now"
    )
    listing.add_argument(
        "--from", metavar="CODE", dest="origin", default="", help="with --mark: the original's edition"
    )
    listing.set_defaults(run="run_translations", door="writing")


def _importing(importer: argparse.ArgumentParser) -> None:
    formats = importer.add_subparsers(metavar="FORMAT", required=True)
    wordpress = formats.add_parser("wordpress", help="what WordPress's Tools > Export writes")
    wordpress.add_argument("source", metavar="EXPORT.xml", type=Path, help="the export")
    wordpress.add_argument("--pictures", metavar="DIR", type=Path, help="a copy of the old site's wp-content/uploads")
    wordpress.add_argument(
        "--download", action=argparse.BooleanOptionalAction, default=None, help="ask the old site for its pictures"
    )
    wordpress.add_argument("--types", metavar="LIST", action="append", default=[], help="further types of items")
    wordpress.add_argument("--now", metavar="TIME", type=_moment, help="what is scheduled by then counts as published")
    wordpress.set_defaults(run="run_wordpress")
    text = formats.add_parser("text", help="an article copied from a page, or the page's source")
    text.add_argument("source", metavar="FILE", help="the text; - for what is pasted or piped in")
    text.add_argument("--section", metavar="NAME", default="", help="the section's id or name")
    text.add_argument(
        "--now", metavar="TIME", type=_moment, help="the article's date where none is found (default: now)"
    )
    text.set_defaults(run="run_text")
    hugo = formats.add_parser("hugo", help="a Hugo site's folder")
    hugo.set_defaults(run="run_hugo")
    jekyll = formats.add_parser("jekyll", help="a Jekyll site's folder")
    jekyll.set_defaults(run="run_jekyll")
    for parser in (hugo, jekyll):
        parser.add_argument("source", metavar="DIR", type=Path, help="the old site's folder")
        parser.add_argument("--now", metavar="TIME", type=_moment, help="what is scheduled by then counts as published")
    for parser in (wordpress, text, hugo, jekyll):
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument("--edition", metavar="CODE", default="", help="the edition of what names no language")
        parser.add_argument(
            "--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)"
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--quiet", action="store_true", help="print problems only")
        parser.set_defaults(door="import_commands")


def _check_parser(check: argparse.ArgumentParser) -> None:
    check.add_argument("paths", metavar="PATH", type=Path, nargs="*", help="files or folders (default: all)")
    _site_options(check)
    check.add_argument("--fix", action="store_true", help="mend what is certain, and show it as a diff")
    check.add_argument("--diff", action="store_true", help="with --fix: show what would be mended, and write nothing")
    check.add_argument("--rule", metavar="ID", default="", help="explain a rule, in Hindi and English")
    check.add_argument("--strict", action="store_true", help="fail on warnings too")
    check.add_argument("--format", choices=["text", "json", "github"], default="text", help="how to print (text)")
    check.add_argument("--speller", action="store_true", help="also note words that are perhaps misspelt")
    check.add_argument("--external", action="store_true", help="also visit the links to other sites")
    check.add_argument("--budget", action="store_true", help="also weigh all pages, by config.yaml's budget")
    check.add_argument("--drafts", action="store_true", help="check drafts' links and pictures too")
    check.add_argument(
        "--jobs", metavar="N", type=_positive, default=0, help="how many processes (default: one a core)"
    )
    check.set_defaults(run="run_check", door="desk_commands")


def _deploy_parser(deploy: argparse.ArgumentParser) -> None:
    deploy.add_argument(
        "target", metavar="TARGET", nargs="?", default="", help="one of config.yaml's deploy: (the first)"
    )
    _site_options(deploy)
    deploy.add_argument("--dry-run", action="store_true", help="build and compare, and say what would be done")
    deploy.add_argument("--no-build", action="store_true", help="deploy what the last build made")
    deploy.add_argument("--force", action="store_true", help="deploy the output as it stands, old or edited")
    deploy.add_argument(
        "--jobs", metavar="N", type=_positive, default=0, help="how many processes build (default: one a core)"
    )
    deploy.set_defaults(run="run_deploy", door="deploying")


def _site_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: here)")
    parser.add_argument("--now", metavar="TIME", type=_moment, help="build as of a time, such as 2026-08-15T09:00")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--quiet", action="store_true", help="print problems only")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number of at least 1: '{text}'")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a time: '{text}' (write 2026-08-15 or 2026-08-15T09:00)") from None
