"""Translating: the file that a missing translation begins with, written beside its original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.content import read_article
from generator.desk.translate import chosen, translated_path, translation, without_field
from generator.mending import decode, encode
from generator.new import write_new
from generator.output import replace_file
from generator.problems import SiteError, Where, problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model import Article
    from generator.problems import Problem
    from generator.site import Site


def begin_translation(
    root: Path, site: Site, problems: Iterable[Problem], name: str, code: str = "", title: str = ""
) -> tuple[Path, Article]:
    """Writes the article of a story that an edition lacks, as a draft; its file and its original.

    An original that said `untranslated` says so no longer. `problems` are those of the site's files. Raises SiteError
    where there is nothing to translate, or a file in the translation's place.
    """
    article, edition = chosen(site, name, code, problems)
    path = translated_path(article.path, tuple(each.code for each in site.config.editions), edition.code)
    data = read_article(root, article.path)
    original = decode(data)
    text = translation(site, article, edition, path, original, title)
    target = root / path
    if target.exists():  # and is none of the site's articles, because it cannot be read
        raise SiteError(problem("translate-there", Where(path), story=article.story, edition=edition.code))
    write_new(target, text)
    if article.untranslated:
        replace_file(root / article.path, encode(without_field(article, original, "untranslated"), data))
    return target, article
