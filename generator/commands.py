"""What each command does with its options: reads the clock, builds, prints, and gives the exit code."""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.terminal import Progress, coloured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from http.server import ThreadingHTTPServer
    from pathlib import Path

    from generator.options import BuildOptions, Report
    from generator.problems import Problem
    from generator.serve import Server
    from generator.site import Site

FINE, PROBLEMS, WRONG_USE = 0, 1, 2


def build_options(options: argparse.Namespace) -> BuildOptions:
    """What the command line says, as a build needs it."""
    from generator.options import BuildOptions

    result = BuildOptions(
        site=options.site,
        now=datetime.now(UTC),
        output=getattr(options, "output", None),
        base_url=getattr(options, "base_url", ""),
        drafts=getattr(options, "drafts", False),
        keep_going=getattr(options, "keep_going", False),
        jobs=getattr(options, "jobs", 1) or os.cpu_count() or 1,
        cache=not getattr(options, "no_cache", False),
    )
    if result.base_url:
        _check_base_url(result)
    if result.output:
        _check_output(result)
    now = getattr(options, "now", None)
    if now is None:
        return result
    return replace(result, now=now if now.tzinfo else _in_site_zone(result.site, now))


def _check_base_url(options: BuildOptions) -> None:
    from generator.config import with_base_url
    from generator.reading import load_config

    config, _ = load_config(options.site)
    try:
        with_base_url(config, options.base_url)
    except ValueError:
        print(f"khabar: --base-url is not an address of a site: {options.base_url}", file=sys.stderr)
        raise SystemExit(WRONG_USE) from None


def _check_output(options: BuildOptions) -> None:
    """Refuses a folder whose files Khabar reads, or that holds them: what it no longer needs there it deletes."""
    site = options.site.resolve()
    folder = (options.output or site).resolve()
    if folder == site or site.is_relative_to(folder) or any(folder.is_relative_to(site / name) for name in _SOURCES):
        print(f"khabar: --output cannot be {options.output}: the site's own files are there", file=sys.stderr)
        raise SystemExit(WRONG_USE)


_SOURCES = ("content", "layouts", ".git")


def _in_site_zone(site: Path, moment: datetime) -> datetime:
    from zoneinfo import ZoneInfo

    from generator.reading import load_config

    config, _ = load_config(site)
    return moment.replace(tzinfo=ZoneInfo(config.timezone))


def run_build(options: argparse.Namespace) -> int:
    """Builds the site."""
    from generator.quick import build

    started = time.monotonic()
    progress = Progress(started, shown=not options.quiet and not options.json)
    report = build(build_options(options), progress)
    progress.end()
    show_problems(report.problems, options, report)
    for url, why in report.rendered if options.explain and not options.json else ():
        print(f"{url}  {why}")
    for note in report.notes:
        print(f"note: {note}", file=sys.stderr)
    if not options.json and not options.quiet:
        print(_summary(report, time.monotonic() - started))
    from generator.problems import has_errors

    return PROBLEMS if has_errors(report.problems) else FINE


