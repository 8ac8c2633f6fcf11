"""What a story is found by: its words by the place where they stand, their keys, and the line that a result shows."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.hindi import excerpt
from generator.hindi.keys import parts, search_words, word_keys
from generator.postings import ALIAS, day_of, home_of
from generator.registry import SECTION
from generator.site import summary_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.article import Parsed
    from generator.memo import SharedMemo
    from generator.model import Article
    from generator.site import Site, Story

SHOWN = 110  # grapheme clusters of a summary on a result
OTHERS = 30  # words of the headings and the first paragraph, at most, that an article is found by
TITLE, TERM, SUMMARY, REST = 3, 2, 1, 0  # weights: where a word stands
_HYPHENS = "-'’ʼ\u2010\u2011"


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
        words = dict.fromkeys(search_words(text))
        if any(sign in text for sign in _HYPHENS):
            words = dict.fromkeys(part for word in words for part in parts(word) if part)
        found.append([word for word in words if word not in seen])
        seen.update(words)
    return " ".join(found[0]), " ".join(found[1]), " ".join(found[2][:OTHERS]), excerpt(summary, SHOWN)


@lru_cache(maxsize=65536)
def _marks(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A word's keys, and the lines of the ways to write each in Latin letters."""
    keys = word_keys(word)
    return keys.own, tuple(
        f"{ALIAS}{sound} {key}" if sound == spelling else f"{ALIAS}{sound}={spelling} {key}"
        for sound, spelling, key in keys.roman
    )


class Teller:
    """What the search has to know of stories, one by one."""

    def __init__(self, site: Site, words: dict[str, Any], memo: SharedMemo) -> None:
        self.site, self.words, self.memo = site, words, memo
        self.names: dict[tuple[str, str], tuple[str, ...]] = {}  # term → words of its names

    def listed(self, name: str) -> dict[str, Article]:
        """The published articles of a story that readers may find, by edition."""
        story: Story | None = self.site.stories.get(name)
        live = story.live if story else {}
        editions = (edition.code for edition in self.site.config.editions)
        return {code: live[code] for code in editions if code in live and not (live[code].unlisted or live[code].gone)}

    def marks(self, articles: dict[str, Article]) -> dict[str, int]:
        """The keys of a story with the weight of the best place where each stands."""
        found = [self._words(article.path) for article in articles.values()]
        terms = {(field, id) for article in articles.values() for field, ids in article.terms for id in ids}
        texts: list[tuple[int, Iterable[str]]] = [(TITLE, words[0].split(" ")) for words in found]
        texts += [(TERM, self._names(field, id)) for field, id in sorted(terms)]
        texts += [(weight, words[2 - weight].split(" ")) for weight in (SUMMARY, REST) for words in found]
        marks: dict[str, int] = {}
        for weight, words in texts:
            for word in words:
                if word:
                    own, written = _marks(word)
                    for key in own:
                        marks.setdefault(key, weight)
                    for key in written:
                        marks[key] = 0
        return marks

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

    def _names(self, field: str, id: str) -> tuple[str, ...]:
        found = self.names.get((field, id))
        if found is None:
            names = [name.name for _, name in self.site.terms.get(field, id).names]
            found = tuple(dict.fromkeys(part for name in names for part in _parts(name)))
            self.names[field, id] = found
        return found


def _parts(text: str) -> Iterator[str]:
    for word in search_words(text):
        yield from (part for part in parts(word) if part)


def story_home(name: str, articles: dict[str, Article]) -> int | None:
    """The home of a story: it counts from the earliest date of its articles."""
    if not articles:
        return None
    return home_of(name, min((article.date for article in articles.values() if article.date), default=None))
