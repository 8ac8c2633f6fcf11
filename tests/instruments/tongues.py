"""No English in the furniture of Hindi pages, no Hindi in that of English ones: by script, and by `lang` attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import html

from instruments.sample import Built
from instruments.verdict import Finding, Verdict

WORDS = {"Latn": re.compile(r"[A-Za-zÀ-ɏ]{2,}"), "Deva": re.compile(r"[\u0900-\u0963\u0970-\u097f]+")}
SCRIPTS = {"hi": "Deva", "mr": "Deva", "ne": "Deva", "en": "Latn"}  # of editions
SPOKEN = (
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "placeholder",
    "label",
    "value",
    "summary",
)
TOLD = {
    "description",
    "og:title",
    "og:description",
    "og:site_name",
    "og:image:alt",
    "twitter:image:alt",
    "twitter:title",
}
UNSEEN = {"script", "style", "template", "code", "pre", "kbd", "samp", "svg"}
_ADDRESS = re.compile(r"\{\w+\}|https?://\S+|\S+@\S+\.\S+|\b[\w-]+(?:\.[\w-]+)+\b")
_SENTENCE = re.compile(r"\S\s+\S")


def judge(built: Built, site: Path, trees: Mapping[str, html.HtmlElement] | None = None) -> Verdict:
    """Words in another script than their language has, where no author wrote them."""
    verdict = Verdict("furniture in one language", "0 words of another")
    known = {code: _written(site, code) for code in SCRIPTS}
    texts = 0
    for path, tree in (built.trees if trees is None else trees).items():
        for element, what, text, lang in spoken(tree):
            texts += 1
            script = SCRIPTS.get(lang)
            if script is None:
                continue
            for foreign in (each for each in WORDS if each != script):
                words = set(WORDS[foreign].findall(_ADDRESS.sub(" ", text))) - known[lang]
                if words:
                    verdict.findings.append(
                        Finding(path, _place(element, what), f"in {lang}: {', '.join(sorted(words))}")
                    )
    verdict.measured = f"{len(verdict.findings)} of {texts} texts"
    return verdict


def spoken(tree: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str, str, str]]:
    """Every text of a page that is seen or read out: its element, its attribute or nothing, itself, its language."""
    waiting = [(tree, tree.get("lang", ""))]
    while waiting:
        element, lang = waiting.pop()
        lang = element.get("lang", lang)
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        texts = [element.text or "", *((child.tail or "") for child in element)]
        yield from ((element, "", text, lang) for text in texts if text.strip())
        names = [name for name in SPOKEN if element.get(name) and not (name == "value" and element.tag != "input")]
        if element.get("type") in ("hidden", "radio", "checkbox"):
            names = [name for name in names if name != "value"]
        if element.tag == "link":  # only a feed's has a title that somebody is shown
            names = ["title"] if element.get("title") else []
        if element.tag == "meta":
            names = ["content"] if {element.get("name"), element.get("property")} & TOLD else []
        names += [name for name in element.attrib if name.startswith("data-") and _told(element.get(name))]
        yield from ((element, name, element.get(name), lang) for name in names)
        waiting += [(child, lang) for child in element]


def _told(text: str) -> bool:
    """Whether a script may show what stands in an attribute: words, no code and no address."""
    return bool(_SENTENCE.search(text)) and not text.startswith(("{", "[", "/", "http"))


def _written(site: Path, edition: str) -> set[str]:
    """The words that an edition's authors wrote in another script: they are no furniture."""
    texts = [file.read_text("utf-8") for file in site.glob(f"content/**/*.{edition}.md")]
    lines = (re.sub(r"^[a-z_]+:|\(https?:[^)]*\)|^:::.*", " ", line) for text in texts for line in text.splitlines())
    config = (site / "config.yaml").read_text("utf-8") if (site / "config.yaml").is_file() else ""
    names = re.findall(rf"\b{edition}: *(?:\{{name: *)?([^,}}\n]*)", config)
    return {word for text in (*lines, *names) for pattern in WORDS.values() for word in pattern.findall(text)}


def _place(element: html.HtmlElement, what: str) -> str:
    near = element
    while near is not None and not near.get("class") and not near.get("id"):
        near = near.getparent()
    name = f"{element.tag}{'.' + element.get('class').split()[0] if element.get('class') else ''}"
    above = (
        ""
        if near is None or near is element
        else f"{near.tag}{'#' + near.get('id') if near.get('id') else '.' + near.get('class').split()[0]} "
    )
    return f"{above}{name}{f'[{what}]' if what else ''}"
