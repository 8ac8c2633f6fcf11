"""What `khabar import` does with its options: reads what is elsewhere, carries it over, and tells what fell short."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.commands import FINE, PROBLEMS, WRONG_USE, build_options
from generator.sayings import counted, say
from generator.showing import as_json, complain, show_some

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from generator.importing.album import Album
    from generator.importing.carried import Carried
    from generator.importing.carrying import Account
    from generator.importing.foreign import OldSite
    from generator.importing.md_text import MdText
    from generator.importing.placing import Ledger
    from generator.importing.registering import Registry
    from generator.importing.wp_survey import Survey
    from generator.model import Config
    from generator.problems import Problem

# What became of a picture, as a noun: Hindi says it in another form than of an article.
_PICTURES = {
    "new": "new-picture",
    "updated": "updated-picture",
    "unchanged": "unchanged-picture",
    "edited": "edited-picture",
    "kept": "kept-picture",
    "deleted": "deleted-picture",
    "taken": "taken-picture",
}


def run_wordpress(options: argparse.Namespace) -> int:
    """Carries a WordPress export over."""
    if not _has_markdownify(options.ui):
        return WRONG_USE
    from generator.importing.album import Album
    from generator.importing.placing import Ledger
    from generator.importing.registering import Registry
    from generator.importing.wordpress import WordPress
    from generator.importing.wp_survey import POSTS, Survey
    from generator.importing.wxr import read_wxr

    config = _config(options)
    if config is None or not _is_folder(options.pictures, options.ui):
        return WRONG_USE
    kinds = POSTS | {kind.strip() for each in options.types for kind in each.split(",") if kind.strip()}
    survey = Survey(config, frozenset(kinds), options.edition).take(read_wxr(options.source))
    ledger = Ledger(options.site, options.dry_run)
    album = Album(ledger, options.pictures)
    if _may_download(options, survey):
        from generator.importing.album import Fetcher

        album.fetcher = Fetcher(survey.hosts())
    registry = Registry(config)
    built = build_options(options)
    site = WordPress(survey, album, registry, ledger, built.now.astimezone(ZoneInfo(config.timezone)))
    account = _carry(site.articles(read_wxr(options.source)), ledger, registry, options)
    account.pictures = album.numbers
    account.left({**survey.left, "comments": survey.comments}, str(options.source))
    _say_languages(account, survey.foreign, config, options)
    return _tell(account, album, options)


def run_hugo(options: argparse.Namespace) -> int:
    """Carries a Hugo site's articles over."""
    from generator.importing.hugo import find_hugo, hugo_codes

    return _run_site(options, "hugo", find_hugo, hugo_codes, ("static", "assets", "content"))


def run_jekyll(options: argparse.Namespace) -> int:
    """Carries a Jekyll site's articles over."""
    from generator.importing.jekyll import find_jekyll, jekyll_codes

    return _run_site(options, "jekyll", find_jekyll, jekyll_codes, ("",))


def _run_site(
    options: argparse.Namespace,
    kind: str,
    find: Callable[[Path, Config, str], OldSite],
    shortcodes: Callable[[MdText, str], str],
    statics: tuple[str, ...],
) -> int:
    from generator.importing.foreign import Foreign
    from generator.importing.placing import Ledger
    from generator.importing.registering import Registry

    config = _config(options)
    if config is None or not _is_folder(options.source, options.ui):
        return WRONG_USE
    old = find(options.source, config, options.edition)
    if any(each.source.path.endswith((".html", ".htm")) for each in old.found) and not _has_markdownify(options.ui):
        return WRONG_USE
    ledger, registry = Ledger(options.site, options.dry_run), Registry(config)
    now = build_options(options).now.astimezone(ZoneInfo(config.timezone))
    site = Foreign(kind, options.source, statics, shortcodes, ledger, registry, now, old.base, old.names)
    site.take(old.found)
    account = _carry(site.articles(), ledger, registry, options)
    account.problems += old.problems
    account.pictures = site.numbers
    account.left(old.left, str(options.source))
    return _tell(account, None, options)


def run_text(options: argparse.Namespace) -> int:
    """Makes an article of a text that was copied from a page, or of the page's source."""
    from generator.importing.carrying import Account
    from generator.importing.paste import paste
    from generator.importing.pasted import is_html
    from generator.new import section_of

    config = _config(options)
    if config is None:
        return WRONG_USE
    text = _given(options.source)
    if is_html(text) and not _has_markdownify(options.ui):
        return WRONG_USE
    now = build_options(options).now.astimezone(ZoneInfo(config.timezone))
    pasted = paste(
        options.site, config, text, options.edition, section_of(config, options.section), now, options.dry_run
    )
    account = Account(Counter(new=1), [(pasted.path, "new")], list(pasted.problems), dropped=pasted.dropped)
    if options.json:
        return _tell(account, None, options)
    show_some(pasted.problems, options, sys.stderr, each_file=False)
    if not options.quiet:
        for line in pasted.dropped:
            print(say("left-out", options.ui, line=line))
    print(pasted.path)
    if options.dry_run:
        print(f"\n{pasted.text}", end="")
    return FINE


