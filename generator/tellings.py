"""What a story is found by: its words by the place where they stand, their keys, and the line that a result shows."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.hindi import excerpt
from generator.hindi.keys import parts, search_words, word_keys
from generator.postings import ALIAS, day_of, home_of
from generator.registry import SECTION
from generator.site import summary_of

if TYPE_CHECKING:
    from generator.article import Parsed
    from generator.memo import SharedMemo
    from generator.model import Article
    from generator.site import Site, Story

SHOWN = 110  # grapheme clusters of a summary on a result
OTHERS = 30  # words of the headings and the first paragraph, at most, that an article is found by
TITLE, TERM, SUMMARY, REST = 3, 2, 1, 0  # weights: where a word stands
_COMPOUND = re.compile("['’ʼ\u2010\u2011-]")


def words_of(parsed: Parsed) -> tuple[str, str, str, str]:
    """The words of an article's title, summary and rest, each only where it stands first, and what a result shows."""
    article, document = parsed.article, parsed.document
    if article is None or document is None:
        return "", "", "", ""
    summary = summary_of(article)
    rest = " ".join([*(heading.text for heading in document.headings), document.lead])
    seen: set[str] = set()
    found: list[list[str]] = []
    for text in (article.title, summary, rest):
        words = dict.fromkeys(_parts(text))
        found.append([word for word in words if word not in seen])
        seen.update(words)
    shown = summary if len(summary) <= SHOWN else excerpt(summary, SHOWN)
    return " ".join(found[0]), " ".join(found[1]), " ".join(found[2][:OTHERS]), shown


def _parts(text: str) -> list[str]:
    """The words of a text, those of compounds apart."""
    words = search_words(text)
    if not _COMPOUND.search(text):
        return words
    return [part for word in words for part in (parts(word) if _COMPOUND.search(word) else (word,)) if part]


@lru_cache(maxsize=65536)
def _keys(word: str) -> tuple[str, ...]:
    """A word's own keys."""
    return word_keys(word).own


@lru_cache(maxsize=65536)
def _spellings(word: str) -> tuple[str, ...]:
    """The lines that say how a word's keys are written in Latin letters."""
    return tuple(
        f"{ALIAS}{sound} {key}" if sound == spelling else f"{ALIAS}{sound}={spelling} {key}"
        for sound, spelling, key in word_keys(word).roman
    )


class Teller:
    """What the search has to know of stories, one by one."""

    def __init__(self, site: Site, words: dict[str, Any], memo: SharedMemo) -> None:
        self.site, self.words, self.memo = site, words, memo
        self.names: dict[tuple[str, str], list[str]] = {}  # term → words of its names

    def listed(self, name: str) -> dict[str, Article]:
        """The published articles of a story that readers may find, by edition."""
        story: Story | None = self.site.stories.get(name)
        live = story.live if story else {}
        editions = (edition.code for edition in self.site.config.editions)
        return {code: live[code] for code in editions if code in live and not (live[code].unlisted or live[code].gone)}

    def marks(self, articles: dict[str, Article]) -> tuple[dict[str, int], tuple[str, ...]]:
        """The keys of a story with the weight of the best place where each stands, and how they may be written."""
        found = [self._words(article.path) for article in articles.values()]
        terms = {(field, id) for article in articles.values() for field, ids in article.terms for id in ids}
        texts = [(weight, words[2 - weight].split(" ")) for weight in (REST, SUMMARY) for words in found]
        texts += [(TERM, self._names(field, id)) for field, id in sorted(terms)]
        texts += [(TITLE, words[0].split(" ")) for words in found]
        marks: dict[str, int] = {}
        for weight, words in texts:  # so that the best place is the one that stays
            marks |= dict.fromkeys(chain.from_iterable(map(_keys, words)), weight)
        every = chain.from_iterable([words for _, words in texts])
        return marks, tuple(dict.fromkeys(chain.from_iterable(map(_spellings, every))))

    def line(self, article: Article, number: int) -> str:
        """An article as a result shows it: address, title, section, text, and its day where the number has another."""
        site = self.site
        section = site.terms.get(SECTION, article.section).name(article.edition).name if article.section else ""
        day = day_of(home_of(article.story, article.date))
        other = "" if day == day_of(number) else str(day)
        url = site.addresses[article.path].removeprefix(site.config.base_path)
        texts = (url, article.title, section, self._words(article.path)[3], other)
        return "\t".join([" ".join(text.split()) for text in texts]).rstrip("\t")

    def _words(self, path: str) -> tuple[str, str, str, str]:
        if path not in self.words:
            self.words[path] = self.memo.value("words", path) or ("", "", "", "")
        found: tuple[str, str, str, str] = self.words[path]
        return found

    def _names(self, field: str, id: str) -> list[str]:
        found = self.names.get((field, id))
        if found is None:
            names = [name.name for _, name in self.site.terms.get(field, id).names]
            found = [part for name in names for part in _parts(name)]
            self.names[field, id] = found
        return found


def story_home(name: str, articles: dict[str, Article]) -> int | None:
    """The home of a story: it counts from the earliest date of its articles."""
    if not articles:
        return None
    return home_of(name, min((article.date for article in articles.values() if article.date), default=None))