def _summary(report: Report, seconds: float) -> str:
    from generator.problems import ERROR

    errors = sum(each.severity == ERROR for each in report.problems)
    warnings = len(report.problems) - errors
    found = ", ".join(counted(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number)
    if not report.published:
        return f"Nothing was published: {found}. The last good site stays as it is."
    size = report.size / 1_000_000
    text = (
        f"{counted(report.pages, 'page')} from {counted(report.articles, 'article')}, {size:.1f} MB, in {seconds:.2f} s"
    )
    changes = f"{report.written} written, {report.deleted} deleted"
    return f"{text} ({changes}{'; ' + found if found else ''})"


def counted(number: int, word: str) -> str:
    """A number with its word: 1 file, 2 files."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def show_problems(problems: Sequence[Problem], options: argparse.Namespace, report: Report | None = None) -> None:
    """Prints problems: as text with their lines, or as JSON."""
    from generator.content import read_line
    from generator.problems import format_problem

    if getattr(options, "json", False):
        import json

        facts = {} if report is None else _facts(report)
        print(json.dumps({"problems": [as_json(each) for each in problems], **facts}, ensure_ascii=False, indent=2))
        return
    for each in problems:
        line = read_line(options.site, each.where) if hasattr(options, "site") else ""
        print(coloured(format_problem(each, line), each.severity, sys.stderr), file=sys.stderr)


def _facts(report: Report) -> dict[str, object]:
    names = ("articles", "pages", "files", "written", "deleted", "size", "published")
    return {name: getattr(report, name) for name in names}


def as_json(each: Problem) -> dict[str, object]:
    """A problem as JSON has it."""
    place = {"path": each.where.path, "line": each.where.line, "column": each.where.column}
    return {**place, "severity": each.severity, "rule": each.rule, "message": each.message, "hint": each.hint}


def run_list(options: argparse.Namespace) -> int:
    """Lists the articles by state."""
    from generator.build import read_site

    with read_site(build_options(options)) as (site, problems):
        _list(site, options)
    _warn(problems, options)
    return FINE


def _list(site: Site, options: argparse.Namespace) -> None:
    from generator.site import state_of

    articles = sorted((each for story in site.stories.values() for each in story.articles), key=lambda each: each.path)
    rows = [(state_of(each, site.now), each) for each in articles]
    if options.json:
        import json

        facts = [
            {
                "state": state,
                "path": each.path,
                "story": each.story,
                "edition": each.edition,
                "title": each.title,
                "date": each.date.isoformat() if each.date else None,
                "unlisted": each.unlisted,
                "url": site.config.origin + site.addresses[each.path],
            }
            for state, each in rows
        ]
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    elif not options.quiet:
        for state in ("published", "scheduled", "draft", "expired"):
            found = [each for its, each in rows if its == state]
            if found:
                print(f"{state} ({len(found)})")
            for each in found:
                date = f"{each.date:%Y-%m-%d %H:%M}" if each.date else " " * 16
                print(f"  {date}  {each.path}  {each.title}{'  (unlisted)' if each.unlisted else ''}")


def _warn(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    if problems and not options.json:
        print(f"{counted(len(problems), 'problem')}: `khabar build` shows them", file=sys.stderr)


def run_serve(options: argparse.Namespace) -> int:
    """Builds, shows and watches the site until Ctrl-C."""
    from generator.listen import listen
    from generator.serve import Server

    built = build_options(options)
    # A preview with drafts is kept apart, so that nobody deploys it.
    output = options.site / ".cache" / "preview" if options.drafts else None
    built = replace(built, keep_going=True, output=output)

    def show(report: Report, seconds: float) -> None:
        show_problems(report.problems, options)
        if not options.quiet and (report.written or report.deleted or report.problems):
            print(_summary(report, seconds), flush=True)

    server = Server(built, lambda text: print(text, file=sys.stderr), show)
    server.first()
    try:
        http = listen(server, options.host, options.port)
    except OSError as error:
        print(f"khabar: cannot listen on {options.host}:{options.port}: {error.strerror}", file=sys.stderr)
        return WRONG_USE
    address = f"http://{options.host}:{http.server_address[1]}{server.base_path}"
    if options.host not in ("127.0.0.1", "localhost", "::1"):
        print("warning: everybody in your network can read this site while the server runs", file=sys.stderr)
    _serve(server, http, address, options.open)
    return FINE


def _serve(server: Server, http: ThreadingHTTPServer, address: str, show: bool) -> None:
    import threading
    import webbrowser

    # Daemons, so that nobody who is in a hurry and presses Ctrl-C twice has to wait for a build.
    builder = threading.Thread(target=server.run, name="builder", daemon=True)
    listener = threading.Thread(target=http.serve_forever, name="http", daemon=True)
    builder.start()
    listener.start()
    try:
        print(f"{address}  (Ctrl-C ends it)", flush=True)
        if show:
            webbrowser.open(address)
        while builder.is_alive():
            builder.join(0.5)  # a Ctrl-C just before a wait without an end would not be heard
    except KeyboardInterrupt:
        print(file=sys.stderr)
    server.end()
    http.shutdown()
    builder.join()
    server.builder.close()


def run_why(options: argparse.Namespace) -> int:
    """Says what a page was made from."""
    from generator.options import BuildOptions
    from generator.why import recorded

    found = recorded(BuildOptions(options.site, datetime.now(UTC), output=options.output), options.url)
    if found is None:
        print(f"khabar: no build remembers a page at {options.url}", file=sys.stderr)
        return PROBLEMS
    for name, value in found:
        print(f"{name:12} {value}")
    return FINE


def run_clean(options: argparse.Namespace) -> int:
    """Deletes what Khabar wrote."""
    from generator.build import clean
    from generator.options import BuildOptions

    count = clean(BuildOptions(options.site, datetime.now(UTC), output=options.output))
    if not options.quiet:
        print(f"{counted(count, 'file')} deleted")
    return FINE
