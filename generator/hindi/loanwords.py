"""Words whose roman spelling no rule gives: English words in Hindi dress, settled names, and a few plain words.

They stand in `english.txt` and `names.txt`, one a line, so that they can be read and sorted by eye. The Devanagari
stands as it is looked up: without nukta, with anusvara for chandrabindu and for a half nasal before a stop. A word that
the rules spell the same does not belong there (a test says so).
"""

from functools import lru_cache

# How native words with two spellings or an unruly one are written.
_WORDS = {
    "उम्र": "umr", "कब्र": "kabr", "गांव": "gaon", "गांवों": "gavon", "जिक्र": "zikr", "टमाटर": "tamatar", "डॉ": "dr",
    "दूसरों": "dusron", "फख्र": "fakhr", "फिक्र": "fikr", "मां": "maa", "में": "mein", "युवती": "yuvati",
    "शरणार्थी": "sharanarthi", "सब्र": "sabr", "हां": "haan",
}  # fmt: skip


@lru_cache(maxsize=1)
def english_words() -> dict[str, str]:
    """Return the English spelling of each listed English word, read on first use.

    >>> english_words()["कोर्ट"]
    'court'
    """
    return _read("english.txt")


@lru_cache(maxsize=1)
def loanwords() -> dict[str, str]:
    """Return the roman spelling of each listed word and name, read on first use.

    >>> loanwords()["लखनऊ"]
    'lucknow'
    """
    return settled_words() | _WORDS


@lru_cache(maxsize=1)
def settled_words() -> dict[str, str]:
    """Return the roman spelling of each listed English word and name: those that are not Hindi's alone."""
    return _read("names.txt") | english_words()


def _read(name: str) -> dict[str, str]:
    """Return the pairs of one list."""
    from pathlib import Path  # dear to import, and most programs have it by now

    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines)
    return {word: roman for word, _, roman in pairs}
