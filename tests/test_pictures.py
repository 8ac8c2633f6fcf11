"""Pictures and social cards: what is made of them, what is said of them, and when."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CONFIG, NOW, SiteFolder, rules
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image, ImageFont, ImageOps, PngImagePlugin
from serving import eventually, serving

from generator import drawing, encoding, lettering, posters
from generator.build import Builder
from generator.hindi import clusters
from generator.options import BuildOptions
from generator.store import Store
from generator.variants import Poster, crop

PLACE, COMMENT = 12.5, b"shot at home by Asha"
CARDS = CONFIG + "pictures: {cards: yes}\n"


def photo(
    size: tuple[int, int] = (1600, 1000), form: str = "JPEG", colour: str = "#7090b0", exif: bool = False
) -> bytes:
    """A picture of one colour, with what a camera writes into it."""
    image = Image.new("RGB", size, colour)
    out, facts = io.BytesIO(), Image.Exif()
    if exif:
        facts[0x010E] = "described by Asha"
        facts.get_ifd(0x8825)[2] = (PLACE, 0.0, 0.0)
    more = {"comment": COMMENT} if exif and form in ("JPEG", "GIF") else {}
    image.save(out, form, **({"exif": facts} if form != "GIF" else {}), **more)
    return out.getvalue()


def quarters(size: tuple[int, int] = (1600, 1600)) -> bytes:
    """A picture whose quarters are red, green, blue and white."""
    image = Image.new("RGB", (2, 2))
    image.putdata([(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)])
    out = io.BytesIO()
    image.resize(size, Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def story(site: SiteFolder, picture: bytes, name: str = "photo.jpg", focus: str = "", **fields: object) -> None:
    """A story with a picture at its head."""
    site.write(f"content/world/{name}", picture)
    image = f"\n  path: {name}\n  alt: दो नेता" + (f"\n  focus: {focus}" if focus else "")
    site.article("world/one.hi.md", image=image, **{"summary": "सार", **fields})


def page(site: SiteFolder, url: str = "hi/duniya/one/index.html") -> html.HtmlElement:
    return html.fromstring(site.read(url))


def pictures(site: SiteFolder) -> dict[str, Image.Image]:
    """The pictures that a site publishes, by path."""
    found = {path: data for path, data in site.output().items() if path.startswith(("media/", "cards/"))}
    return {path: Image.open(io.BytesIO(data)) for path, data in found.items()}


def file_of(site: SiteFolder, url: str) -> Image.Image:
    path = url.removeprefix("https://khabar.example").removeprefix("/")
    return Image.open(io.BytesIO((site.root / "output" / path).read_bytes()))


def near(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(one - two) < 24 for one, two in zip(found, wanted, strict=False))


# ── What pages say ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_comes_in_three_formats_and_widths_that_all_are_there(site: SiteFolder) -> None:
    story(site, photo())
    assert rules(site.build()) == []
    (picture,) = page(site).xpath("//main//figure/picture")
    files = [*picture.xpath(".//source"), *picture.xpath(".//img")]
    assert [each.get("type") for each in files] == ["image/avif", "image/webp", None]
    for each, kind in zip(files, ("AVIF", "WEBP", "JPEG"), strict=True):
        rows = [row.split() for row in each.get("srcset").split(", ")]
        assert [width for _, width in rows] == ["480w", "800w", "1280w"]
        for url, width in rows:
            image = file_of(site, url)
            assert (image.format, image.size) == (kind, (int(width[:-1]), int(width[:-1]) * 1000 // 1600))
        assert each.get("sizes")
    image = files[-1]
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("1280", "800", "दो नेता")
    assert image.get("fetchpriority") == "high" and image.get("loading") is None


def test_no_picture_is_made_wider_than_it_is(site: SiteFolder) -> None:
    story(site, photo((700, 500)), body="![क](small.png)\n")
    site.write("content/world/small.png", photo((90, 60), "PNG"))
    site.build()
    widths = {int(each) for each in re.findall(r" (\d+)w", site.read("hi/duniya/one/index.html"))}
    assert max(widths) == 700 and max(image.width for image in pictures(site).values()) == 700
    (small,) = page(site).xpath("//div[@class='body']//img")
    assert (small.get("width"), small.get("srcset"), small.get("loading")) == ("90", None, "lazy")


def test_drawings_and_what_moves_are_published_as_they_are(site: SiteFolder) -> None:
    site.write("content/world/moves.gif", moving("GIF"))
    site.write("content/world/map.svg", '<svg viewBox="0 0 4 3"/>')
    site.article("world/one.hi.md", summary="सार", body="![क](moves.gif)\n\n![ख](map.svg)\n")
    assert rules(site.build()) == []
    assert page(site).xpath("//picture") == []
    published = {path.rpartition(".")[2]: data for path, data in site.output().items() if path.startswith("media/")}
    assert published.keys() == {"gif", "svg"} and published["svg"] == b'<svg viewBox="0 0 4 3"/>'
    assert Image.open(io.BytesIO(published["gif"])).n_frames == 2


def test_what_one_sees_through_stays_so(site: SiteFolder) -> None:
    image = Image.new("RGBA", (500, 300), (200, 30, 30, 255))
    image.paste((0, 0, 0, 0), (0, 0, 250, 300))
    out = io.BytesIO()
    image.save(out, "PNG")
    story(site, out.getvalue(), "logo.png")
    assert rules(site.build()) == []
    kinds = {found.format for found in pictures(site).values()}
    assert kinds == {"PNG", "WEBP", "AVIF"}
    for found in pictures(site).values():
        assert found.convert("RGBA").getpixel((5, 5))[3] < 10  # type: ignore[index] # of RGBA
    (shown,) = page(site).xpath("//main//figure//img")
    assert shown.get("class") is None  # no colour shines through it


def test_a_card_shows_what_the_focus_says(site: SiteFolder) -> None:
    found = {}
    for focus in ("top", "50% 100%"):
        story(site, quarters((1600, 3200)), focus=focus)
        assert rules(site.build()) == []
        (thumb,) = page(site, "hi/index.html").xpath("//div[@class='lead']//img")
        assert (thumb.get("width"), thumb.get("height")) == ("1280", "720")
        image = file_of(site, thumb.get("src")).convert("RGB")
        found[focus] = [image.getpixel((40, y)) for y in (20, 700)]
    assert all(near(each, (255, 0, 0)) for each in found["top"])
    assert all(near(each, (0, 0, 255)) for each in found["50% 100%"])
    figure = page(site).xpath("//main//figure//img")[0]
    assert (figure.get("width"), figure.get("height")) == ("1280", "2560")  # the story shows all of it


def test_search_engines_get_three_ratios_with_full_addresses(site: SiteFolder) -> None:
    story(site, photo((2000, 1500)))
    site.build()
    rows = [json.loads(each.text) for each in page(site).xpath("//script[@type='application/ld+json']")]
    (images,) = [row["image"] for row in rows if row["@type"] == "NewsArticle"]
    sizes = [file_of(site, url).size for url in images]
    assert all(url.startswith("https://khabar.example/media/") for url in images)
    assert [round(width / height, 2) for width, height in sizes] == [1.78, 1.33, 1.0]
    assert all(width >= 1200 for width, _ in sizes)


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from([(16, 9), (4, 3), (1, 1)]), st.integers(0, 100))
def test_a_crop_is_inside_and_as_large_as_can_be(width: int, height: int, ratio: tuple[int, int], at: int) -> None:
    left, top, right, bottom = crop(width, height, ratio, f"{at} {100 - at}")
    assert 0 <= left < right <= width and 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height


# ── What is published ────────────────────────────────────────────────────────────────────────────────────────────


def said(data: bytes) -> bool:
    """Whether a picture's file still says what the camera wrote."""
    image = Image.open(io.BytesIO(data))
    facts = image.getexif()
    words = b"Asha" in data or b"xmpmeta" in data or b"secret" in data
    return bool(words or facts.get_ifd(0x8825) or facts.get(0x010E) or image.info.get("comment"))


