"""The commands of writing: a new story's files, and how its translations stand."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

from generator.commands import FINE, PROBLEMS, WRONG_USE, build_options
from generator.sayings import counted, say
from generator.showing import complain, show_problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.desk.translations import Translation
    from generator.site import Site


def run_new(options: argparse.Namespace) -> int:
    """Writes a story's articles as drafts, and opens them in an editor if asked to."""
    from zoneinfo import ZoneInfo

    from generator.new import Wish, start_story
    from generator.problems import SiteError
    from generator.reading import load_config

    built = build_options(options)
    config, _ = load_config(options.site)
    tags = tuple(tag for text in options.tags for tag in map(str.strip, text.split(",")) if tag)
    codes = [edition.code for edition in config.editions]
    if options.only and options.only not in codes:
        complain("no-edition", options.ui, edition=options.only, known=", ".join(codes))
        return WRONG_USE
    wish = Wish(options.headline, options.hindi, options.section, tags, options.only)
    try:
        paths = start_story(options.site, config, wish, built.now.astimezone(ZoneInfo(config.timezone)))
    except SiteError as error:
        show_problems(error.problems, options)
        return WRONG_USE
    for path in paths:
        print(path)
    return _edit(paths, options.ui) if options.edit else FINE


def run_translate(options: argparse.Namespace) -> int:
    """Writes the article of a story that an edition lacks, as a draft, and opens it in an editor if asked to."""
    from generator.build import read_site
    from generator.problems import SiteError
    from generator.reading import load_config
    from generator.translating import begin_translation

    config, _ = load_config(options.site)
    codes = tuple(edition.code for edition in config.editions)
    if options.to and options.to not in codes:
        complain("no-edition", options.ui, edition=options.to, known=", ".join(codes))
        return WRONG_USE
    with read_site(build_options(options)) as (site, problems):
        try:
            name = _path_named(options.story, options.site)
            target, original = begin_translation(options.site, site, problems, name, options.to, options.title)
        except SiteError as error:
            show_problems(error.problems, options)
            return WRONG_USE
    print(target)
    if original.untranslated:
        print(say("untranslated-out", options.ui, path=original.path), file=sys.stderr)
    return _edit([target], options.ui) if options.edit else FINE


def _path_named(name: str, root: Path) -> str:
    """What an author calls a story: a file's path from the site's folder, if it is one, from wherever he stands."""
    from pathlib import Path

    places = (each.resolve() for each in (Path(name), root / name) if each.is_file())
    place = next((each for each in places if each.is_relative_to(root.resolve())), None)
    return place.relative_to(root.resolve()).as_posix() if place else name.removeprefix("./")


def _edit(paths: Iterable[Path], ui: str) -> int:
    """Opens files in the author's editor."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor:
        complain("no-editor", ui)
        return WRONG_USE
    try:
        return subprocess.run([*shlex.split(editor), *map(str, paths)], check=False).returncode
    except (OSError, ValueError):  # no such program, or a quotation mark without its partner
        complain("wrong-editor", ui, editor=editor)
        return WRONG_USE


def run_translations(options: argparse.Namespace) -> int:
    """Lists how the stories stand in each edition, or marks translations as up to date."""
    from generator.build import read_site
    from generator.desk.translations import MISSING, OUTDATED, translations

    with read_site(build_options(options)) as (site, _):
        if options.mark:
            return _mark(site, options)
        wanted = {state for state, asked in ((MISSING, options.missing), (OUTDATED, options.outdated)) if asked}
        found = [each for each in translations(site) if not wanted or each.state in wanted]
        if options.json:
            print(json.dumps([_facts(site, each) for each in found], ensure_ascii=False, indent=2))
        elif not options.quiet:
            _table(site, found, options.ui)
    return FINE


def _facts(site: Site, each: Translation) -> dict[str, object]:
    return {
        "state": each.state,
        "story": each.story,
        "edition": each.edition,
        "path": each.article.path if each.article else None,
        "original": each.original.path,
        "title": each.original.title,
        "since": each.since.isoformat() if each.since else None,
        "days": each.days(site.now),
        "marked": each.marked,
    }


def _table(site: Site, found: list[Translation], ui: str) -> None:
    from generator.desk.translations import STATES

    for state in STATES:
        rows = [each for each in found if each.state == state]
        rows.sort(key=lambda each: (each.days(site.now) is None, each.days(site.now), each.story))
        if rows:
            print(f"{say(state, ui)} ({len(rows)})")
        for each in rows:
            days = each.days(site.now)
            age = "" if days is None or state not in STATES[:2] else counted(days, "day", ui)
            path = each.article.path if each.article else each.original.path
            print(f"  {age:>9}  {each.edition}  {path}  {each.original.title}")
    if not found:
        print(say("all-translated", ui))


def _mark(site: Site, options: argparse.Namespace) -> int:
    """Writes into translations which text they follow: that of their originals as they are now."""
    from generator.desk.translate import story_named
    from generator.desk.translations import mark, original_of
    from generator.edits import apply_edits
    from generator.output import replace_file

    done = 0
    for name in options.mark:
        story, one = story_named(site, _path_named(name, options.site))
        if not story:
            complain("no-story", options.ui, story=name)
            return PROBLEMS
        articles = site.stories[story].articles
        given = next((each for each in articles if each.edition == options.origin), None)
        original = given or original_of(each for each in articles if each.path != one or len(articles) == 1)
        for article in articles:
            if original is None or article is original or (one and article.path != one):
                continue
            path = options.site / article.path
            source = path.read_bytes().decode("utf-8")
            edit = mark(site, article, original, source)
            if edit:
                replace_file(path, apply_edits(source, [edit]).encode())
                done += 1
                print(say("follows", options.ui, path=article.path, original=original.path))
    if not done:
        complain("nothing-to-mark", options.ui)
    return FINE if done else PROBLEMS
