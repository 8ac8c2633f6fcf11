"""Terms: which tag, section or author a text in front matter means, and where its pages stand.

Spellings that are equal in NFC and case are one term. Texts that only look alike (रूस, रस, रास, रोस) stay apart, and
where two of them would have one address, the build asks for the registry line that settles it.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.digest import digest
from generator.hindi import norm_text, slugify
from generator.model import Article, Config, Taxonomy, Term, TermName
from generator.problems import Problem, Where, closest, problem
from generator.registry import SECTION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Place = Callable[[str, str, str], Where]  # (field, folded text, edition) → an article that has the term


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of a site, by taxonomy field and id."""

    by_id: dict[tuple[str, str], Term]
    digests: dict[tuple[str, str], str] = dataclasses.field(default_factory=dict)

    def digest(self, field: str, id: str) -> str:
        """The digest of a term."""
        found = self.digests.get((field, id))
        if found is None:
            found = self.digests[field, id] = digest(self.by_id[field, id])
        return found

    def get(self, field: str, id: str) -> Term:
        """The term of a taxonomy with an id."""
        return self.by_id[field, id]

    def slug(self, field: str, id: str, edition: str) -> str:
        """The last segment of a term's address in an edition."""
        return self.by_id[field, id].name(edition).slug


@functools.lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The identity of a term's spelling: NFC and case do not count, nothing else is lost.

    >>> fold("India") == fold("INDIA"), fold("रस") == fold("रूस")
    (True, False)
    """
    return norm_text(text).casefold()


class Uses:
    """How often which spelling of a term stands in articles; kept up as articles come and go."""

    def __init__(self) -> None:
        self.spellings: dict[tuple[str, str], Counter[tuple[str, str]]] = {}  # field, folded → (language, text) → count
        self.editions: dict[tuple[str, str], Counter[str]] = {}  # field, folded → edition of the articles → count
        self.changed = True  # whether any term may look different since the flag was last put down

    def take(self, article: Article, sign: int) -> None:
        """Counts an article's terms in (1) or out (-1)."""
        for field in (SECTION, *(name for name, _ in article.terms)):
            language = article.language_of(field)
            for text in texts_of(article, field):
                key = (field, fold(text))
                self._count(self.spellings.setdefault(key, Counter()), (language, text), sign)
                self._count(self.editions.setdefault(key, Counter()), article.edition, sign)
                if len(self.spellings[key]) > 1:
                    self.changed = True  # the most frequent spelling may be another one now
                elif not self.spellings[key]:
                    del self.spellings[key], self.editions[key]

    def _count(self, counter: Counter[Any], key: object, sign: int) -> None:
        before = counter.get(key, 0)
        counter[key] = before + sign
        if not before + sign:
            del counter[key]
        if not before or not before + sign:
            self.changed = True


def texts_of(article: Article, field: str) -> tuple[str, ...]:
    """What an article says in a taxonomy, as written."""
    if field == SECTION:
        return (article.section,) if article.section else ()
    return dict(article.terms).get(field, ())


def gather_terms(uses: Uses, config: Config, place: Place) -> tuple[Terms, list[Problem]]:
    """The terms of a site, and what is wrong with them."""
    by_id: dict[tuple[str, str], Term] = {}
    problems: list[Problem] = []
    for taxonomy in config.taxonomies:
        registry = registry_of(taxonomy)
        implicit, found = _implicit(taxonomy.field, uses, registry, config, place)
        problems += found
        terms = [*taxonomy.terms, *implicit]
        by_id |= {(taxonomy.field, term.id): term for term in terms}
        problems += _collisions(taxonomy.field, terms, uses, config, place)
    return Terms(by_id), problems


def registry_of(taxonomy: Taxonomy) -> dict[str, str]:
    """The ids of a taxonomy's registered terms by every spelling that means them."""
    return {spelling: term.id for term in reversed(taxonomy.terms) for spelling in _spellings(term)}


def _named(config: Config, field: str) -> tuple[Term, ...]:
    return next(taxonomy.terms for taxonomy in config.taxonomies if taxonomy.field == field)


def _spellings(term: Term) -> Iterable[str]:
    return (fold(term.id), *(fold(name.name) for _, name in term.names))


def _implicit(
    field: str, uses: Uses, registry: dict[str, str], config: Config, place: Place
) -> tuple[list[Term], list[Problem]]:
    """The terms that articles name and config.yaml does not."""
    terms, problems = [], []
    for (taxonomy, folded), spellings in sorted(uses.spellings.items()):
        if taxonomy != field or folded in registry:
            continue
        names = []
        for edition in config.editions:
            ranked = sorted((-count, text) for (code, text), count in spellings.items() if code == edition.code)
            if ranked:
                names.append((edition.code, TermName(ranked[0][1], slugify(ranked[0][1], lang=edition.code))))
        code, name = names[0]
        different = sorted({text for _, text in spellings})
        if len(different) > 1:
            where = place(field, folded, "")
            problems.append(problem("term-spelling", where, field=field, spellings=", ".join(different)))
        if not name.slug:
            where = place(field, folded, "")
            problems.append(problem("term-slug", where, field=field, name=name.name, edition=code))
            names = [(code, TermName(name.name, "term"))]
        elif field == SECTION:
            known = [term.id for term in _named(config, field)]
            facts = {"name": name.name, "close": closest(name.name, known), "known": ", ".join(known)}
            problems.append(problem("section-unknown", place(field, folded, ""), **facts))
        terms.append(Term(folded, tuple(names)))
    return terms, problems


def _collisions(field: str, terms: list[Term], uses: Uses, config: Config, place: Place) -> list[Problem]:
    """Pairs of terms whose pages would share an address in some edition, once for each pair."""
    problems: dict[frozenset[str], Problem] = {}
    for edition in config.editions:
        taken: dict[str, Term] = {}
        for term in terms:
            spelled = (each for each in _spellings(term) if uses.editions.get((field, each), Counter())[edition.code])
            used = next(spelled, "")
            if not used and not any(code == edition.code for code, _ in term.names):
                continue
            first = taken.setdefault(term.name(edition.code).slug, term)
            pair = frozenset((first.id, term.id))
            if first is not term and pair not in problems:
                where = place(field, used, edition.code) if used else Where("config.yaml")
                problems[pair] = _collision(field, edition.code, first, term, where)
    return list(problems.values())


def _collision(field: str, edition: str, first: Term, second: Term, where: Where) -> Problem:
    """The problem of two terms with one address, with the lines for config.yaml that settle it."""
    slug = second.name(edition).slug
    names = [(term.language(edition), term.name(edition).name) for term in (first, second)]
    ids = (slug, f"{slug}-2")
    two = [f"{id}: {{{code}: {{name: {name}, slug: {id}}}}}" for id, (code, name) in zip(ids, names, strict=True)]
    one = f"{slug}: {{{', '.join(f'{code}: {{name: {name}}}' for code, name in names)}}}"
    facts = {"first": names[0][1], "second": names[1][1], "slug": slug, "one": one, "two": "\n              ".join(two)}
    rule = "term-address" if names[0][0] == names[1][0] else "term-pair"
    return problem(rule, where, field=field, **facts)


def with_ids(article: Article, registries: dict[str, dict[str, str]]) -> Article:
    """An article with the ids of its terms in place of its texts, its section among them."""
    terms = []
    for field, registry in registries.items():
        found = [registry.get(folded, folded) for folded in map(fold, texts_of(article, field))]
        if found:
            terms.append((field, tuple(dict.fromkeys(found))))
    section = next((found[0] for field, found in terms if field == SECTION), "")
    return replace(article, section=section, terms=tuple(terms))
