"""What each command does with its options: reads the clock, builds, prints, and gives the exit code."""

from __future__ import annotations

import argparse
import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.sayings import counted, say
from generator.showing import complain, show_problems, summary
from generator.terminal import Progress

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
        _check_base_url(result, options.ui)
    if result.output:
        _check_output(result, options.ui)
    now = getattr(options, "now", None)
    if now is None:
        return result
    return replace(result, now=now if now.tzinfo else _in_site_zone(result.site, now))


def _check_base_url(options: BuildOptions, ui: str) -> None:
    from generator.config import with_base_url
    from generator.reading import load_config

    config, _ = load_config(options.site)
    try:
        with_base_url(config, options.base_url)
    except ValueError:
        complain("base-url", ui, url=options.base_url)
        raise SystemExit(WRONG_USE) from None


def _check_output(options: BuildOptions, ui: str) -> None:
    """Refuses a folder whose files Khabar reads, or that holds them: what it no longer needs there it deletes."""
    site = options.site.resolve()
    folder = (options.output or site).resolve()
    if folder == site or site.is_relative_to(folder) or any(folder.is_relative_to(site / name) for name in _SOURCES):
        complain("output-has-sources", ui, folder=options.output)
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
        print(f"{say('note', options.ui)}: {note.said(options.ui)}", file=sys.stderr)
    if not options.json and not options.quiet:
        print(summary(report, time.monotonic() - started, options.ui))
    from generator.problems import has_errors

    return PROBLEMS if has_errors(report.problems) else FINE


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
        unlisted = f"  {say('unlisted', options.ui)}"
        for state in ("published", "scheduled", "draft", "expired"):
            found = [each for its, each in rows if its == state]
            if found:
                print(f"{say(state, options.ui)} ({len(found)})")
            for each in found:
                date = f"{each.date:%Y-%m-%d %H:%M}" if each.date else " " * 16
                print(f"  {date}  {each.path}  {each.title}{unlisted if each.unlisted else ''}")


def _warn(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    if problems and not options.json:
        print(say("build-shows", options.ui, problems=counted(len(problems), "problem", options.ui)), file=sys.stderr)


def run_serve(options: argparse.Namespace) -> int:
    """Builds, shows and watches the site until Ctrl-C."""
    from generator.editors import EDITORS
    from generator.listen import LOCAL, listen, open_desk
    from generator.paths import CONFIG
    from generator.problems import SiteError, Where, problem
    from generator.serve import Server

    if not (options.site / CONFIG).is_file():  # what is wrong in it may be mended while the server runs
        raise SiteError(problem("config-missing", Where(CONFIG)))
    built = build_options(options)
    # A preview with drafts is kept apart, so that nobody deploys it.
    output = options.site / ".cache" / "preview" if options.drafts else None
    built = replace(built, keep_going=True, output=output)

    def show(report: Report, seconds: float) -> None:
        show_problems(report.problems, options)
        if not options.quiet and (report.written or report.deleted or report.problems):
            print(summary(report, seconds, options.ui), flush=True)

    server = Server(built, lambda text: print(text, file=sys.stderr), show, options.ui, EDITORS[options.editor])
    server.first()
    if any(each.rule == "build-locked" for each in server.report.problems):
        return PROBLEMS
    try:
        http = listen(server, options.host, options.port)
    except OSError as error:
        complain("cannot-listen", options.ui, host=options.host, port=options.port, reason=error.strerror)
        return WRONG_USE
    address = f"http://{options.host}:{http.server_address[1]}{server.base_path}"
    addresses = [say("listening", options.ui, address=address)]
    if options.host not in LOCAL:
        print(f"{say('warning', options.ui)}: {say('open-to-all', options.ui)}", file=sys.stderr)
    elif not options.no_desk:
        addresses.append(say("desk-at", options.ui, address=open_desk(server, http).address))
    _serve(server, http, address, addresses, options)
    return FINE


def _serve(
    server: Server, http: ThreadingHTTPServer, address: str, said: Sequence[str], options: argparse.Namespace
) -> None:
    import threading
    import webbrowser

    # Daemons, so that nobody who is in a hurry and presses Ctrl-C twice has to wait for a build.
    builder = threading.Thread(target=server.run, name="builder", daemon=True)
    listener = threading.Thread(target=http.serve_forever, name="http", daemon=True)
    builder.start()
    listener.start()
    try:
        print("\n".join(said), flush=True)
        if options.open:
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
    from generator.why import recorded

    found = recorded(build_options(options), options.url)
    if found is None:
        complain("no-page", options.ui, url=options.url)
        return PROBLEMS
    for name, value in found:
        print(f"{name:12} {value}")
    return FINE


def run_clean(options: argparse.Namespace) -> int:
    """Deletes what Khabar wrote."""
    from generator.build import clean

    count = clean(build_options(options))
    if not options.quiet:
        print(say("deleted", options.ui, files=counted(count, "file", options.ui)))
    return FINE
