"""Short addresses: from what an article is called inside the site to a few signs that fit into a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.digest import digest_bytes

if TYPE_CHECKING:
    from generator.model import Article

FOLDER = "n"  # below the site's root, the same for all editions
# No vowels, so that no id reads as a word; none of the signs that are taken for each other when read aloud or typed.
_SIGNS = "23456789bcdfghjkmnpqrstvwxyz"
_LENGTH = 8  # of 28 signs: among 100,000 articles two meet once in a hundred sites


def short_of(article: Article) -> str:
    """The last part of an article's short address: `short:`, or else a function of its edition and its story's name.

    It depends on nothing that an editor rewrites, neither headline nor slug nor section's name, and on no other story.
    Each edition's article has its own, for whoever shares a Hindi story means the Hindi story. Pages and unlisted
    stories have none; a withdrawn one keeps it, for it may have been shared.
    """
    if article.is_page or (article.unlisted and not article.gone):
        return ""
    return article.short or short_id(article.edition, article.story)


def short_id(edition: str, story: str) -> str:
    """Eight signs for a story in an edition.

    >>> short_id("hi", "world/putin-kim"), short_id("en", "world/putin-kim")
    ('zvgy582h', 'qh4nd7bz')
    """
    number = int(digest_bytes(f"{edition}:{story}".encode("utf-8", "surrogatepass")), 16)
    signs = []
    for _ in range(_LENGTH):
        number, sign = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(signs)
