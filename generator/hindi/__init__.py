"""The Devanagari script on a news site: pure functions of text that know no file and no page.

Normal forms, grapheme clusters, script runs, sentences, numerals, romanised addresses and typographic quotes: whatever
Python, Markdown and template engines get wrong about Hindi, because they take vowel signs for punctuation.
"""

from .clusters import cluster_count, clusters, cut, first_clusters
from .collation import collation_key
from .numerals import SCALED, group_indian, in_words_scale, to_deva, to_latin
from .quotes import curl
from .roman import heading_id, romanize, slugify
from .script import kicker_split, ranges_of, script_of, script_runs
from .sentences import excerpt, reading_minutes, sentences, words
from .text import nfc, norm_key, norm_text

__all__ = [
    "SCALED",
    "cluster_count",
    "clusters",
    "collation_key",
    "curl",
    "cut",
    "excerpt",
    "first_clusters",
    "group_indian",
    "heading_id",
    "in_words_scale",
    "kicker_split",
    "nfc",
    "norm_key",
    "norm_text",
    "ranges_of",
    "reading_minutes",
    "romanize",
    "script_of",
    "script_runs",
    "sentences",
    "slugify",
    "to_deva",
    "to_latin",
    "words",
]