def texts() -> PngImagePlugin.PngInfo:
    found = PngImagePlugin.PngInfo()
    found.add_text("Author", "Asha")
    found.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret</x:xmpmeta>")
    return found


def moving(form: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    facts = Image.Exif()
    facts[0x010E] = "described by Asha"
    more = {"comment": COMMENT} if form == "GIF" else {"exif": facts, "xmp": b"<x:xmpmeta>secret</x:xmpmeta>"}
    frames[0].save(out, form, save_all=True, append_images=frames[1:], **more)
    return out.getvalue()


def png() -> bytes:
    out, facts = io.BytesIO(), Image.Exif()
    facts[0x010E] = "described by Asha"
    Image.new("RGB", (300, 200), "red").save(out, "PNG", pnginfo=texts(), exif=facts)
    return out.getvalue()


LOADED: dict[str, Callable[[], bytes]] = {
    "a.jpg": lambda: photo(exif=True),
    "a.png": png,
    "a.webp": lambda: photo((300, 200), "WEBP", exif=True),
    "a.avif": lambda: photo((300, 200), "AVIF", exif=True),
    "b.gif": lambda: moving("GIF"),
    "b.webp": lambda: moving("WEBP"),
    "b.avif": lambda: moving("AVIF"),
}


@pytest.mark.parametrize("name", LOADED)
@pytest.mark.parametrize("place", ["content/world", "content/files", "as it is"])
def test_nothing_of_what_the_camera_wrote_is_published(site: SiteFolder, name: str, place: str) -> None:
    data = LOADED[name]()
    assert said(data)  # or this would prove nothing
    folder = "content/files" if place == "content/files" else "content/world"
    site.write("config.yaml", CONFIG + ("pictures: no\n" if place == "as it is" else ""))
    site.write(f"{folder}/{name}", data)
    shown = f"[क](/{name})" if folder == "content/files" else f"![क]({name})"
    site.article("world/one.hi.md", summary="सार", body=f"{shown}\n")
    assert rules(site.build()) == []
    suffixes = (".jpg", ".png", ".webp", ".avif", ".gif")
    published = [each for path, each in site.output().items() if path.endswith(suffixes)]
    assert published and not any(said(each) for each in published)
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(published[-1]))
    if folder == "content/files":
        assert list(before.convert("RGB").get_flattened_data()) == list(after.convert("RGB").get_flattened_data())


