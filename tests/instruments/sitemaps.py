"""Sitemaps by their schemas, and by what a search engine finds when it follows them."""

from __future__ import annotations

import functools
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from instruments.feeds import SCHEMAS
from instruments.sample import REPOSITORY, Built
from instruments.verdict import Finding, Verdict

OFFICIAL = REPOSITORY / "node_modules/sitemap/schema/sitemap.xsd"  # sitemaps.org's own
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MOST = 50_000


def judge(built: Built) -> Verdict:
    """What is wrong with a site's sitemaps."""
    verdict = Verdict("sitemaps", "0 errors")
    count = 0
    for file in sorted(built.root.rglob("*.xml")):
        root = etree.parse(file).getroot()
        if etree.QName(root).namespace != MAP.strip("{}"):
            continue
        count += 1
        path = file.relative_to(built.root).as_posix()
        schema = schemas()["siteindex.xsd" if root.tag == f"{MAP}sitemapindex" else "sitemaps.xsd"]
        # Google: news that is older than two days is to be taken out, and a sitemap may be left empty by that.
        empty = not len(root) and NEWS.strip("{}") in root.nsmap.values()
        if not empty and not schema.validate(root):
            verdict.findings += [
                Finding(path, f"line {each.line}", f"by the schema: {each.message}") for each in schema.error_log
            ]
        verdict.findings += [Finding(path, place, what) for place, what in _followed(root, built)]
    verdict.measured = f"{len(verdict.findings)} faults in {count} sitemaps"
    if not count:
        verdict.findings.append(Finding("", "", "there is no sitemap"))
    return verdict


@functools.cache
def schemas() -> dict[str, etree.XMLSchema]:
    """The schemas, with the official one beside our own."""
    with tempfile.TemporaryDirectory() as folder:
        for file in (*SCHEMAS.glob("*.xsd"), OFFICIAL):
            (Path(folder) / file.name).write_bytes(file.read_bytes())
        return {name: etree.XMLSchema(file=f"{folder}/{name}") for name in ("sitemaps.xsd", "siteindex.xsd")}


def _followed(root: etree._Element, built: Built) -> list[tuple[str, str]]:
    """What a search engine that goes by a sitemap would find amiss."""
    found = []
    addresses = [each.text or "" for each in root.iter(f"{MAP}loc")]
    if len(addresses) > MOST:
        found.append(("", f"has {len(addresses)} addresses"))
    found += [(each, "is there twice") for each in sorted({each for each in addresses if addresses.count(each) > 1})]
    for each in addresses:
        if not each.startswith(f"{built.origin}{built.base}"):
            found.append((each, "is not of this site"))
        elif not _is_there(each, built):
            found.append((each, "leads nowhere"))
    others = (each.get("href", "") for each in root.iter("{http://www.w3.org/1999/xhtml}link"))
    found += [(each, "leads nowhere") for each in others if not _is_there(each, built)]
    for each in root.iter(f"{MAP}lastmod", f"{NEWS}publication_date"):
        moment = datetime.fromisoformat(each.text)
        if built.now and moment.tzinfo and moment > built.now:
            found.append((f"line {each.sourceline}", f"is of the future: {each.text}"))
        if built.now and each.tag.startswith(NEWS) and moment.tzinfo and moment < built.now - timedelta(days=2):
            found.append((f"line {each.sourceline}", f"is no news any more: {each.text}"))
    return found


def _is_there(url: str, built: Built) -> bool:
    path = unquote(urlsplit(url).path)
    file = built.www / path.lstrip("/")
    return (file / "index.html").is_file() if path.endswith("/") else file.is_file()
