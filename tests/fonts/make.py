"""Makes layouts/assets/fonts/ from published families: `make fonts`.

A program, not a test, and nothing that a build needs: its results are in the repository. Each face is cut to a fixed
set of signs, so that a new story never changes a font file, and keeps every layout rule that these signs can reach.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent.parent / "layouts" / "assets" / "fonts"

# Modern Hindi, Marathi, Nepali and Sanskrit: all letters, signs, nukta letters, dandas, digits and the abbreviation
# sign; joiners, the dotted circle and the rupee. Vedic accents and the letters of other languages are not in it.
DEVANAGARI = {
    *range(0x0901, 0x0904),
    *range(0x0905, 0x094E),
    0x0950,
    *range(0x0958, 0x0973),
    0x200C,
    0x200D,
    0x20B9,
    0x25CC,
    0x20,
    0xA0,
} - {0x090E, 0x0912, 0x0929, 0x0934, 0x0946, 0x094A}
MARKS = set(map(ord, "0123456789!\"'()*+,-./:;=?%&–—‘’“”…[]°×"))
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x180)} | set(map(ord, "–—‘’‚“”„…‹›•′″€™−×"))

EVERYTHING = ["*"]  # Devanagari: what is dropped here would break a syllable
PLAIN = ["kern", "liga", "mark", "mkmk", "ccmp", "locl"]  # Latin: small capitals, fractions and swashes stay out

# file, family, weight, style, and the signs that come from the family's file for each script
FACES = [
    ("headline-deva", "halant", "700-normal", {"devanagari": DEVANAGARI, "latin": MARKS}),
    (
        "text-deva",
        "yantramanav",
        "400-normal",
        {"devanagari": DEVANAGARI, "latin": LATIN & {*range(0x20, 0x7F)} | MARKS},
    ),
    ("headline-latn", "source-serif-4", "800-normal", {"latin": LATIN}),
    ("text-latn", "source-serif-4", "400-normal", {"latin": LATIN}),
]
VERSIONS = {"halant": "5.3.0", "yantramanav": "5.3.0", "source-serif-4": "5.3.1"}


def fetched(family: str, folder: Path) -> dict[str, bytes]:
    """The files of a family's package, by name."""
    package = f"@fontsource/{family}@{VERSIONS[family]}"
    done = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / done.stdout.strip()) as tar:
        members = [member for member in tar.getmembers() if member.isfile()]
        return {Path(member.name).name: tar.extractfile(member).read() for member in members}


def cut(data: bytes, signs: set[int], features: list[str]) -> TTFont:
    """A face with some of its signs and what they need, without hinting and names."""
    font = TTFont(io.BytesIO(data))
    options = Options(layout_features=features, hinting=False, name_IDs=[1, 2], notdef_outline=True)
    options.drop_tables += ["DSIG", "FFTM", "meta", "STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    font.flavor = None
    return font


def made(files: dict[str, bytes], family: str, cutting: str, scripts: dict[str, set[int]], folder: Path) -> TTFont:
    """One face out of the family's files for its scripts; a sign that two of them have comes from the first."""
    parts: list[str] = []
    had: set[int] = set()
    for script, signs in scripts.items():
        font = cut(
            files[f"{family}-{script}-{cutting}.woff2"], signs - had, EVERYTHING if "devanagari" in scripts else PLAIN
        )
        had |= set(font.getBestCmap())
        parts.append(str(folder / f"{script}.ttf"))
        font.save(parts[-1])
    return Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])


def main() -> None:
    """Writes the faces and their licences."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, family, cutting, scripts in FACES:
            files = fetched(family, folder)
            font = made(files, family, cutting, scripts, folder)
            # The licences reserve some of the original names for the original fonts.
            for row in font["name"].names:
                row.string = f"Khabar {file}" if row.nameID == 1 else "Regular"
            font.flavor = "woff2"
            path = FONTS / f"{file}.woff2"
            font.save(path)
            licence = files["LICENSE"].decode("utf-8", "replace")
            licence = re.sub(r"[ \t]+\n", "\n", licence.replace("\r\n", "\n"))
            (FONTS / f"OFL-{family}.txt").write_text(licence, "utf-8")
            sys.stdout.write(f"{path.name}: {path.stat().st_size} bytes, {len(font.getBestCmap())} signs\n")


if __name__ == "__main__":
    main()
