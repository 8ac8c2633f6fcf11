"""The commands that set things up: a site, files for a host, the editor in the browser, completion, schemas."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from generator.commands import FINE, PROBLEMS, WRONG_USE
from generator.sayings import counted, say
from generator.showing import complain

if TYPE_CHECKING:
    from pathlib import Path


def run_init(options: argparse.Namespace) -> int:
    """Starts a site."""
    from generator.new import start_site

    try:
        paths = start_site(options.folder)
    except FileExistsError:
        complain("not-empty", options.ui, folder=options.folder)
        return WRONG_USE
    print(say("started", options.ui, files=counted(len(paths), "file", options.ui), folder=options.folder))
    return _host(options.host, options.folder, "", options.ui) if options.host else FINE


def run_host(options: argparse.Namespace) -> int:
    """Writes the files that a host wants."""
    return _host(options.kind, options.site, options.root, options.ui)


def _host(kind: str, site: Path, root: str, ui: str) -> int:
    from generator.deploy.headers import REDIRECTS
    from generator.hosts import write_host_files
    from generator.problems import SiteError, has_errors
    from generator.reading import load_config

    config, problems = load_config(site)
    if has_errors(problems):
        raise SiteError(*problems)
    for path, written in write_host_files(kind, site, config, root):
        if written:
            print(site / path)
        else:
            complain("left-alone", ui, path=site / path)
    if kind in ("nginx", "caddy") and not (site / config.output / REDIRECTS).is_file():
        print(f"{say('note', ui)}: {say('no-redirects', ui)}", file=sys.stderr)
    return FINE


def run_admin(options: argparse.Namespace) -> int:
    """Fetches the program of the editor in the browser."""
    from generator.admin.program import PACKAGE, VERSION, fetch_program
    from generator.problems import SiteError, has_errors
    from generator.reading import load_config

    config, problems = load_config(options.site)
    if has_errors(problems):
        raise SiteError(*problems)
    source = options.source or PACKAGE
    try:
        paths = fetch_program(options.site, options.source)
    except OSError as error:
        reason = getattr(error, "reason", error)  # urllib's own wraps the system's
        complain("program-missing", options.ui, source=source, reason=getattr(reason, "strerror", None) or reason)
        return PROBLEMS
    except ValueError as error:
        complain("program-other", options.ui, source=source, path=error, version=VERSION)
        return PROBLEMS
    for path in paths:
        print(path)
    if config.admin is None:
        print(say("admin-next", options.ui))
    return FINE


def run_completion(options: argparse.Namespace) -> int:
    """Prints a shell's completion script, or the values that one asks for."""
    from generator.cli import parser_of_all
    from generator.completion import completion_script, values

    if options.values:
        for value in values(options.values, options.site):
            print(value)
        return FINE
    if not options.shell:
        complain("no-shell", options.ui)
        return WRONG_USE
    print(completion_script(options.shell, parser_of_all()), end="")
    return FINE


def run_schema(options: argparse.Namespace) -> int:
    """Prints a JSON Schema."""
    from generator.json_schema import config_schema, front_matter_schema
    from generator.paths import CONFIG
    from generator.reading import load_config

    if options.what == "config":
        schema = config_schema()
    elif (options.site / CONFIG).is_file():
        config, _ = load_config(options.site)
        schema = front_matter_schema(tuple(each.field for each in config.taxonomies))
    else:
        schema = front_matter_schema()
    print(json.dumps(schema, ensure_ascii=False, indent=2))
    return FINE
