"""Shelving: one update's way of taking stories off their shelves and putting them back."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from generator.references import meant, target_digest
from generator.shelves import Entry, modified, order_key
from generator.short import short_of
from generator.site import beside_of, turning_points
from generator.tables import join

if TYPE_CHECKING:
    from datetime import datetime

    from generator.library import Library, ShelfKey
    from generator.model import Article
    from generator.site import Site, Story


class Shelving:
    """The stories that one update takes off their shelves and puts back, and what that changes on the shelves."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.articles: dict[ShelfKey, dict[str, Article | None]] = {}  # shelf → path → who comes, or None
        self.touched: set[str] = set()  # names and paths that a link may mean

    def forget(self, name: str, old: Story | None) -> None:
        """Takes a story as it was out of everything."""
        if old is None:
            return
        library = self.library
        for article in old.live.values():
            self.articles.setdefault(old.places[article.path], {})[article.path] = None
        for article in old.articles:
            library.by_path.set(article.path, None)
            library.addresses.set(article.path, None)
            library.unpublished.pop(article.path, None)
        for path in old.media:
            library.shown_by[path].discard(name)
        library.visible.subtract(old.shown)
        short = name.rpartition("/")[2]
        names = library.short_names.find(short) or set()
        names.discard(name)
        library.short_names.set(short, names or None)
        library.stories.set(name, None)
        library.story_problems.pop(name, None)
        library.saved.stale_names.add(name)
        self.touched |= {name, short, *old.places}

    def shelve(self, story: Story, now: datetime) -> None:
        """Puts a story as it is into everything."""
        library, name = self.library, story.name
        short = name.rpartition("/")[2]
        library.stories.set(name, story)
        self.touched |= {name, short, *story.places}
        live = {article.path: article for article in story.live.values()}
        for article in story.articles:
            library.by_path.set(article.path, live.get(article.path))
            library.addresses.set(article.path, story.addresses[article.path])
            if article.path in live:
                self.articles.setdefault(story.places[article.path], {})[article.path] = article
            else:
                library.unpublished[article.path] = story.addresses[article.path]
            for moment in turning_points(article):
                if moment > now and not article.draft:
                    heapq.heappush(library.events, (moment.timestamp(), name))
        if live:
            join(library.short_names, short, name)
        for path in story.media:
            library.shown_by.setdefault(path, set()).add(name)
        library.visible.update(story.shown)
        if story.problems:
            library.story_problems[name] = story.problems
        library.saved.stale_names.add(name)

    def entries(self, site: Site) -> dict[ShelfKey, dict[str, Entry | None]]:
        """What changes on each shelf, also where only what an article links to has changed."""
        changes: dict[ShelfKey, dict[str, Entry | None]] = {}
        moved: set[str] = set()
        for key, articles in self.articles.items():
            for path, article in articles.items():
                changes.setdefault(key, {})[path] = self._entry(site, article) if article else None
                moved.add(path)
        linking = {path for name in self.touched for path in self.library.linking.find(name) or ()}
        for path in linking - moved:
            article = site.by_path.get(path)
            if article is None:
                continue
            key = site.stories[article.story].places[path]
            old = self.library.shelves[key].find(order_key(article))
            entry = self._entry(site, article)
            if entry != old:
                changes.setdefault(key, {})[path] = entry
        return changes

    def _entry(self, site: Site, article: Article) -> Entry:
        story = site.stories[article.story]
        for target in article.links:
            self._note_link(meant(target, article), article.path)
        newest = modified(article)
        return Entry(
            *order_key(article),
            story=article.story,
            told=story.digest,
            body=self.library.rows[article.path].body,
            targets=target_digest(site, article) if article.links else "",
            title=article.title,
            url=story.addresses[article.path],
            terms=article.terms,
            live=tuple(story.live),
            pair=tuple(site.pair(article).items()),
            pinned=article.pinned,
            moved=bool(article.aliases or article.gone),
            modified=newest.timestamp() if newest else 0.0,
            updates=article.updates,
            corrected=tuple(each.date.timestamp() for each in article.corrections),
            beside=tuple(story.places[story.live[code].path] for code in beside_of(site, article)),
            short=short_of(article) if self.library.config.short_addresses else "",
        )

    def _note_link(self, target: str, path: str) -> None:
        if path not in (self.library.linking.find(target) or ()):
            join(self.library.linking, target, path)
            self.library.saved.new_links.append((target, path))
