"""Pictures of the sample site for docs/content/images/: `make screenshots`. What is shot stands in SHOTS alone.

They are the same from run to run: the site is built as of its newest story, animations are still, fonts and pictures
have come, the caret does not blink. Only pages that the site has are shot.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from instruments.bench import browsers
from instruments.host import hosting
from instruments.sample import REPOSITORY, Built, build_sample
from instruments.views import ask, window

FOLDER = REPOSITORY / "docs/content/images"
TOTAL = 3 * 1024 * 1024  # bytes of all pictures together
QUALITY = 80  # of WebP
HEIGHTS = {360: 1000, 1280: 1000}  # pixels of the part that is shown
EDITIONS, SCHEMES = ("hi", "en"), ("light", "dark")


@dataclass(frozen=True, slots=True)
class Shot:
    """What is shot in every edition, scheme and width."""

    name: str
    layout: str  # the kind of page
    sign: str = ""  # a piece of HTML that the page has to have
    typed: tuple[str, ...] = ()  # a word for each edition's search field


SHOTS = (
    Shot("front", "front"),
    Shot("article", "article", sign="<figure"),
    Shot("section", "section"),
    Shot("search", "search", typed=("चंद्रयान", "chandrayaan")),
    Shot("live", "article", sign="LiveBlogPosting"),
    Shot("beside", "beside"),
)
NAMES = {
    f"{shot.name}-{edition}-{scheme}-{width}.webp"
    for shot in SHOTS
    for edition in EDITIONS
    for scheme in SCHEMES
    for width in HEIGHTS
}
STILL = """async () => {
  document.documentElement.style.setProperty('caret-color', 'transparent');
  for (const each of document.images) each.loading = 'eager';
  await Promise.all([...document.images].map(each => each.decode().catch(() => {})));
  await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def main() -> int:
    """Shoots everything; the exit code is 1 where the pictures are too heavy together."""
    parser = argparse.ArgumentParser(prog="screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(each.name for each in SHOTS)}")
    parser.add_argument("--into", type=Path, default=FOLDER)
    options = parser.parse_args()
    shots = [each for each in SHOTS if not options.names or each.name in options.names]
    with tempfile.TemporaryDirectory() as folder, browsers() as (browser, _):
        built = build_sample(Path(folder))
        with hosting(built.www) as host:
            for shot in shots:
                for place, edition in enumerate(EDITIONS):
                    path = page_of(built, shot, edition)
                    if path is None:
                        print(f"{shot.name} {edition}: the site has no such page")
                        continue
                    word = shot.typed[place] if shot.typed else ""
                    shoot(browser, host + built.base + path, f"{shot.name}-{edition}", word, options.into)
    total = sum(each.stat().st_size for each in options.into.glob("*.webp"))
    print(f"{total / 1024:.0f} KB in {len(list(options.into.glob('*.webp')))} pictures")
    return int(total > TOTAL)


def page_of(built: Built, shot: Shot, edition: str) -> str | None:
    """The newest page of a shot's kind that has its sign, by the order of the site's own front page."""
    front = (built.root / built.first("front", edition) / "index.html").read_text("utf-8")
    found = []
    for path, tree in built.trees.items():
        if tree.get("lang") == edition and built.layouts.get(path) == f"{shot.layout}.html":
            text = (built.root / path).read_text("utf-8")
            address = path.removesuffix("index.html")
            place = front.find(f'"{built.base}{address}"')
            if shot.sign in text and (shot.sign == "LiveBlogPosting" or "LiveBlogPosting" not in text):
                found.append((place < 0, place, address))
    return min(found)[2] if found else None


def shoot(browser, url: str, name: str, word: str, folder: Path) -> None:
    """A page in both schemes and widths, as WebP."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in SCHEMES:
        for width, height in HEIGHTS.items():
            options = {"color_scheme": scheme, "reduced_motion": "reduce", "device_scale_factor": 1}
            with window(browser, width, height, **options) as page:
                page.goto(url, wait_until="networkidle")
                if word:
                    page.locator("input[type=search]").last.fill(word)
                    page.wait_for_selector("main ol li", timeout=20_000)
                    page.locator("body").evaluate("() => document.activeElement.blur()")
                ask(page, STILL)
                data = page.screenshot(animations="disabled")
            file = folder / f"{name}-{scheme}-{width}.webp"
            Image.open(io.BytesIO(data)).convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)
            print(f"{file.name} {file.stat().st_size / 1024:.0f} KB", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
