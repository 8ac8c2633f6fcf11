"""Jinja's own filters that touch text, made so that none splits a sign of Hindi or sorts it by character numbers.

A text that is gone over, as in `title|first`, is gone over sign by sign as a reader counts them (grapheme clusters).
Texts are sorted as dictionaries do, and two texts are the same where one word is spelt in two ways.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import filters as jinja
from jinja2 import pass_environment, pass_eval_context
from markupsafe import Markup, escape

from generator.hindi import cluster_count, clusters, collation_key, norm_key, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Environment
    from jinja2.nodes import EvalContext

    from generator.model import Edition

    Filter = Callable[..., Any]


class Group(NamedTuple):
    """What `groupby` gives: a value, and all that has it."""

    grouper: object
    list: list[Any]


def _by_signs(name: str) -> Filter:
    """Jinja's filter of a name, which goes over a text sign by sign."""
    original = jinja.FILTERS[name]
    place = 1 if hasattr(original, "jinja_pass_arg") else 0

    @functools.wraps(original)
    def over_signs(*given: Any, **options: Any) -> Any:  # noqa: ANN401 # as the filter has it
        if isinstance(given[place], str):
            given = (*given[:place], clusters(str(given[place])), *given[place + 1 :])
        return original(*given, **options)

    return over_signs


def backwards(value: Any) -> Any:  # noqa: ANN401 # a text gives a text, all else an iterator
    """A sequence from its end to its beginning; a text by its signs."""
    return "".join(reversed(clusters(str(value)))) if isinstance(value, str) else jinja.do_reverse(value)


def length(value: Any) -> int:  # noqa: ANN401
    """How many there are; of a text, how many signs a reader counts."""
    return cluster_count(str(value)) if isinstance(value, str) else len(value)


def wordcount(text: str) -> int:
    """How many words a text has, parted by white space."""
    return len(words(str(text)))


def trim(text: str, chars: str | None = None) -> str:
    """A text without white space, or without the signs of `chars`, at its ends."""
    unwanted = None if chars is None else set(clusters(chars))
    signs = clusters(str(text))
    start, end = 0, len(signs)
    while start < end and _is_in(signs[start], unwanted):
        start += 1
    while end > start and _is_in(signs[end - 1], unwanted):
        end -= 1
    kept = "".join(signs[start:end])
    return Markup(kept) if isinstance(text, Markup) else kept  # a part of what was safe


def _is_in(sign: str, unwanted: set[str] | None) -> bool:
    return sign.isspace() if unwanted is None else sign in unwanted


@pass_eval_context
def replace(context: EvalContext, text: str, old: str, new: str, count: int | None = None) -> str:
    """A text with `new` for `old` where that stands as whole signs: क is not replaced within कि."""
    if context.autoescape and not hasattr(text, "__html__") and (hasattr(old, "__html__") or hasattr(new, "__html__")):
        text = escape(text)
    safe = isinstance(text, Markup)
    wanted = clusters(str(escape(old) if safe else old))
    signs, pieces = clusters(str(text)), []
    at, left = 0, -1 if count is None else count
    while at < len(signs):
        if wanted and left and signs[at : at + len(wanted)] == wanted:
            pieces.append(str(escape(new) if safe else new))
            at += len(wanted)
            left -= 1
        else:
            pieces.append(signs[at])
            at += 1
    return Markup("".join(pieces)) if safe else "".join(pieces)  # safe pieces and escaped ones


def _ordered(value: object, edition: Edition | None) -> object:
    """What a value sorts by."""
    if not isinstance(value, str):
        return value
    return collation_key(value, edition.code, edition.script) if edition else collation_key(value)


def _same(value: object) -> object:
    """What a value is known by among others."""
    return norm_key(value) if isinstance(value, str) else value


def _sorting(environment: Environment, attribute: str | int | None, edition: Edition | None) -> Callable[[Any], Any]:
    key = functools.partial(_ordered, edition=edition)
    if attribute is None:
        return key
    return jinja.make_multi_attrgetter(environment, attribute, postprocess=key)


