"""HTML in which each element that needs an end has one, and none stands deeper than any article's do."""

from __future__ import annotations

import re
from collections import Counter

_DEPTH = 40
_TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)\s*>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^'\">])*+)>",
    re.DOTALL | re.IGNORECASE,
)
# Elements that are never closed, and ones that the next of their kind closes.
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split(" "))
_CLOSED_BY_NEXT = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})


def shallow(html: str) -> str:
    """HTML without the elements that stand too deep, whose text stays.

    >>> shallow("<p>एक<p>दो"), shallow("<b>" * 50 + "x").count("<b>")
    ('<p>एक</p><p>दो', 40)
    """
    pieces: list[str] = []
    opened: list[str] = []
    dropped: Counter[str] = Counter()
    place = 0
    for match in _TAG.finditer(html):
        pieces.append(html[place : match.start()])
        place = match.end()
        name = (match["name"] or "").lower()
        if not name or name in _VOID or match["rest"].endswith("/"):
            pieces.append(match[0])
        elif match["close"]:
            if dropped[name]:
                dropped[name] -= 1
            elif name in opened:
                while opened.pop() != name:
                    pass
                pieces.append(match[0])
        elif name in _CLOSED_BY_NEXT and opened[-1:] == [name]:
            pieces.append(f"</{name}>{match[0]}")
        elif len(opened) >= _DEPTH:
            dropped[name] += 1
        else:
            opened.append(name)
            pieces.append(match[0])
    return "".join([*pieces, html[place:]])
