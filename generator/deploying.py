"""The command of deploying: builds, looks whether the output may be deployed, compares, sends, and says what it did."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.commands import FINE, PROBLEMS, build_options
from generator.sayings import counted, say
from generator.showing import show_problems
from generator.terminal import Progress

if TYPE_CHECKING:
    import argparse

    from generator.deploy.cargo import Cargo, Changes, Remote
    from generator.options import BuildOptions
    from generator.targets import Target

SHOWN = 20  # paths that a dry run lists of each kind


def run_deploy(options: argparse.Namespace) -> int:
    """Deploys the site to a target."""
    from generator.deploy.checkup import load_cargo, options_for, target_named
    from generator.paths import CONFIG
    from generator.problems import SiteError, Where, has_errors, problem
    from generator.reading import load_config

    started = time.monotonic()
    built = build_options(options)
    config, problems = load_config(options.site)
    if has_errors(problems):
        raise SiteError(*problems)
    target = target_named(config, options.target)
    built = options_for(built, config, target)
    if not options.no_build and not _build(built, options):
        return PROBLEMS
    cargo = load_cargo(built, config, target, options.force)
    remote = remote_of(options, target, cargo)
    changes = remote.compare()
    if changes.much_is_gone() and not options.force and not options.dry_run:
        facts = {"target": target.name, "gone": len(changes.gone), "there": len(changes.gone) + changes.unchanged}
        raise SiteError(problem("deploy-much-gone", Where(CONFIG), **facts))
    progress = Progress(started, shown=not options.quiet and not options.json)
    said = "" if options.dry_run else remote.send(changes, progress)
    progress.end()
    _show(target, cargo, changes, said, options)
    return FINE


def _build(built: BuildOptions, options: argparse.Namespace) -> bool:
    """Builds first; whether there is something to deploy."""
    from generator.problems import has_errors
    from generator.quick import build

    progress = Progress(time.monotonic(), shown=not options.quiet and not options.json)
    report = build(built, progress)
    progress.end()
    failed = has_errors(report.problems) or not report.published
    if failed or not options.json:
        show_problems(report.problems, options, report)
    if failed and not options.json:
        print(say("not-deployed", options.ui), file=sys.stderr)
    return not failed


def remote_of(options: argparse.Namespace, target: Target, cargo: Cargo) -> Remote:
    """The target at work."""
    if target.to == "git":
        from generator.deploy.git import GitRemote

        return GitRemote(options.site, target, cargo)
    if target.to == "rsync":
        from generator.deploy.rsync import RsyncRemote

        return RsyncRemote(options.site, target, cargo)
    from generator.deploy.s3 import S3Remote

    return S3Remote(target, cargo, urlsplit(cargo.base_url))


def _show(target: Target, cargo: Cargo, changes: Changes, said: str, options: argparse.Namespace) -> None:
    """Says what was done, or would be."""
    if options.json:
        facts = {
            "target": target.name,
            "to": target.to,
            "url": cargo.base_url,
            "dry_run": options.dry_run,
            "uploaded": len(changes.sent),
            "unchanged": changes.unchanged,
            "deleted": len(changes.gone),
            "bytes": changes.size,
            "paths": {"uploaded": sorted(changes.sent), "deleted": sorted(changes.gone)},
            "left_out": sorted(cargo.left_out),
        }
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    if options.quiet:
        return
    if options.dry_run:
        for sign, paths in (("+", changes.sent), ("-", changes.gone)):
            for path in sorted(paths)[:SHOWN]:
                print(f"{sign} {path}")
            if len(paths) > SHOWN:
                print(f"{sign} {say('and-more', options.ui, count=len(paths) - SHOWN)}")
    if cargo.left_out:
        names = ", ".join(sorted(cargo.left_out)[:3])
        files = counted(len(cargo.left_out), "file", options.ui)
        note = say("stayed-here", options.ui, files=files, names=names)
        print(f"{say('note', options.ui)}: {note}", file=sys.stderr)
    print(_summary(target, cargo, changes, said, options))


def _summary(target: Target, cargo: Cargo, changes: Changes, said: str, options: argparse.Namespace) -> str:
    if not changes.sent and not changes.gone and not options.dry_run:
        files = counted(changes.unchanged, "file", options.ui)
        return say("deploy-nothing", options.ui, target=target.name, files=files, url=cargo.base_url)
    return say(
        "deploy-tried" if options.dry_run else "deployed",
        options.ui,
        target=target.name,
        sent=len(changes.sent),
        size=f"{changes.size / 1_000_000:.1f}",
        unchanged=changes.unchanged,
        gone=len(changes.gone),
        said=f"; {said}" if said else "",
        url=cargo.base_url,
    )