@pass_environment
def sort(
    environment: Environment,
    value: Iterable[Any],
    reverse: bool = False,
    attribute: str | int | None = None,
    edition: Edition | None = None,
) -> list[Any]:
    """A sequence in order; texts as a dictionary of the edition's language has them."""
    return sorted(_each(value), key=_sorting(environment, attribute, edition), reverse=reverse)


@pass_environment
def unique(environment: Environment, value: Iterable[Any], attribute: str | int | None = None) -> Iterator[Any]:
    """The first of all that are the same; of texts, of all spellings of one word."""
    getter = jinja.make_attrgetter(environment, attribute, postprocess=_same)
    seen: set[object] = set()
    for each in _each(value):
        key = getter(each)
        if key not in seen:
            seen.add(key)
            yield each


@pass_environment
def groupby(
    environment: Environment,
    value: Iterable[Any],
    attribute: str | int,
    default: Any = None,  # noqa: ANN401
    edition: Edition | None = None,
) -> list[Group]:
    """Groups of what has the same value, in order; spellings of one word are one group, named by its first."""
    getter = jinja.make_attrgetter(environment, attribute, default=default)
    groups: dict[object, Group] = {}
    for each in value:
        found = getter(each)
        groups.setdefault(_same(found), Group(found, [])).list.append(each)
    return sorted(groups.values(), key=lambda group: _ordered(group.grouper, edition))  # type: ignore[arg-type,return-value]


def dictsort(
    value: Mapping[Any, Any], by: str = "key", reverse: bool = False, edition: Edition | None = None
) -> list[tuple[Any, Any]]:
    """The pairs of a mapping in the order of their keys, or of their values."""
    if by not in ("key", "value"):
        raise ValueError("dictsort goes by 'key' or by 'value'")
    place = ("key", "value").index(by)
    return sorted(value.items(), key=lambda pair: _ordered(pair[place], edition), reverse=reverse)  # type: ignore[arg-type,return-value]


def _at_end(place: int, name: str) -> Filter:
    """A filter that gives what stands at one end of a sequence in order."""

    @pass_environment
    def extreme(
        environment: Environment,
        value: Iterable[Any],
        attribute: str | int | None = None,
        edition: Edition | None = None,
    ) -> Any:  # noqa: ANN401
        found = sort(environment, value, attribute=attribute, edition=edition)
        return found[place] if found else environment.undefined(f"none of nothing is the {name}")

    return extreme


def _each(value: Iterable[Any]) -> Iterable[Any]:
    return clusters(str(value)) if isinstance(value, str) else value


TEXT_FILTERS: Mapping[str, Filter] = {
    name: _by_signs(name) for name in ("batch", "first", "join", "last", "list", "map", "reject", "select", "slice")
} | {
    "count": length,
    "dictsort": dictsort,
    "groupby": groupby,
    "length": length,
    "max": _at_end(-1, "largest"),
    "min": _at_end(0, "smallest"),
    "replace": replace,
    "reverse": backwards,
    "sort": sort,
    "trim": trim,
    "unique": unique,
    "wordcount": wordcount,
}
# Jinja's own that are not there: what is wrong with each, and what to use instead.
UNSAFE = {
    "attr": ("can reach into Python itself", "use a dot, as in article.title"),
    "capitalize": ("makes ISRO Isro", "write the text as it is to be read"),
    "center": ("counts characters, and HTML shows no blanks", "use a style sheet: text-align: center"),
    "format": ("can cut a word in the middle of a sign", "use fill: '{n} stories'|fill(n=3)"),
    "pprint": ("shows Python's notation, not text", "use json"),
    "random": ("gives another page at every build", "use first, or sort and first"),
    "striptags": ("takes away what looks like a tag, as in 3 < 5", "show a field that has no HTML, such as summary"),
    "title": ("makes ISRO Isro", "write the text as it is to be read"),
    "truncate": ("cuts words in the middle of a sign", "use excerpt(100): it ends at a sentence or a word"),
    "urlize": ("takes a danda for a part of an address", 'write the link: <a href="{{ url }}">'),
    "wordwrap": ("breaks words in the middle of a sign", "nothing is needed: browsers wrap lines"),
}
