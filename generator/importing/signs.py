"""Signs: a text as Markdown shows it, with a backslash only where Markdown would read something else."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(
    r"\\(?=[\\`*_{}\[\]()#+.!>|-]|$)|[`*{]"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # within a word of ASCII it means nothing
    r"|\[(?=\^|TOC\]|[^\[\]]*(?:\](?:[(\[:]|$)|$))|!(?=$)|\](?=$|[(\[:])"
    r"|<(?=[A-Za-z/!?])|&(?=#?[A-Za-z0-9]+;)"
)
_IN_LINK = re.compile(rf"{_ANYWHERE.pattern}|[\[\]]")
_BRACKETS = {"[": "&#91;", "]": "&#93;"}
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
# What a line may not begin with, once it is the first of its paragraph or stands in one.
_AT_START = re.compile(r"(?P<hash>#)|(?P<mark>>|[+-](?=[ \t]|$))|(?P<number>\d{1,9})\.(?=[ \t]|$)|(?P<colon>:)")
_RULED = re.compile(r"[ \t]*(?:=+[ \t]*|[|: \t-]+)$")  # under a line it would make a heading or a table of it
_FENCED = re.compile(r"~{3,}")


def escape(text: str, in_link: bool = False) -> str:
    r"""A text within a line, so that all of its signs are shown; in a link its brackets would end it.

    >>> escape("2*3 _क_ snake_case [लाइव] <b>"), escape("AT&T R&D &amp;")
    ('2\\*3 \\_क\\_ snake_case [लाइव] &lt;b>', 'AT&T R&D &amp;amp;')
    """
    if in_link:  # as entities, for the search for definitions knows no backslash
        return _IN_LINK.sub(lambda match: _BRACKETS.get(match[0]) or _escaped(match), text)
    return _ANYWHERE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return _ENTITIES.get(match[0]) or f"\\{match[0]}"


def guard(text: str) -> str:
    r"""The lines of a paragraph's Markdown, none of which begins a list, a heading, a quotation or a block.

    >>> guard("1. जनवरी को"), guard(":::facts"), guard("- नहीं")
    ('1\\. जनवरी को', '&#58;::facts', '\\- नहीं')
    """
    return "\n".join(map(_guarded, text.split("\n")))


def _guarded(line: str) -> str:
    line = line.lstrip(" \t")
    start = _AT_START.match(line)
    if _FENCED.match(line):
        return f"&#126;{line[1:]}"
    if start and start["number"]:
        return f"{start['number']}\\.{line[start.end() :]}"
    if start and start["colon"]:
        return f"&#58;{line[1:]}"
    if start:
        return f"\\{line}"
    if line.strip() and _RULED.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return line


def target(url: str) -> str:
    """An address as a link's brackets take it."""
    signs = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C", "\n": "", "\t": ""}
    return "".join(signs.get(sign, sign) for sign in url.strip())


def quoted(text: str) -> str:
    """A text between double quotes: in a picture's caption or a block's argument, where a straight one would end it."""
    from generator.hindi import curl

    return curl(" ".join(text.split())).replace('"', "”")


def figure_of(path: str, alt: str, caption: str = "", credit: str = "", raw: bool = False) -> str:
    r"""A picture as an article shows it; a description that is `raw` is Markdown already.

    >>> figure_of("/images/a.jpg", "[क]", "ख", "ग")
    '![\\[क\\]](/images/a.jpg "ख"){credit="ग"}'
    """
    said = f' "{escape(quoted(caption))}"' if caption.strip() else ""
    made = f'{{credit="{quoted(credit).replace("}", ")").replace("{", "(")}"}}' if credit.strip() else ""
    text = " ".join(alt.split())
    if not raw:
        text = re.sub(r"\\*([\[\]])", r"\\\1", escape(text))
    return f"![{text}]({target(path)}{said}){made}"