@pytest.mark.parametrize("orientation", [3, 6, 8])
@pytest.mark.parametrize("how", ["made", "copied"])
def test_a_picture_is_upright(site: SiteFolder, orientation: int, how: str) -> None:
    turned = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    image = Image.open(io.BytesIO(quarters((640, 320)))).transpose(turned)
    out, facts = io.BytesIO(), Image.Exif()
    facts[0x0112] = orientation
    facts[0x010E] = "described by Asha"
    image.save(out, "JPEG", exif=facts, quality=95)
    site.write("config.yaml", CONFIG + ("pictures: no\n" if how == "copied" else ""))
    story(site, out.getvalue())
    assert rules(site.build()) == []
    (shown,) = page(site).xpath("//main//figure//img")
    assert (shown.get("width"), shown.get("height")) == ("640", "320")
    found = file_of(site, shown.get("src"))
    assert found.getexif().get(0x010E) is None
    upright = ImageOps.exif_transpose(found)
    assert upright.size == (640, 320) and near(upright.convert("RGB").getpixel((60, 60)), (255, 0, 0))


def test_print_colours_and_profiles_become_those_of_screens(site: SiteFolder) -> None:
    from PIL import ImageCms

    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("CMYK", (300, 200), (0, 255, 255, 0)).save(out, "JPEG")
    story(site, out.getvalue(), body="![क](p.png)\n")
    out = io.BytesIO()
    Image.new("RGB", (300, 200), (10, 120, 200)).save(out, "PNG", icc_profile=profile)
    site.write("content/world/p.png", out.getvalue())
    assert rules(site.build()) == []
    for path, image in pictures(site).items():
        assert (image.mode, image.info.get("icc_profile")) == ("RGB", None)
        assert near(image.getpixel((50, 50)), (10, 120, 200) if "/p." in path else (255, 0, 0)), path


