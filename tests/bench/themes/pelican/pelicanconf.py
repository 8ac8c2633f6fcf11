"""The benchmark's site for Pelican. Its lists hold the first edition only: translations are in no list there."""

import json
from pathlib import Path

_file = Path(__file__).with_name("terms.json")  # beside it once the site is laid
_terms = json.loads(
    _file.read_text("utf-8") if _file.is_file() else '{"titles": {"hi": ""}, "sections": {}, "tags": {}}'
)

SITENAME = _terms["titles"]["hi"]
SITEURL = "https://khabar.example"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "Asia/Kolkata"
DEFAULT_LANG = "hi"
DEFAULT_DATE_FORMAT = "%d %B %Y"
JINJA_GLOBALS = {"titles": _terms["titles"], "section_names": _terms["sections"], "tag_names": _terms["tags"]}

ARTICLE_URL = ARTICLE_LANG_URL = "{lang}/{category}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "{lang}/{category}/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "hi/{slug}/", "hi/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "hi/tags/{slug}/", "hi/tags/{slug}/index.html"
INDEX_SAVE_AS, TAGS_SAVE_AS, SITEMAP_SAVE_AS = "hi/index.html", "hi/tags/index.html", "sitemap.xml"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ARCHIVES_SAVE_AS = CATEGORIES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "sitemap"]
PAGINATED_TEMPLATES = {"index": 20, "tag": 20, "category": 20}
_PAGE = "{base_name}/page/{number}/"
PAGINATION_PATTERNS = ((1, "{url}", "{save_as}"), (2, _PAGE, f"{_PAGE}index.html"))

TRANSLATION_FEED_RSS, CATEGORY_FEED_RSS, TAG_FEED_RSS = "{lang}/rss.xml", "hi/{slug}/rss.xml", "hi/tags/{slug}/rss.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = True

CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
