"""Terms: which tag, section or author a text in front matter means, and where its pages stand.

Spellings that are equal in NFC and case are one term. Texts that only look alike (रूस, रस, रास, रोस) stay apart, and
where two of them would have one address, the build asks for the registry line that settles it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.hindi import norm_text, slugify
from generator.model import Article, Config, Taxonomy, Term, TermName
from generator.problems import Problem, Where, problem
from generator.registry import SECTION

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of a site, by taxonomy field and id."""

    by_id: dict[tuple[str, str], Term]

    def get(self, field: str, id: str) -> Term:
        """The term of a taxonomy with an id."""
        return self.by_id[field, id]

    def slug(self, field: str, id: str, edition: str) -> str:
        """The last segment of a term's address in an edition."""
        return self.by_id[field, id].name(edition).slug


def fold(text: str) -> str:
    """The identity of a term's spelling: NFC and case do not count, nothing else is lost.

    >>> fold("India") == fold("INDIA"), fold("रस") == fold("रूस")
    (True, False)
    """
    return norm_text(text).casefold()


def gather_terms(articles: list[Article], config: Config) -> tuple[Terms, list[Article], list[Problem]]:
    """The terms of a site, the articles with term ids in place of texts, and what is wrong with the terms."""
    by_id: dict[tuple[str, str], Term] = {}
    problems: list[Problem] = []
    ids: dict[tuple[str, str], str] = {}  # (field, folded text) → id
    for taxonomy in config.taxonomies:
        registry = {spelling: term.id for term in reversed(taxonomy.terms) for spelling in _spellings(term)}
        implicit, found = _implicit(taxonomy.field, articles, registry, config)
        problems += found
        for term in (*taxonomy.terms, *implicit):
            by_id[taxonomy.field, term.id] = term
        ids |= {(taxonomy.field, spelling): id for spelling, id in registry.items()}
        problems += _collisions(taxonomy, [*taxonomy.terms, *implicit], articles, config)
    fields = [taxonomy.field for taxonomy in config.taxonomies]
    return Terms(by_id), [_with_ids(article, ids, fields) for article in articles], problems


def _spellings(term: Term) -> Iterable[str]:
    return (fold(term.id), *(fold(name.name) for _, name in term.names))


def _texts(article: Article, field: str) -> tuple[str, ...]:
    if field == SECTION:
        return (article.section,) if article.section else ()
    return dict(article.terms).get(field, ())


def _implicit(
    field: str, articles: list[Article], registry: dict[str, str], config: Config
) -> tuple[list[Term], list[Problem]]:
    """The terms that articles name and config.yaml does not."""
    uses: dict[str, Counter[tuple[str, str]]] = {}  # folded → (edition, spelling) → how often
    places: dict[str, Article] = {}
    for article in articles:
        for text in _texts(article, field):
            if fold(text) not in registry:
                uses.setdefault(fold(text), Counter())[article.language_of(field), text] += 1
                places.setdefault(fold(text), article)
    terms, problems = [], []
    for folded, spellings in uses.items():
        article = places[folded]
        where = Where(article.path, article.line_of(field))
        names = []
        for edition in config.editions:
            ranked = sorted((-count, text) for (code, text), count in spellings.items() if code == edition.code)
            if ranked:
                names.append((edition.code, TermName(ranked[0][1], slugify(ranked[0][1]))))
        different = sorted({text for _, text in spellings})
        if len(different) > 1:
            problems.append(problem("term-spelling", where, field=field, spellings=", ".join(different)))
        if not names[0][1].slug:
            problems.append(problem("term-slug", where, field=field, name=names[0][1].name, edition=names[0][0]))
            continue
        if field == SECTION:
            known = ", ".join(dict.fromkeys(registry.values()))
            problems.append(problem("section-unknown", where, name=names[0][1].name, known=known))
        registry[folded] = folded
        terms.append(Term(folded, tuple(names)))
    return terms, problems


def _collisions(taxonomy: Taxonomy, terms: list[Term], articles: list[Article], config: Config) -> list[Problem]:
    """Pairs of terms whose pages would share an address in some edition, once for each pair."""
    field = taxonomy.field
    uses: dict[str, dict[str, Article]] = {}  # folded text → edition → the first article that has the term there
    for article in articles:
        for text in _texts(article, field):
            uses.setdefault(fold(text), {}).setdefault(article.edition, article)
    problems: dict[frozenset[str], Problem] = {}
    for edition in config.editions:
        taken: dict[str, Term] = {}
        for term in terms:
            used = next(
                (found[edition.code] for each in _spellings(term) if edition.code in (found := uses.get(each, {}))),
                None,
            )
            if used is None and not any(code == edition.code for code, _ in term.names):
                continue
            first = taken.setdefault(term.name(edition.code).slug, term)
            if first is not term:
                where = Where(used.path, used.line_of(field)) if used else Where("config.yaml")
                problems.setdefault(frozenset((first.id, term.id)), _collision(field, edition.code, first, term, where))
    return list(problems.values())


def _collision(field: str, edition: str, first: Term, second: Term, where: Where) -> Problem:
    """The problem of two terms with one address, with the lines for config.yaml that settle it."""
    slug = second.name(edition).slug
    names = [(term.language(edition), term.name(edition).name) for term in (first, second)]
    two = [
        f"{id}: {{{code}: {{name: {name}, slug: {id}}}}}"
        for id, (code, name) in zip((slug, f"{slug}-2"), names, strict=True)
    ]
    one = [f"{slug}: {{{', '.join(f'{code}: {{name: {name}}}' for code, name in names)}}}"]
    rule = "term-address" if names[0][0] == names[1][0] else "term-pair"
    indent = "\n              "
    return problem(
        rule,
        where,
        field=field,
        first=names[0][1],
        second=names[1][1],
        slug=slug,
        two=indent.join(two),
        one=one[0],
    )


def _with_ids(article: Article, ids: dict[tuple[str, str], str], fields: list[str]) -> Article:
    terms = []
    for field in fields:
        found = (ids.get((field, fold(text))) for text in _texts(article, field))
        unique = tuple(dict.fromkeys(id for id in found if id))
        if unique:
            terms.append((field, unique))
    section = next((found[0] for field, found in terms if field == SECTION), "")
    return replace(article, section=section, terms=tuple(terms))