def _given(source: str) -> str:
    """The text of a file, or of what is typed or piped in."""
    from generator.content import decode
    from generator.problems import SiteError, Where, problem

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise SiteError(problem("import-unreadable", Where(source), reason=error.strerror or error)) from None
    # Signs that no article may have come along with what is copied, and mean nothing.
    control = bytes([*range(9), 11, 12, *range(14, 32), 127])
    return decode(data if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.translate(None, control), source)


def _say_languages(account: Account, foreign: dict[str, int], config: Config, options: argparse.Namespace) -> None:
    from generator.problems import Where, problem

    known = ", ".join(edition.code for edition in config.editions)
    for language, count in sorted(foreign.items()):
        facts = {"count": count, "found": language, "known": known}
        account.problems.append(problem("import-language", Where(str(options.source)), **facts))


def _may_download(options: argparse.Namespace, survey: Survey) -> bool:
    """Whether the old site may be asked for its pictures: as the command says, or as the editor answers."""
    if options.download is not None or options.dry_run:
        return bool(options.download) and not options.dry_run
    if options.pictures or not survey.attachments or options.json or not sys.stdin.isatty():
        return False
    hosts = ", ".join(sorted(survey.hosts()))
    files = counted(len(survey.attachments), "file", options.ui)
    print(say("ask-download", options.ui, files=files, hosts=hosts), end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "हाँ", "हां")


def _carry(
    articles: Iterable[tuple[str, Carried]], ledger: Ledger, registry: Registry, options: argparse.Namespace
) -> Account:
    from generator.importing.carrying import carry

    shown = sys.stderr.isatty() and not options.quiet and not options.json

    def progress(number: int) -> None:
        if shown and number % 25 == 0:
            print(f"\r{counted(number, 'article', options.ui)}", end="", file=sys.stderr, flush=True)

    try:
        return carry(articles, ledger, registry, progress)
    finally:
        ledger.save()  # what was written is known even where the import breaks off
        if shown:
            print("\r" + " " * 40 + "\r", end="", file=sys.stderr, flush=True)


def _config(options: argparse.Namespace) -> Config | None:
    """The site's config; None where the command names an edition that it does not have."""
    from generator.problems import SiteError, has_errors
    from generator.reading import load_config

    config, problems = load_config(options.site)
    if has_errors(problems):
        raise SiteError(*problems)
    codes = [edition.code for edition in config.editions]
    if options.edition and options.edition not in codes:
        complain("no-edition", options.ui, edition=options.edition, known=", ".join(codes))
        return None
    return config


def _is_folder(folder: Path | None, ui: str) -> bool:
    if folder is None or folder.is_dir():
        return True
    complain("no-folder", ui, folder=folder)
    return False


def _has_markdownify(ui: str) -> bool:
    from importlib.util import find_spec

    if find_spec("markdownify") is not None:
        return True
    complain("needs-markdownify", ui)
    return False


# ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────────


def _tell(account: Account, album: Album | None, options: argparse.Namespace) -> int:
    from generator.problems import has_errors, in_order

    problems = sorted(dict.fromkeys(account.problems), key=in_order)
    if options.json:
        _show_json(account, problems, options)
    else:
        show_some(problems, options, sys.stderr, each_file=False)
        if not options.quiet:
            _summary(account, album, options)
    return PROBLEMS if has_errors(problems) else FINE


def _show_json(account: Account, problems: list[Problem], options: argparse.Namespace) -> None:
    """Prints the account, its long lists entry by entry: an archive's are too long to be put together first."""
    facts = {
        "dry_run": options.dry_run,
        "articles": dict(account.outcomes),
        "pictures": account.pictures,
        "config": account.lines,
        "left_out": list(account.dropped),
    }
    print(f"{json.dumps(facts, ensure_ascii=False, indent=2)[:-2]},")
    _entries("files", ({"path": path, "outcome": outcome} for path, outcome in account.files), ",")
    _entries("problems", (as_json(each, options.ui) for each in problems), "")
    print("}")


def _entries(name: str, entries: Iterable[dict[str, object]], end: str) -> None:
    print(f'  "{name}": [', end="")
    for number, entry in enumerate(entries):
        print(f"{',' if number else ''}\n    {json.dumps(entry, ensure_ascii=False)}", end="")
    print(f"\n  ]{end}")


def _summary(account: Account, album: Album | None, options: argparse.Namespace) -> None:
    from generator.importing.placing import OUTCOMES

    ui, outcomes = options.ui, account.outcomes
    numbers = [counted(outcomes[name], name, ui) for name in OUTCOMES if outcomes[name]] or [say("none", ui)]
    articles = counted(sum(outcomes.values()), "article", ui)
    print(say("would-carry" if options.dry_run else "carried", ui, articles=articles, numbers=", ".join(numbers)))
    lost = len({each.facts for each in account.problems if each.rule == "import-picture"})
    pictures = [counted(number, _PICTURES[name], ui) for name, number in account.pictures.items()]
    if pictures or lost:
        missing = [counted(lost, "lost-picture", ui)] if lost else []
        print(say("pictures", ui, numbers=", ".join([*(pictures or [counted(0, "new-picture", ui)]), *missing])))
    if lost and album is not None and album.fetcher is None and not options.dry_run:
        print(say("name-pictures", ui))
    if account.lines:
        print(f"\n{say('merge-lines', ui)}\n")
        print(account.lines, end="")
