"""A WordPress site as articles: its items one by one, each with what the survey knows of the others."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from generator.fields import is_alias, is_slug
from generator.hindi import nfc
from generator.images import SUFFIXES
from generator.importing.carried import Carried, Picture, free_slug, loss, moment_text, one_line, safe_name
from generator.importing.markup import to_markdown, to_text
from generator.importing.php import mapping_of
from generator.importing.wp_around import Around, path_of, with_notes
from generator.importing.wp_terms import WpTerms
from generator.importing.wp_text import WpText
from generator.importing.wxr import Item
from generator.paths import FOLDER, PAGES, story_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importing.album import Album
    from generator.importing.carried import Loss, Value
    from generator.importing.placing import Ledger
    from generator.importing.registering import Registry
    from generator.importing.wp_survey import Survey
    from generator.importing.wxr import Entry

_DESCRIPTIONS = ("_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description")
_SIMPLE_DATE = "%Y-%m-%d %H:%M:%S"
_ON_ITS_WAY = {"pending": "waiting for a review", "private": "private"}


class WordPress:
    """An export that has been surveyed, on its way to articles."""

    def __init__(self, survey: Survey, album: Album, registry: Registry, ledger: Ledger, now: datetime) -> None:
        self.survey, self.album, self.registry, self.ledger, self.now = survey, album, registry, ledger, now
        self.stories: dict[str, str] = {}  # group → the story's name in this site
        self.addresses: dict[str, str] = {}  # old path → item
        self.config = survey.config
        self.zone = ZoneInfo(self.config.timezone)
        self.codes = [edition.code for edition in self.config.editions]
        self.terms = WpTerms(self.survey, self.registry, self.codes)
        slugs = (unquote(slug) for taxonomy, slug in self.survey.terms if taxonomy == "category")
        self.lists = {*self.registry.known["section"].values(), *(safe_name(slug, ()) for slug in slugs)}
        for item in self.survey.items.values():
            path = path_of(item.link)
            if path.strip("/"):
                self.addresses.setdefault(path.strip("/"), item.id)
        self._name_stories()

    def source(self, item: Item) -> str:
        """What the ledger calls an item."""
        return f"wordpress {urlsplit(self.survey.url).netloc}{urlsplit(self.survey.url).path.rstrip('/')} {item.id}"

    # ── Names ────────────────────────────────────────────────────────────────────────────────────────────────

    def _name_stories(self) -> None:
        taken = {"": ""}
        for group, ids in self.survey.groups.items():
            items = [self.survey.items[id] for id in ids]
            items.sort(key=lambda item: self.codes.index(self.survey.editions[item.id]))
            earlier = next((path for path in map(self.ledger.path_of, map(self.source, items)) if path), "")
            if earlier:
                name = story_of(earlier, tuple(self.codes))[0]
            else:
                folder = self._folder(items)
                stem = self._stem(items)
                name = f"{folder}/{stem}" if folder else stem
                if name.casefold() in taken:
                    name = f"{name}-{items[0].id}"
            taken[name.casefold()] = group
            self.stories[group] = name

    def _folder(self, items: list[Item]) -> str:
        if items[0].type == "page":
            parent = self.survey.items.get(items[0].parent)
            parents = [safe_name(_slug_of(each), self.codes, folder=True) for each in self._ancestors(parent)]
            return "/".join([PAGES, *(each for each in parents if each)])
        return next((section for item in items if (section := self.terms.section(item)[0])), "")

    def _ancestors(self, item: Item | None) -> list[Item]:
        found: list[Item] = []
        while item is not None and item not in found and len(found) < 8:
            found.insert(0, item)
            item = self.survey.items.get(item.parent)
        return found

    def _stem(self, items: list[Item]) -> str:
        """A file's name: from a slug in Latin letters if there is one, else from the first slug or title."""
        latin = {edition.code for edition in self.config.editions if edition.script == "Latn"}
        slugs = [_slug_of(item) for item in sorted(items, key=lambda item: self.survey.editions[item.id] not in latin)]
        names = [*(slug for slug in slugs if slug.isascii() and not slug.isdecimal()), *slugs]
        names += [item.title for item in items]
        found = next((name for text in names if (name := safe_name(text, self.codes))), "")
        return found or f"story-{items[0].id}"

    def path(self, item: Item) -> str:
        """Where an item's article is put."""
        known = self.ledger.path_of(self.source(item))
        return known or f"{FOLDER}/{self.stories[self.survey.group_of[item.id]]}.{self.survey.editions[item.id]}.md"

    # ── Articles ─────────────────────────────────────────────────────────────────────────────────────────────

    def articles(self, entries: Iterable[Entry]) -> Iterator[tuple[str, Carried]]:
        """Each item of the kinds as an article, with its edition; the export is gone through a second time."""
        done = set()
        for entry in entries:
            if isinstance(entry, Item) and entry.id in self.survey.editions and entry.id not in done:
                done.add(entry.id)
                yield self.survey.editions[entry.id], self.article(entry)

    def article(self, item: Item) -> Carried:
        """One item as an article."""
        edition = self.survey.editions[item.id]
        path = self.path(item)
        losses: list[Loss] = []
        around = Around(self, item, path)
        text = WpText(around.gallery, lambda id: self.survey.reusable.get(id, ""))
        written = to_markdown(with_notes(text.html(item.content), item), around)
        losses += [*text.losses, *written.losses]
        fields: dict[str, Value] = {"title": to_text(item.title) or one_line(item.name) or f"#{item.id}"}
        fields |= self._dates(item, losses)
        fields |= self._state(item, losses)
        if item.type != "page":
            section, chief, others = self.terms.section(item)
            if chief is not None:
                self.terms.register("section", section, chief, edition)
            folder = self.stories[self.survey.group_of[item.id]].rpartition("/")[0]
            fields["section"] = section if section != folder else ""
            fields["tags"] = self.terms.tags(item, others, edition)
            fields["authors"] = self._authors(item)
        elif item.order.isdecimal() and item.order != "0":
            fields["weight"] = item.order
        fields["summary"] = to_text(item.excerpt) or _description(item)
        image = self._image(item, losses)
        if image:
            fields["image"] = image
        fields["slug"] = self._slug(item)
        fields["aliases"] = self._aliases(item, text.pages)
        return Carried(self.source(item), path, tuple(fields.items()), written.text, tuple(losses))

    def _dates(self, item: Item, losses: list[Loss]) -> dict[str, Value]:
        date = moment_of(item.date, item.date_gmt, self.zone)
        updated = moment_of(item.modified, item.modified_gmt, self.zone)
        found: dict[str, Value] = {}
        if date is None:
            date = updated
            if item.type != "page" and item.status != "draft":  # which has none before it is published
                losses.append(loss("import-date", found=f"'{item.date}'" if item.date else "…"))
        if date and item.type != "page":
            found["date"] = moment_text(date, self.zone)
        if date and updated and updated - date >= timedelta(minutes=1) and item.status == "publish":
            found["updated"] = moment_text(updated, self.zone)
        return found

    def _state(self, item: Item, losses: list[Loss]) -> dict[str, Value]:
        """Whether an article is for readers: what was not public never becomes so."""
        why = "behind a password" if item.password else _ON_ITS_WAY.get(item.status, "")
        if why:
            losses.append(loss("import-draft", reason=why))
        draft = bool(why) or item.status not in ("publish", "future")
        return {"draft": draft, "pinned": item.sticky and not draft}

    def is_public(self, item: Item) -> bool:
        """Whether readers will find an item's article, so that a link may lead to it."""
        date = moment_of(item.date, item.date_gmt, self.zone)
        return (
            item.status == "publish" and not item.password and (item.type == "page" or date is None or date <= self.now)
        )

    def _authors(self, item: Item) -> tuple[str, ...]:
        several = [name for taxonomy, _, name in item.terms if taxonomy == "author" and name]
        names = several or ([item.creator] if item.creator else [])
        return tuple(dict.fromkeys(html.unescape(self.survey.authors.get(name, name)) for name in names))

    def _image(self, item: Item, losses: list[Loss]) -> Picture | None:
        id = item.said("_thumbnail_id")
        found = self.survey.attachments.get(id)
        if not id or found is None:
            return None
        picture = self.picture(found.attachment, id)
        if isinstance(picture, Picture):
            return picture
        losses.append(loss("import-picture", found=found.attachment, reason=picture))
        return None

    def picture(self, url: str, id: str = "") -> Picture | str:
        """A picture with what its attachment says of it, or why there is none."""
        found = self.survey.attachment(url, id)
        address = url
        if found and found.attachment.rpartition(".")[2] == url.rpartition(".")[2]:
            address = found.attachment  # as it was uploaded, not as it was shown
        path = self.album.find(address) or (self.album.find(url) if address != url else "")
        if not path:
            return self.album.reason(address)
        if not path.endswith(SUFFIXES):
            return "no picture"
        if found is None:
            return Picture(path)
        told = mapping_of(found.said("_wp_attachment_metadata")).get("image_meta")
        credit = str(told.get("credit", "")) if isinstance(told, dict) else ""
        credit = found.said("_media_credit", "media_credit", "_credit") or credit
        alt = found.said("_wp_attachment_image_alt")
        return Picture(path, to_text(alt), to_text(found.excerpt), to_text(credit))

    def _slug(self, item: Item) -> str:
        """The last part of an address, where it may stay; no page's may be that of a list."""
        slug = nfc(_slug_of(item)).replace(".", "-")
        if not is_slug(slug):
            return ""
        story = self.stories[self.survey.group_of[item.id]]
        return free_slug(slug, story, self.lists)

    def _aliases(self, item: Item, pages: int) -> tuple[str, ...]:
        path = path_of(item.link)
        if (
            item.status != "publish"
            or not path.strip("/")
            or (path.strip("/").partition("/")[2] == "" and path.strip("/") in self.codes)
        ):
            return ()
        found = [path, *(f"{path.rstrip('/')}/{number}/" for number in range(2, pages + 1))]
        slug = _slug_of(item)
        if slug and path.rstrip("/").endswith(f"/{slug}"):
            old = [unquote(value) for key, value in item.meta if key == "_wp_old_slug" and value]
            found += [f"{path.rstrip('/')[: -len(slug)]}{each}/" for each in old if each != slug]
        return tuple(dict.fromkeys(each for each in found if is_alias(each)))


def moment_of(local: str, utc: str, zone: ZoneInfo) -> datetime | None:
    """When something happened: the old site's local time, in the zone that its time in UTC gives away."""
    there, everywhere = _parsed(local), _parsed(utc)
    if there is None:
        return everywhere.replace(tzinfo=UTC).astimezone(zone) if everywhere else None
    if everywhere is None or abs(there - everywhere) > timedelta(hours=15):
        return there.replace(tzinfo=zone)
    return there.replace(tzinfo=timezone(there - everywhere))


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip(), _SIMPLE_DATE) if text[:4].strip("0") else None
    except ValueError:
        return None


def _slug_of(item: Item) -> str:
    return unquote(item.name).strip()


def _description(item: Item) -> str:
    text = item.said(*_DESCRIPTIONS)
    return "" if "%" in text else to_text(text)