def test_a_file_that_is_cut_short_is_an_error_and_a_wrong_suffix_is_none(site: SiteFolder) -> None:
    whole = quarters((400, 300))
    story(site, photo()[:-900])
    found = {each.rule: each.where.path for each in site.build().problems}
    assert found["picture-damaged"] == "content/world/photo.jpg"
    story(site, whole)  # a PNG that is called .jpg, as messengers do
    assert rules(site.build()) == []
    assert {image.format for image in pictures(site).values()} == {"JPEG", "WEBP", "AVIF"}


def test_a_huge_picture_is_read_small(site: SiteFolder) -> None:
    data = photo((9000, 5400))
    opened = encoding.open_picture(data, drawing.LEAST)
    assert opened.seen == (9000, 5400) and opened.image.width * opened.image.height < 4_000_000
    story(site, data)
    assert rules(site.build()) == []
    assert max(image.width for image in pictures(site).values()) == 1280


# ── Made when, and how often ─────────────────────────────────────────────────────────────────────────────────────


def own_store(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which there is nothing yet."""
    folder = site.root / "own-store"
    monkeypatch.setenv("KHABAR_PICTURES", str(folder))
    return folder


def clean_build(site: SiteFolder, **options: object) -> dict[str, bytes]:
    """What a build makes that remembers nothing, not even pictures."""
    folder = site.root / f"clean-{len(list(site.root.iterdir()))}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KHABAR_PICTURES", str(folder / "store"))
        site.build(output=folder / "out", cache=False, **options)
    root = folder / "out"
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_comes_of_edits_is_what_a_clean_build_makes(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    own_store(site, monkeypatch)
    site.write("config.yaml", CONFIG + "pictures: {cards: yes, widths: [64, 320]}\n")
    story(site, photo((400, 300)), body="![क](two.png)\n")
    site.write("content/world/two.png", quarters((200, 100)))
    site.article("world/two.hi.md", title="दूसरी", summary="सार", image="\n  path: two.png\n  alt: ख")
    site.build()
    first = pictures(site).keys()
    story(site, photo((400, 300), colour="#803020"), body="![क](two.png)\n")  # another picture under the same name
    site.build()
    replaced = pictures(site).keys()
    assert not any(path.startswith("media/photo") for path in first & replaced)
    assert site.output() == clean_build(site) == clean_build(site, jobs=2)
    site.delete("content/world/one.hi.md")
    site.build()
    assert not any(path.startswith("media/photo") for path in site.output())
    assert site.output() == clean_build(site)
    story(site, photo((400, 300)), focus="left")
    site.write("config.yaml", CONFIG + "pictures: {formats: [webp], quality: 60}\n")
    site.build()
    assert site.output() == clean_build(site)
    assert (site.build().written, site.build().rendered) == (0, [])


def test_a_picture_that_moves_from_the_text_to_the_head_gets_its_crops(site: SiteFolder) -> None:
    site.write("content/world/photo.jpg", photo((400, 300)))
    site.article("world/one.hi.md", body="![दो नेता](photo.jpg)\n")
    site.build()
    before = pictures(site).keys()
    story(site, photo((400, 300)))
    site.build()
    assert pictures(site).keys() > before and site.output() == clean_build(site)


def test_what_was_made_is_not_made_again(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own_store(site, monkeypatch)
    site.write("config.yaml", CARDS)
    story(site, photo())
    site.build()
    before = site.output()
    made: list[object] = []
    for module, name in ((encoding, "make"), (posters, "draw_poster")):
        original = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given, call=original: made.append(given) or call(*given))
    assert site.build(cache=False).published and site.output() == before and made == []
    path = next(path for path in folder.rglob("*.webp"))
    path.write_bytes(path.read_bytes()[:-1])  # a store that was damaged
    assert site.build(cache=False).published and site.output() == before and len(made) == 1
    monkeypatch.setattr(drawing, "made_with", lambda: ("another libavif",))
    site.build(cache=False)
    assert len(made) > 10


def test_the_store_lets_go_of_what_was_not_used_for_longest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number, key in enumerate(("aa1", "ab2", "ac3")):
        os.utime(store.put(key, "jpg", bytes(100)), (number, number))
    store.find("aa1")  # is used now
    store.prune(200)
    assert [bool(store.find(key)) for key in ("aa1", "ab2", "ac3")] == [True, False, True]


def test_pages_are_the_same_before_and_after_their_pictures_are_made(site: SiteFolder) -> None:
    site.write("config.yaml", CARDS)
    story(site, photo())
    builder = Builder(site.options)
    builder.drawings_wait = True
    builder.build(NOW)
    builder.close()
    waiting = site.output()
    assert not any(path.startswith(("media/", "cards/")) for path in waiting)
    assert site.build().published
    made = site.output()
    assert {path: made[path] for path in waiting} == waiting and len(made) > len(waiting) + 10


@pytest.mark.parametrize("edit", [False, True])
def test_neither_no_change_nor_an_edit_of_a_text_loads_pillow(site: SiteFolder, edit: bool) -> None:
    site.write("config.yaml", CARDS)
    story(site, photo())
    script = (
        "import sys; from datetime import datetime, timezone; from pathlib import Path\n"
        "from generator import sweep; sweep.RACY = 0  # or files of a moment ago would be read again\n"
        "from generator.quick import build; from generator.options import BuildOptions\n"
        f"report = build(BuildOptions(Path({str(site.root)!r}), datetime(2024, 9, 1, tzinfo=timezone.utc)))\n"
        "print(report.published, report.written, 'PIL' in sys.modules)\n"
    )

    def run() -> list[str]:
        return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert run()[::2] == ["True", "True"]
    if edit:
        file = site.root / "content/world/one.hi.md"
        file.write_text(file.read_text("utf-8") + "\nऔर एक पंक्ति।\n", "utf-8")
    published, written, loaded = run()
    assert (published, written != "0", loaded) == ("True", edit, "False")


def test_the_server_makes_pictures_when_they_are_asked_for(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path, BuildOptions(tmp_path, NOW))
    site.write("config.yaml", CARDS.replace("khabar.example/", "khabar.example/blog/"))
    story(site, photo())
    with serving(tmp_path) as served:
        text = served.get("/blog/hi/duniya/one/")
        urls = sorted(set(re.findall(r"/blog/(?:media|cards)/[\w/.-]+", text)))
        assert len(urls) > 10 and not (tmp_path / "output/media").exists()
        for url in urls:
            status, _, headers = served.ask(url)
            assert (status, headers["content-type"].partition("/")[0]) == (200, "image"), url
            assert served.ask(url, If_None_Match=headers["etag"])[0] == 304
        assert served.ask("/blog/media/none.1a2b3c4d85-800.avif")[0] == 404
        story(site, photo(colour="#304050"), title="दूसरा शीर्षक")
        eventually(lambda: "दूसरा शीर्षक" in served.get("/blog/hi/duniya/one/"))
        fresh = sorted(set(re.findall(r"/blog/(?:media|cards)/[\w/.-]+", served.get("/blog/hi/duniya/one/"))))
        assert not set(fresh) & set(urls)
        assert all(served.ask(url)[0] == 200 for url in fresh)
    assert site.build().written > 10  # the deployed build makes all


# ── Social cards ─────────────────────────────────────────────────────────────────────────────────────────────────

HEADLINES = [
    "क्षेत्रीय दलों का ज्ञापन, त्रिपक्षीय वार्ता, दर्ज मुद्दे, पट्टे-चिट्ठे, बुद्ध पूर्णिमा",
    "महाराष्ट्रातील दुष्काळग्रस्त गावांना टँकरने पाणीपुरवठा",
    "ISRO का Aditya-L1 सूरज की ओर 🚀",
    "चाँद",
    "An unreasonably long headline " * 8,
    "अंतरराष्ट्रीयकरणविरोधीसंघर्षसमितिसदस्यताअभियानसंचालकमंडल",
    "",
]


@pytest.mark.parametrize("title", HEADLINES)
@pytest.mark.parametrize("pictured", [False, True])
def test_a_card_is_small_and_of_the_size_that_networks_want(title: str, pictured: bool) -> None:
    noise = Image.effect_noise((1600, 900), 90).convert("RGB")
    opened = encoding.Opened(noise, noise.size, "JPEG", moves=False) if pictured else None
    data = posters.draw_poster(Poster(title, "देश", "ख़बर", "hi", box=(0, 0, 640, 900)), opened)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert len(data) < 60_000


def test_letters_are_put_together() -> None:
    shaped = lettering._font("deva", 60)
    loose = ImageFont.truetype(str(lettering.FONTS / "deva.ttf"), 60, layout_engine=ImageFont.Layout.BASIC)
    for text in ("क्षि", "ज्ञ", "त्र", "र्क", "ट्ठ", "द्ध", "श्री", "ष्ट्र"):
        assert shaped.getlength(text) < loose.getlength(text) - 10, text
    assert bytes(shaped.getmask("कि")) != bytes(loose.getmask("कि"))  # the vowel sign stands in front
    # One letter from two: as wide as a letter, without the virama's hook below.
    assert shaped.getlength("द्ध") < 1.4 * shaped.getlength("ध")


WORDS = st.lists(
    st.text("कखगज्ञत्ररीिुेंँ़ा्‍ळक्ष abcXYZ-,।", min_size=1, max_size=14).filter(str.strip), min_size=1, max_size=12
)


@given(WORDS, st.integers(120, 700))
def test_a_headline_is_broken_between_words_or_signs_and_loses_nothing(words: list[str], width: int) -> None:
    text = " ".join(" ".join(words).split())
    lines = lettering.break_lines(text, 60, "hi", width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    ends, place = set(), 0
    for sign in (sign for word in text.split() for sign in clusters(word)):
        place += len(sign)
        ends.add(place)
    place = 0
    for line in lines:
        place += len(line.replace(" ", ""))
        assert place in ends


def test_a_card_stands_for_its_story_and_changes_only_with_what_it_shows(site: SiteFolder) -> None:
    site.write("config.yaml", CARDS)
    story(site, photo())
    site.article("world/one.en.md", title="Two leaders meet", summary="s", body="Text.\n", date=None)
    site.article("pages/about.hi.md", title="हमारे बारे में", date=None)

    def card(url: str = "hi/duniya/one/index.html") -> str:
        tree = page(site, url)
        rows = {each.get("property"): each.get("content") for each in tree.xpath("//meta[@property]")}
        if "og:image" in rows:
            found = file_of(site, rows["og:image"])
            assert found.size == (int(rows["og:image:width"]), int(rows["og:image:height"]))
            assert rows["og:image:alt"]
        return rows.get("og:image", "")

    assert rules(site.build()) == []
    first, english = card(), card("en/world/one/index.html")
    assert "/cards/hi/" in first and "/cards/en/" in english and not card("hi/about/index.html")
    story(site, photo(), summary="दूसरा सार", body="दूसरा पाठ।\n", tags="[नया]")
    site.build()
    assert card() == first
    story(site, photo(), title="नया शीर्षक")
    site.build()
    titled = card()
    assert titled != first and card("en/world/one/index.html") == english
    story(site, photo(colour="#203040"), title="नया शीर्षक")
    site.build()
    pictured = card()
    assert pictured != titled
    site.write("config.yaml", CARDS.replace("world: {hi: दुनिया", "world: {hi: विदेश"))
    site.article("world/one.hi.md", title="नया शीर्षक", summary="सार", image="\n  path: photo.jpg\n  alt: क", slug="one")
    site.build()
    assert len([path for path in site.output() if path.startswith("cards/hi/")]) == 1
    assert not (site.root / "output" / pictured.removeprefix("https://khabar.example/")).exists()


def test_two_stories_of_one_headline_have_two_cards(site: SiteFolder) -> None:
    site.write("config.yaml", CARDS)
    for name in ("one", "two"):
        site.article(f"world/{name}.hi.md", title="एक ही शीर्षक", summary="सार")
    assert rules(site.build()) == []
    assert len([path for path in site.output() if path.startswith("cards/")]) == 2


def test_without_shaping_there_are_no_cards_and_a_kind_word(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.reading.can_shape", lambda: False)
    site.write("config.yaml", CARDS)
    story(site, photo())
    report = site.build()
    (problem,) = report.problems
    assert report.published and problem.severity == "warning" and "libfribidi0" in problem.hint
    assert not any(path.startswith("cards/") for path in site.output())
    (shown,) = page(site).xpath("//meta[@property='og:image']/@content")
    assert file_of(site, shown).format == "JPEG"


def test_a_format_that_this_machine_cannot_write_is_an_error_that_says_what_to_do(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_store(site, monkeypatch)
    monkeypatch.setattr("PIL.features.check", lambda name: name != "avif")
    story(site, photo((300, 200)))
    (problem,) = {(each.rule, each.hint) for each in site.build().problems}
    assert problem[0] == "picture-encoder" and "--upgrade pillow" in problem[1]
    assert site.output() == {}


# ── Settings ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_settings_decide_what_is_made(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "pictures: {formats: [webp], widths: [200, 100], quality: 50}\n")
    story(site, photo((400, 225)))
    assert rules(site.build()) == []
    assert {(image.format, image.width) for image in pictures(site).values()} == {
        ("WEBP", 100),
        ("WEBP", 200),
        ("JPEG", 100),
        ("JPEG", 200),
        ("JPEG", 300),  # 4:3 and 1:1, for search engines
        ("JPEG", 225),
    }


def test_pictures_may_be_left_as_they_are(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "pictures: no\n")
    data = photo()
    story(site, data)
    assert rules(site.build()) == []
    ((path, found),) = [row for row in site.output().items() if row[0].startswith("media/")]
    assert page(site).xpath("//picture") == []
    assert list(Image.open(io.BytesIO(found)).get_flattened_data()) == list(
        Image.open(io.BytesIO(data)).get_flattened_data()
    )
    assert re.fullmatch(r"media/photo\.[0-9a-f]{8}\.jpg", path)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("pictures: {widths: [20]}", "value-range"),
        ("pictures: {widths: [wide]}", "value-number"),
        ("pictures: {quality: 100}", "value-range"),
        ("pictures: {formats: [jxl]}", "value-choice"),
        ("pictures: {size: 3}", "config-key"),
        ("pictures: perhaps", "value-flag"),
    ],
)
def test_a_setting_that_cannot_be_is_an_error_at_its_line(site: SiteFolder, line: str, rule: str) -> None:
    site.write("config.yaml", f"{CONFIG}{line}\n")
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.line) == (rule, CONFIG.count("\n") + 1)


@pytest.mark.parametrize("focus", ["middle of nowhere", "120% 5%", "50%", "60 30 10"])
def test_a_focus_that_is_none_is_an_error_at_its_line(site: SiteFolder, focus: str) -> None:
    story(site, photo((300, 200)), focus=focus)
    (problem,) = site.build().problems
    assert (problem.rule, problem.where.line) == ("image-focus", 7)
    assert "60% 30%" in problem.hint
