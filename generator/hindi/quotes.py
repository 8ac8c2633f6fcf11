"""Typographic quotes, dashes and ellipses, in Hindi and English."""

import re
from functools import lru_cache

_PAIRS = {'"': ("“", "”"), "'": ("‘", "’")}
# After these a quote opens: white space, opening brackets and quotes, dashes, slashes.
_BEFORE_OPENING = frozenset(" \t\r\n\f\v\u00a0\u2007\u2009\u200a\u200b\u202f([{<“‘«\"'–—-/=|*_~")
# After these it opens only if a word follows at once and none is open: कहा,"हम …
_GLUED = frozenset(",:;।॥")
# What can follow an opening quote is anything but these.
_CLOSED_BY = frozenset(" \t\r\n\f\v\u00a0.,;:!?…)]}>।॥–—")


@lru_cache(maxsize=1)
def _straight() -> re.Pattern[str]:
    """Match what typewriters have for quotes, dashes and ellipses."""
    # One set of first signs, which is looked for many times as fast as three alternatives are.
    return re.compile(r"[\"'.-](?:(?<=[\"'])|(?<=\.)\.{2,}|(?<=-)(?<!--)-{1,2}(?!-))")


@lru_cache(maxsize=1)
def _elision() -> re.Pattern[str]:
    """Match what follows an apostrophe that begins a word: 90s, २०, tis, em."""
    return re.compile(r"(?:(\d\d)(?!\d)(s\b| के दशक)?|(?:tis|twas|em|til|cause|n)\b(?=['’\s.,;:!?]|$))", re.IGNORECASE)


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    """Match up to the next single quote that is no apostrophe inside a word, if it stands as a closing one."""
    return re.compile(r"(?:[^']|(?<=\w)'(?=\w))*(?<![\s(\[{“‘])'(?!\w)")


def curl(text: str, before: str = "") -> str:
    r"""Make quotes curly, -- and --- dashes, and ... an ellipsis.

    `before` is the character shown before `text`, because text comes in pieces between inline markup; at the start of
    a paragraph it is empty. The caller keeps code away from here.

    >>> print(curl('"\'शोले\' देखी," उसने कहा -- \'90 के दशक में...'))
    “‘शोले’ देखी,” उसने कहा – ’90 के दशक में…
    >>> print(curl('"है', before="र"), curl("don't"))
    ”है don’t
    """
    if not ('"' in text or "'" in text or "--" in text or "..." in text):
        return text
    pieces: list[str] = []
    open_quotes: list[str] = []
    done, previous = 0, before[-1:]
    for match in _straight().finditer(text):
        at, end = match.span()
        if at > done:
            pieces.append(text[done:at])
            previous = text[at - 1]
        straight = text[at]
        if straight == "." or straight == "-":
            previous = "…" if straight == "." else "–" if end - at == 2 else "—"
        else:
            previous = _curled(text, straight, at, previous, open_quotes)
        pieces.append(previous)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _curled(text: str, straight: str, at: int, previous: str, open_quotes: list[str]) -> str:
    """Return what the quote at offset `at` becomes, and note the quotes that it opens or closes."""
    if straight == "'" and _is_apostrophe(text, at, previous, open_quotes):
        return "’"
    following = text[at + 1 : at + 2]
    if _opens(straight, previous, following, at, open_quotes):
        open_quotes.append(straight)
        return _PAIRS[straight][0]
    if straight in open_quotes:
        del open_quotes[len(open_quotes) - 1 - open_quotes[::-1].index(straight) :]
    return _PAIRS[straight][1]


def _opens(straight: str, previous: str, following: str, at: int, open_quotes: list[str]) -> bool:
    """Say whether a quote between `previous` and `following` opens."""
    if not previous or previous in _BEFORE_OPENING:
        # A quote that floats between spaces closes what is open: " शोले "
        return not (straight in open_quotes and (not following or following in _CLOSED_BY))
    if previous in _GLUED and following and following not in _CLOSED_BY:
        # At the start of a piece the markup before it has closed something: <b>है।</b>"और
        return straight not in open_quotes and at > 0
    return False


def _is_apostrophe(text: str, at: int, previous: str, open_quotes: list[str]) -> bool:
    """Say whether the single quote at offset `at` stands for letters or digits left out."""
    following = text[at + 1 : at + 2]
    if previous and (previous.isalnum() or _is_sign(previous)):
        # Between two letters; a closing quote would have something else after it.
        return bool(following) and (following.isalnum() or _is_sign(following))
    elided = _elision().match(text, at + 1)
    if elided is None:
        return False
    # '90s is always elided; '20 लोग मरे' is a quotation if the next single quote closes one.
    return not elided[1] or bool(elided[2]) or not _closing().match(text, at + 1)


def _is_sign(char: str) -> bool:
    """Say whether `char` is a Devanagari vowel sign, virama or bindu, or a joiner: part of a word, yet not alnum."""
    return "\u0900" <= char <= "\u0963" or char in "\u200c\u200d"
