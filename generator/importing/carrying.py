"""Carrying: articles from elsewhere into the site, one after the other, and an account of what came of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.content import SIZE_LIMIT
from generator.desk.passages import passages
from generator.hindi.lint_fonts import lint_fonts
from generator.importing.carried import render_carried
from generator.importing.old_addresses import OldAddresses
from generator.importing.placing import EDITED, GONE, KEPT, TAKEN
from generator.problems import WARNING, Problem, Where, problem
from generator.tree import position

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.importing.carried import Carried, Loss
    from generator.importing.placing import Ledger
    from generator.importing.registering import Registry

_SAVE_EVERY = 500  # articles: what a killed import has to look at again


@dataclass(slots=True)
class Account:
    """What an import did."""

    outcomes: Counter[str] = field(default_factory=Counter)
    files: list[tuple[str, str]] = field(default_factory=list)  # path, what became of it
    problems: list[Problem] = field(default_factory=list)
    pictures: dict[str, int] = field(default_factory=dict)
    lines: str = ""  # for config.yaml
    dropped: tuple[str, ...] = ()  # lines of a pasted text that were the page's own

    def left(self, left: dict[str, int], where: str) -> None:
        """Notes kinds of things that were not carried over at all."""
        for kind, count in sorted(left.items()):
            if count:
                self.problems.append(problem("import-left", Where(where), count=count, kind=kind))


def carry(
    articles: Iterable[tuple[str, Carried]], ledger: Ledger, registry: Registry, progress: Callable[[int], None]
) -> Account:
    """Puts articles into the site, and tells what became of each and what of it fell short."""
    account, addresses, terms = Account(), OldAddresses(registry), []
    for number, (edition, one) in enumerate(articles, 1):
        each = addresses.settle(edition, one)
        text = render_carried(each)
        data = text.encode("utf-8", "replace")
        if len(data) > SIZE_LIMIT:
            facts = {"size": len(data), "limit": SIZE_LIMIT}
            account.problems.append(problem("content-size", Where(each.path), **facts))
            continue
        outcome = ledger.place(each.source, each.path, data)
        path = ledger.path_of(each.source) or each.path
        account.outcomes[outcome] += 1
        account.files.append((path, outcome))
        account.problems += _problems(each, path, text, outcome)
        terms.append((edition, each.fields))
        progress(number)
        if number % _SAVE_EVERY == 0:
            ledger.save()
    ledger.save()
    registry.settle(terms)
    account.lines = registry.lines()
    return account


def _problems(each: Carried, path: str, text: str, outcome: str) -> Iterable[Problem]:
    """What is to be said of an article; what its editor has changed or deleted since needs no word of its losses."""
    if outcome == KEPT:
        yield problem("import-kept", Where(path))
    elif outcome == TAKEN:
        yield problem("import-taken", Where(path), source=each.source)
    if outcome in (KEPT, EDITED, GONE, TAKEN):
        return
    searched: dict[str, int] = {}
    for lost in each.losses:
        yield problem(lost.rule, Where(path, _line(text, lost, searched)), **dict(lost.facts))
    for passage in passages(text):
        for flaw in lint_fonts(passage.text):
            line, column = position(text, passage.start + flaw.start)
            facts = {"found": passage.text[flaw.start : flaw.end][:40], "close": "", "word": ""}
            yield replace(problem("legacy-font", Where(path, line, column), **facts), severity=WARNING)


def _line(text: str, lost: Loss, searched: dict[str, int]) -> int:
    """The line of what marks a loss's place; equal marks in turn."""
    start = text.find(lost.mark, searched.get(lost.mark, 0)) if lost.mark else -1
    if start < 0:
        return 0
    searched[lost.mark] = start + 1
    return text.count("\n", 0, start) + 1
