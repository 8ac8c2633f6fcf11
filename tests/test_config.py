"""config.yaml: what it may say, what holds where it says nothing, and what is said about what it may not."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from conftest import CONFIG, SiteFolder, rules
from hypothesis import given
from hypothesis import strategies as st
from reading import alternates, file_of, page, pages

from generator.config import parse_config, with_base_url
from generator.layouts import package_layouts
from generator.model import Config
from generator.problems import Problem, SiteError

MINIMAL = "title: ख़बर\n"


def read(text: str) -> Config:
    """A config without problems."""
    config, problems = parse_config(text)
    assert problems == ()
    return config


def wrong(text: str) -> Problem:
    """The one problem of a config."""
    _, problems = parse_config(text)
    (problem,) = problems
    return problem


# ── Defaults ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_is_enough() -> None:
    config = read(MINIMAL)
    assert (config.title, config.base_url, config.base_path) == ("ख़बर", "http://localhost:8000/", "/")
    assert (config.origin, config.timezone) == ("http://localhost:8000", "Asia/Kolkata")
    assert [(each.code, each.address, each.title) for each in config.editions] == [
        ("hi", "hi", "ख़बर"),
        ("en", "en", "ख़बर"),
    ]
    assert (config.x_default, config.permalink) == ("root", "{section}/{slug}")
    assert [each.field for each in config.taxonomies] == ["section", "tags", "authors"]
    assert [each.feeds for each in config.taxonomies] == [True, True, False]
    assert (config.menus, config.follow, config.youtube_call) == ((), (), None)
    assert (config.per_page, config.related, config.words_per_minute) == (20, 4, 200)
    assert (config.feeds.items, config.feeds.full_text, config.feeds.formats) == (20, True, ("atom", "rss", "json"))
    assert (config.custom_head, config.csp, config.undated, config.output) == ("", (), "error", "output")
    assert config.rules == ()


@pytest.mark.parametrize(
    ("code", "name", "locale", "script", "direction"),
    [
        ("hi", "हिन्दी", "hi_IN", "Deva", "ltr"),
        ("en", "English", "en_IN", "Latn", "ltr"),
        ("mr", "मराठी", "mr_IN", "Deva", "ltr"),
        ("ur", "اردو", "ur_IN", "Arab", "rtl"),
        ("fr", "fr", "fr", "Latn", "ltr"),
        ("pt-BR", "pt-BR", "pt_BR", "Latn", "ltr"),
    ],
)
def test_an_edition_is_one_line_where_its_language_is_known(
    code: str, name: str, locale: str, script: str, direction: str
) -> None:
    (edition,) = read(f"title: t\neditions: {{{code}: }}\n").editions
    assert (edition.name, edition.locale, edition.script, edition.direction) == (name, locale, script, direction)
    assert (edition.address, edition.numerals, edition.tagline) == (code.lower(), "Latn", "")


def test_an_edition_can_say_everything_of_itself() -> None:
    (edition,) = read(
        "title: t\n"
        "editions:\n"
        "  ks: {name: کٲشُر, title: خبر, tagline: x, address: kashmiri, locale: ur_IN, script: Arab,"
        " direction: rtl, numerals: Deva}\n"
    ).editions
    assert (edition.name, edition.title, edition.tagline, edition.address) == ("کٲشُر", "خبر", "x", "kashmiri")
    assert (edition.locale, edition.script, edition.direction, edition.numerals) == ("ur_IN", "Arab", "rtl", "Deva")


@pytest.mark.parametrize("locale", ["pa_IN", "ks_IN"])
def test_a_locale_stays_as_it_is_written(locale: str) -> None:
    (edition,) = read(f"title: t\neditions: {{xx: {{locale: {locale}}}}}\n").editions
    assert edition.locale == locale


def test_every_key_is_read() -> None:
    config = read(
        MINIMAL + "base_url: https://user.github.io/blog\n"
        "timezone: Asia/Kathmandu\n"
        "x_default: en\n"
        'permalink: "{year}/{slug}"\n'
        "menus: {main: [latest, {url: /hi/x/, hi: क, en: X}], footer: {hi: [archive], en: [search]}}\n"
        "taxonomies:\n"
        "  tags: {feeds: no, terms: {russia: {hi: रूस, en: {name: Russia, slug: rus, description: d}, aliases: old}}}\n"
        "  topics: {hi: {name: विशेष, slug: vishesh}, en: Topics, feeds: yes}\n"
        "per_page: 5\n"
        "related: 0\n"
        "follow: {youtube: https://youtube.com/@k, x: {url: https://x.com/k, hi: एक्स, en: X}}\n"
        "youtube_call: {url: https://youtube.com/@k, hi: देखें, en: Watch}\n"
        "publisher: {name: {hi: ख़बर, en: Khabar}, logo: logo.png, url: https://k.example/, email: a@k.example}\n"
        "feeds: {items: 7, full_text: no, formats: [rss]}\n"
        "custom_head: <meta name=x>\n"
        "csp: {script-src: https://stats.example.com}\n"
        "words_per_minute: 150\n"
        "undated: allow\n"
        "output: public/site\n"
        "rules: {link-broken: warning, picture-alt: off, title-long: error}\n"
    )
    assert (config.base_url, config.base_path, config.origin) == (
        "https://user.github.io/blog/",
        "/blog/",
        "https://user.github.io",
    )
    assert (config.timezone, config.x_default, config.permalink) == ("Asia/Kathmandu", "en", "{year}/{slug}")
    assert [(menu.name, menu.edition, [each.target for each in menu.entries]) for menu in config.menus] == [
        ("main", "", ["latest", "/hi/x/"]),
        ("footer", "hi", ["archive"]),
        ("footer", "en", ["search"]),
    ]
    assert config.menus[0].entries[1].titles == (("hi", "क"), ("en", "X"))
    by_field = {each.field: each for each in config.taxonomies}
    (russia,) = by_field["tags"].terms
    assert (russia.id, russia.name("hi").name, russia.name("en").slug, russia.aliases) == (
        "russia",
        "रूस",
        "rus",
        ("old",),
    )
    assert (russia.name("hi").slug, russia.name("en").description, by_field["tags"].feeds) == ("rus", "d", False)
    assert [(code, name.name, name.slug) for code, name in by_field["topics"].names] == [
        ("hi", "विशेष", "vishesh"),
        ("en", "Topics", "topics"),
    ]
    assert by_field["topics"].feeds is True
    assert (config.per_page, config.related, config.words_per_minute) == (5, 0, 150)
    assert [(each.kind, each.url, each.titles) for each in config.follow] == [
        ("youtube", "https://youtube.com/@k", ()),
        ("x", "https://x.com/k", (("hi", "एक्स"), ("en", "X"))),
    ]
    assert config.youtube_call.titles == (("hi", "देखें"), ("en", "Watch"))
    assert (config.publisher.logo, config.publisher.url, config.publisher.email) == (
        "logo.png",
        "https://k.example/",
        "a@k.example",
    )
    assert (config.feeds.items, config.feeds.full_text, config.feeds.formats) == (7, False, ("rss",))
    assert (config.custom_head, config.csp) == ("<meta name=x>", (("script-src", "https://stats.example.com"),))
    assert (config.undated, config.output) == ("allow", "public/site")
    assert dict(config.rules) == {"link-broken": "warning", "picture-alt": "off", "title-long": "error"}


# ── What is wrong is said with its line ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "rule", "place", "words"),
    [
        ("titel: a\ntitle: b", "config-key", "1:1", ("unknown key 'titel'", "did you mean 'title'?")),
        ("title: a\nbaseurl: https://a.b/", "config-key", "2:1", ("did you mean 'base_url'?",)),
        ("title: a\nlanguages: {hi: }", "config-key", "2:1", ("did you mean 'editions'?",)),
        ("title: a\nzzz: 1", "config-key", "2:1", ("the keys here are: title, base_url",)),
        ("base_url: https://a.b/", "config-title", "1:1", ("no title", "title: ख़बर")),
        ("title:", "value-empty", "1:7", ("title is empty",)),
        ("title: [a]", "value-text", "1:8", ("title has to be a text",)),
        ("title: a\nbase_url: khabar.example", "config-base-url", "2:11", ("'khabar.example'", "https://")),
        ('title: a\nbase_url: "javascript:alert(1)"', "config-base-url", "2:11", ("base_url", "javascript")),
        ("title: a\nbase_url: https://a.b/?x=1", "config-base-url", "2:11", ("?x=1",)),
        ("title: a\nbase_url: https:///x", "config-base-url", "2:11", ()),
        ("title: a\ntimezone: Asia/Dilli", "config-timezone", "2:11", ("'Asia/Dilli'", "did you mean 'Asia/Dili'?")),
        ("title: a\ntimezone: xyzzy", "config-timezone", "2:11", ("Asia/Kolkata",)),
        ("title: a\ntimezone: ../../etc/passwd", "config-timezone", "2:11", ("passwd",)),
        ('title: a\npermalink: "{section}"', "config-permalink", "2:12", ("'{section}'", "it needs {slug}")),
        ('title: a\npermalink: "{slug}/{hour}"', "config-permalink", "2:12", ("{year}", "{hour}")),
        ('title: a\npermalink: "../{slug}"', "config-permalink", "2:12", ("'../{slug}'",)),
        ('title: a\npermalink: "{slug.__class__}"', "config-permalink", "2:12", ("__class__",)),
        ("title: a\noutput: /", "config-output", "2:9", ("output cannot be '/'", "deletes")),
        ("title: a\noutput: .", "config-output", "2:9", ("'.'",)),
        ("title: a\noutput: ../x", "config-output", "2:9", ("'../x'",)),
        ("title: a\noutput: a/../content", "config-output", "2:9", ("a/../content",)),
        ("title: a\noutput: content", "config-output", "2:9", ("'content'",)),
        ("title: a\noutput: layouts/x", "config-output", "2:9", ("'layouts/x'",)),
        ("title: a\noutput: .git", "config-output", "2:9", ("'.git'",)),
        ("title: a\noutput: ~/site", "config-output", "2:9", ("'~/site'",)),
        ("title: a\neditions: {Hindi: }", "config-edition-code", "2:12", ("'Hindi' is not a language code", "hi, en")),
        ("title: a\neditions: {hi: {address: x}, en: {address: x}}", "config-edition-address", "", ("'x'",)),
        ("title: a\neditions: {hi: {address: Ā}}", "config-slug", "2:26", ("address", "'Ā'", "uttar-korea")),
        ("title: a\neditions: {hi: {titel: x}}", "config-key", "2:17", ("did you mean 'title'?",)),
        ("title: a\neditions: {hi: {direction: up}}", "value-choice", "2:28", ("'up'", "ltr, rtl")),
        ("title: a\neditions: {hi: {numerals: Arab}}", "value-choice", "2:27", ("Latn, Deva",)),
        ("title: a\neditions: {hi: {locale: hindi}}", "config-locale", "2:25", ("'hindi'", "hi_IN")),
        ("title: a\neditions: {hi: x}", "value-mapping", "2:16", ("editions.hi has to be lines",)),
        ("title: a\nx_default: mr", "value-choice", "2:12", ("x_default cannot be 'mr'", "root, hi, en")),
        ("title: a\nper_page: 0", "value-positive", "2:11", ("per_page has to be at least 1, not 0",)),
        ("title: a\nper_page: many", "value-number", "2:11", ("per_page", "'many'")),
        ("title: a\nundated: maybe", "value-choice", "2:10", ("error, git, allow",)),
        ("title: a\nfeeds: {formats: [atom, jsn]}", "value-choice", "2:18", ("'jsn'", "did you mean 'json'?")),
        ("title: a\nfeeds: {size: 3}", "config-key", "2:9", ("items, full_text, formats",)),
        ("title: a\nfeeds: yes", "value-mapping", "2:8", ("feeds has to be lines",)),
        ("title: a\nfollow: {x: x.com/k}", "config-url", "2:13", ("x is not a web address: 'x.com/k'",)),
        ("title: a\nfollow: {x: {hi: एक्स}}", "config-url", "2:13", ("x is not a web address",)),
        ("title: a\nyoutube_call: {url: javascript:x}", "config-url", "2:15", ("youtube",)),
        ("title: a\ncsp: {script-src: \"'unsafe-inline'\"}", "config-csp", "2:7", ("script-src", "every page")),
        ("title: a\ncsp: {script: https://a.b}", "config-csp", "2:7", ("script", "script-src")),
        ('title: a\ncsp: {img-src: "a; script-src *"}', "config-csp", "2:7", ("img-src",)),
        ("title: a\npublisher: {mail: x}", "config-key", "2:13", ("did you mean 'email'?",)),
        ("title: a\nrules: {link-brokn: off}", "config-rule", "2:9", ("did you mean 'link-broken'?",)),
        ("title: a\nrules: {link-broken: warn}", "value-choice", "2:22", ("did you mean 'warning'?",)),
        ("title: a\ntaxonomies: {tags: {terms: {x: {en: {slug: y}}}}}", "", "2:37", ("'x' has no name", "'en'")),
        ("title: a\ntaxonomies: {tags: {terms: {x: {}}}}", "config-term-name", "2:29", ("x: {hi: a name}",)),
        ("title: a\ntaxonomies: {tags: {terms: {x: {mr: y}}}}", "config-key", "2:33", ("unknown key 'mr'",)),
        ("title: a\ntaxonomies: {tags: {terms: {x: {hi: {name: क, slug: A b}}}}}", "config-slug", "2:53", ("'A b'",)),
        ("title: a\ntaxonomies: {tags: {order: x}}", "config-key", "2:21", ("terms, feeds, hi, en",)),
        ("title: a\nmenus: {main: {mr: [latest]}}", "config-key", "2:16", ("unknown key 'mr'", "hi, en")),
        ("title: a\nmenus: {main: latest}", "value-list", "2:15", ("main has to be a list",)),
        ("title: [", "yaml-syntax", "", ("not YAML",)),
        ("title: a\ntitle: b", "yaml-doubled", "2:1", ("'title' stands twice; the first is in line 1",)),
        ("title: &a b", "yaml-anchor", "1:8", ("anchors",)),
        ("title: !!str b", "yaml-tag", "1:8", ("tags such as '!!str'",)),
        ("title: a\n---\ntitle: b", "yaml-documents", "", ("more than one YAML document",)),
        ("? [a]\n: b", "yaml-key", "1:3", ("a key has to be a word",)),
        ("just a text", "config-form", "1:1", ("config.yaml has to be lines",)),
    ],
)
def test_what_is_wrong_in_the_config_is_said_with_its_place(
    text: str, rule: str, place: str, words: tuple[str, ...]
) -> None:
    try:
        _, problems = parse_config(text)
    except SiteError as error:
        problems = error.problems
    rule = rule or "config-term-name"
    found = [each for each in problems if each.rule == rule]
    assert found, problems
    problem = found[0]
    assert problem.severity == "error"
    assert str(problem.where).startswith("config.yaml")
    if place:
        assert str(problem.where) == f"config.yaml:{place}"
    for word in words:
        assert word in f"{problem.message} {problem.hint}"


def test_all_that_is_wrong_is_said_at_once() -> None:
    _, problems = parse_config("titel: a\nper_page: 0\ntimezone: x\noutput: /\n")
    assert sorted(each.rule for each in problems) == [
        "config-key",
        "config-output",
        "config-timezone",
        "config-title",
        "value-positive",
    ]


def test_a_value_that_is_not_equal_to_itself_is_only_a_text() -> None:
    assert read("title: .nan\n").title == ".nan"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_config_is_read_or_refused(text: str) -> None:
    for whole in (text, f"title: {text}\n", f"title: t\neditions: {text}\n"):
        try:
            parse_config(whole)
        except SiteError as error:
            assert all(problem.message and problem.where.path == "config.yaml" for problem in error.problems)


def test_a_config_with_errors_builds_nothing(site: SiteFolder) -> None:
    site.article("world/one.hi.md")
    site.write("config.yaml", CONFIG + "per_page: 0\n")
    report = site.build()
    assert rules(report) == ["value-positive"]
    assert (report.published, site.output()) == (False, {})


def test_a_config_that_is_no_utf_8_is_an_error(site: SiteFolder) -> None:
    site.write("config.yaml", b"title: \xff\n")
    with pytest.raises(SiteError) as caught:
        site.build()
    assert [each.rule for each in caught.value.problems] == ["content-utf8"]


def test_a_byte_order_mark_before_the_config_is_no_matter(site: SiteFolder) -> None:
    site.write("config.yaml", b"\xef\xbb\xbf" + CONFIG.encode())
    assert rules(site.build()) == []


# ── What the keys do ─────────────────────────────────────────────────────────────────────────────────────────────


def test_rules_are_given_other_severities(site: SiteFolder) -> None:
    site.article("world/one.hi.md", body="[क](no-such.hi.md) ![](x.jpg)\n", colour="red")
    assert sorted(rules(site.build())) == ["front-matter-key", "link-broken", "picture-alt", "picture-missing"]
    site.write(
        "config.yaml",
        CONFIG + "rules: {link-broken: warning, picture-missing: off, picture-alt: off, front-matter-key: error}\n",
    )
    report = site.build()
    assert sorted((each.rule, each.severity) for each in report.problems) == [
        ("front-matter-key", "error"),
        ("link-broken", "warning"),
    ]
    assert not report.published
    site.write("config.yaml", CONFIG + "rules: {link-broken: warning, picture-missing: off, picture-alt: off}\n")
    assert site.build().published
    assert "<p><a>क</a>" in site.read("hi/duniya/one/index.html")


def test_undated_stories_are_allowed_where_the_config_says_so(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "undated: allow\n")
    site.article("world/one.hi.md", date=None)
    site.article("world/two.hi.md")
    assert rules(site.build()) == []
    latest = site.read("hi/latest/index.html")
    assert latest.index("/hi/duniya/two/") < latest.index("/hi/duniya/one/")
    listed = [path for path, data in site.output().items() if "/sitemaps/" in path and b"/hi/duniya/one/" in data]
    assert len(listed) == 1 and f"https://khabar.example/{listed[0]}" in site.read("sitemap.xml")
    assert not [path for path in site.output() if "archive/0" in path]
    assert "/hi/duniya/one/" not in site.read("hi/feed.xml")


def test_undated_stories_take_the_date_of_the_commit_that_added_them(site: SiteFolder) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(site.root), *words], check=True, capture_output=True)

    site.write("config.yaml", CONFIG + "undated: git\n")
    site.article("world/one.hi.md", date=None)
    git("init", "-q")
    git("add", "content")
    when = "2024-08-05T10:00:00+05:30"
    identity = ["-c", "user.name=k", "-c", "user.email=k@khabar.example", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", "-C", str(site.root), *identity, "commit", "-qm", "one"],
        check=True,
        capture_output=True,
        env={"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "HOME": str(site.root), "PATH": os.environ["PATH"]},
    )
    assert rules(site.build()) == []
    assert f'<time datetime="{when}">' in site.read("hi/duniya/one/index.html")
    site.article("world/two.hi.md", date=None)
    report = site.build()
    assert "undated-git" in rules(report)
    assert {str(each.where) for each in report.problems} == {"content/world/two.hi.md:1"}


def test_dates_are_shown_in_the_zone_and_the_numerals_of_the_config(site: SiteFolder) -> None:
    config = CONFIG.replace("tagline: सबकी ख़बर", "tagline: सबकी ख़बर, numerals: Deva")
    site.write("config.yaml", config + "timezone: Asia/Kathmandu\n")
    site.article("world/one.hi.md", date="2024-08-14 20:00 +05:30")
    site.article("world/one.en.md", date="2024-08-14 20:00 +05:30")
    assert rules(site.build()) == []
    hindi, english = site.read("hi/duniya/one/index.html"), site.read("en/world/one/index.html")
    assert 'datetime="2024-08-14T20:15:00+05:45"' in hindi
    assert "१४ अगस्त २०२४, २०:१५" in hindi
    assert "14 August 2024, 20:15" in english


def test_the_reading_time_follows_the_config(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "words_per_minute: 50\n")
    site.article("world/one.en.md", body="word " * 500)
    site.build()
    assert "<span>10 min read</span>" in site.read("en/world/one/index.html")


def test_the_output_folder_follows_the_config(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG + "output: public/site\n")
    site.article("world/one.hi.md")
    site.build()
    assert (site.root / "public/site/hi/duniya/one/index.html").is_file()
    assert not (site.root / "output").exists()


def test_menus_lead_where_they_say_and_leave_out_what_an_edition_lacks(site: SiteFolder) -> None:
    site.write(
        "config.yaml",
        CONFIG
        + "menus:\n"
        + '  main: [front, latest, "section:world", "tags:g20", "page:about", {url: "https://x.example/", hi: बाहर}]\n'
        + "  footer:\n"
        + "    hi: [archive, tags, authors]\n"
        + "    en: [search]\n",
    )
    site.article("world/one.hi.md", tags="[g20]")
    site.article("world/two.en.md", authors="[Asha]")
    site.article("pages/about.en.md", title="About us", date=None)
    assert rules(site.build()) == []

    def menu(path: str, place: str) -> list[tuple[str, str]]:
        links = page(site.read(path)).xpath(f"//{place}//nav//a")
        return [(link.text_content(), link.get("href")) for link in links]

    assert menu("hi/index.html", "header") == [
        ("होम", "/hi/"),
        ("ताज़ा ख़बरें", "/hi/latest/"),
        ("दुनिया", "/hi/duniya/"),
        ("g20", "/hi/tags/g20/"),
        ("बाहर", "https://x.example/"),
    ]
    assert menu("en/index.html", "header") == [
        ("Home", "/en/"),
        ("Latest news", "/en/latest/"),
        ("World", "/en/world/"),
        ("About us", "/en/about/"),
        ("https://x.example/", "https://x.example/"),
    ]
    assert menu("hi/index.html", "footer") == [("संग्रह", "/hi/archive/"), ("टैग", "/hi/tags/")]
    assert menu("en/index.html", "footer") == [("Search", "/en/search/")]


def test_without_menus_there_are_the_sections_and_the_pages(site: SiteFolder) -> None:
    site.article("world/one.hi.md", tags="[रूस]")
    site.article("pages/about.hi.md", title="हमारे बारे में", date=None, weight=2)
    site.article("pages/contact.hi.md", title="संपर्क", date=None, weight=1)
    site.build()
    front = page(site.read("hi/index.html"))
    assert [each.text for each in front.xpath("//header//nav//a")] == ["दुनिया", "देश"]
    assert [each.text for each in front.xpath("//footer//nav//a")] == ["संपर्क", "हमारे बारे में", "संग्रह", "टैग"]


@pytest.mark.parametrize(
    ("target", "words"),
    [("section:wrld", "did you mean 'section:world'?"), ("latst", "did you mean 'latest'?"), ("zzzz", "section:ID")],
)
def test_a_menu_entry_that_leads_nowhere_is_an_error_at_its_line(site: SiteFolder, target: str, words: str) -> None:
    site.write("config.yaml", CONFIG + f'menus:\n  main:\n    - latest\n    - "{target}"\n')
    (problem,) = site.build().problems
    assert problem.rule == "menu-target"
    assert str(problem.where) == f"config.yaml:{CONFIG.count(chr(10)) + 4}"
    assert words in problem.hint


def test_the_publisher_and_the_accounts_are_in_the_footer(site: SiteFolder) -> None:
    site.write(
        "config.yaml",
        CONFIG
        + "publisher: {name: {hi: ख़बर समूह, en: Khabar Group}, email: desk@khabar.example}\n"
        + "follow: {youtube: {url: https://youtube.com/@k, hi: यूट्यूब, en: YouTube}, x: https://x.com/k}\n"
        + "youtube_call: {url: https://youtube.com/@k?sub=1, hi: सब्सक्राइब करें, en: Subscribe}\n",
    )
    site.article("world/one.hi.md")
    site.build()
    tree = page(site.read("hi/duniya/one/index.html"))
    footer = tree.xpath("//footer[@class='foot']")[0]
    assert footer.xpath(".//p[@class='imprint']")[0].text_content().startswith("© ख़बर समूह")
    assert {(each.text, each.get("href")) for each in footer.xpath(".//a[@rel='me']")} == {
        ("यूट्यूब", "https://youtube.com/@k"),
        ("x", "https://x.com/k"),
    }
    assert footer.xpath(".//a[@href='mailto:desk@khabar.example']")
    assert tree.xpath("//p[@class='call']/a[@href='https://youtube.com/@k?sub=1']")[0].text == "सब्सक्राइब करें"


# ── Editions are equals ──────────────────────────────────────────────────────────────────────────────────────────


def third_edition(site: SiteFolder) -> None:
    """Gives a site a Marathi edition: a line of config.yaml and a file of UI words."""
    config = CONFIG.replace("  en: {title", "  mr: {title: बातमी, tagline: सर्वांची बातमी}\n  en: {title")
    site.write(
        "config.yaml", config.replace("en: World}", "en: World, mr: जग}").replace("en: India}", "en: India, mr: देश}")
    )
    english = (package_layouts() / "strings/en.yaml").read_text("utf-8")
    words = re.sub(r'^(\w+): "?(.*?)"?$', lambda match: f'{match[1]}: "मराठी {match[2]}"', english, flags=re.MULTILINE)
    site.write("layouts/strings/mr.yaml", words)


def test_a_third_edition_is_a_line_of_config_and_a_file_of_words(site: SiteFolder) -> None:
    third_edition(site)
    for code in ("hi", "mr", "en"):
        site.article(f"world/one.{code}.md", tags="[g20]")
    site.article("world/two.mr.md")
    site.article("pages/about.mr.md", title="आमच्याविषयी", date=None)
    assert rules(site.build()) == []
    output = site.output()
    story = {"hi": "/hi/duniya/one/", "mr": "/mr/jag/one/", "en": "/en/world/one/"}
    for code, url in story.items():
        tree = page(output[file_of(url)])
        assert tree.get("lang") == code
        assert alternates(tree) == {
            **{other: f"https://khabar.example{address}" for other, address in story.items()},
            "x-default": "https://khabar.example/hi/duniya/one/",
        }
        switches = {each.get("lang"): each.get("href") for each in tree.xpath("//a[@class='switch']")}
        assert switches == {other: address for other, address in story.items() if other != code}
    # Every kind of page is there in the third edition too.
    kinds = {re.sub(r"^en/", "", path) for path in output if path.startswith("en/") and "world" not in path}
    missing = {path for path in kinds if f"mr/{path}" not in output}
    assert missing == {"india/feed.json", "india/feed.xml", "india/index.html", "india/rss.xml"}
    assert "mr/desh/index.html" in output and "mr/about/index.html" in output
    # A story that only Marathi has leads readers of the others to its section or front page, never to nothing.
    lone = page(output["mr/jag/two/index.html"])
    assert alternates(lone)["x-default"] == "https://khabar.example/mr/jag/two/"
    assert [each.get("href") for each in lone.xpath("//a[@class='switch']")] == ["/hi/duniya/", "/en/world/"]
    for tree in pages(output, lambda path: path.startswith("mr/")).values():
        assert [each.get("lang") for each in tree.xpath("//a[@class='switch']")] == ["hi", "en"]
        assert tree.xpath("//a[@class='skip']")[0].text == "मराठी Skip to content"


def test_an_edition_without_ui_words_is_an_error_that_lists_them(site: SiteFolder) -> None:
    third_edition(site)
    words = (site.root / "layouts/strings/mr.yaml").read_text("utf-8")
    site.write("layouts/strings/mr.yaml", re.sub(r"^(?:home|search): .*\n", "", words, flags=re.MULTILINE))
    with pytest.raises(SiteError) as caught:
        site.build()
    (problem,) = caught.value.problems
    assert (problem.rule, problem.where.path) == ("words-missing", "layouts/strings/mr.yaml")
    assert problem.message == "the edition 'mr' lacks UI words: home, search"


def test_a_site_changes_single_ui_words(site: SiteFolder) -> None:
    site.write("layouts/strings/hi.yaml", "search: ढूँढें\n")
    site.article("world/one.hi.md")
    site.build()
    front = page(site.read("hi/index.html"))
    assert front.xpath("//ul[@class='tools']//a[@href='/hi/search/']")[0].text_content() == "ढूँढें"
    assert front.xpath("//a[@class='skip']")[0].text == "सीधे सामग्री पर जाएँ"


@pytest.mark.parametrize("words", ["- home\n", "just a text\n"])
def test_ui_words_of_the_wrong_form_are_an_error(site: SiteFolder, words: str) -> None:
    site.write("layouts/strings/hi.yaml", words)
    with pytest.raises(SiteError) as caught:
        site.build()
    assert [each.rule for each in caught.value.problems] == ["words-form"]


def test_one_edition_is_a_site_too(site: SiteFolder) -> None:
    site.write("config.yaml", "title: ख़बर\nbase_url: https://khabar.example/\neditions: {hi: }\n")
    site.article("one.hi.md")
    assert rules(site.build()) == []
    tree = page(site.read("hi/one/index.html"))
    assert tree.xpath("//a[@class='switch']") == []
    assert not [path for path in site.output() if path.startswith("en/")]


def test_an_edition_that_is_written_from_right_to_left_says_so(site: SiteFolder) -> None:
    english = (package_layouts() / "strings/en.yaml").read_text("utf-8")
    site.write("config.yaml", "title: k\nbase_url: https://khabar.example/\neditions: {hi: , ur: {title: خبر}}\n")
    site.write("layouts/strings/ur.yaml", english)
    site.article("one.ur.md", title="خبر")
    assert rules(site.build()) == []
    assert page(site.read("ur/one/index.html")).get("dir") == "rtl"
    assert 'lang="ur" dir="rtl"' in site.read("index.html")


def test_an_editions_address_may_differ_from_its_code(site: SiteFolder) -> None:
    site.write("config.yaml", CONFIG.replace("hi: {tagline", "hi: {address: hindi, tagline"))
    site.article("world/one.hi.md")
    assert rules(site.build()) == []
    tree = page(site.read("hindi/duniya/one/index.html"))
    assert tree.get("lang") == "hi"
    assert not [path for path in site.output() if path.startswith("hi/")]


@pytest.mark.parametrize(
    ("x_default", "front", "story", "lone"),
    [
        ("root", "/", "/hi/duniya/one/", "/en/world/two/"),
        ("en", "/en/", "/en/world/one/", "/en/world/two/"),
        ("hi", "/hi/", "/hi/duniya/one/", "/en/world/two/"),
    ],
)
def test_x_default_is_what_the_config_names(
    site: SiteFolder, x_default: str, front: str, story: str, lone: str
) -> None:
    site.write("config.yaml", CONFIG + f"x_default: {x_default}\n")
    site.article("world/one.hi.md")
    site.article("world/one.en.md")
    site.article("world/two.en.md")
    site.build()
    for path, default in (
        ("hi/index.html", front),
        ("en/world/one/index.html", story),
        ("en/world/two/index.html", lone),
    ):
        assert alternates(page(site.read(path)))["x-default"] == f"https://khabar.example{default}"


# ── A base path ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("given", "base_url", "base_path"),
    [
        ("https://k.example", "https://k.example/", "/"),
        ("https://k.example/blog", "https://k.example/blog/", "/blog/"),
        ("http://localhost:8000/a/b//", "http://localhost:8000/a/b/", "/a/b/"),
    ],
)
def test_a_base_url_is_completed(given: str, base_url: str, base_path: str) -> None:
    config = read(f"title: t\nbase_url: {given}\n")
    assert (config.base_url, config.base_path) == (base_url, base_path)
    other = with_base_url(read(MINIMAL), given)
    assert (other.base_url, other.base_path, other.origin) == (base_url, base_path, base_url[: -len(base_path)])


@pytest.mark.parametrize(
    "given", ["k.example", "ftp://k.example/", "https://", "https://k.example/?x", "//k.example/#a"]
)
def test_what_is_no_base_url_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=re.escape(given)):
        with_base_url(read(MINIMAL), given)


def test_a_base_path_is_in_front_of_every_address_and_in_no_file_name(site: SiteFolder) -> None:
    for code in ("hi", "en"):
        site.article(
            f"world/one.{code}.md",
            body="[ख़बर](story:two) [घर](/) ![च](x.svg)\n",
            tags="[g20]",
            aliases=f"/old-{code}.html",
        )
        site.article(f"world/two.{code}.md", section="india")
    site.write("content/world/x.svg", '<svg viewBox="0 0 4 3"></svg>')
    site.write("content/files/favicon.svg", "<svg/>")
    plain = site.build()
    at_root = site.output()
    report = site.build(base_url="https://user.github.io/blog/")
    assert rules(plain) == rules(report) == []
    under = site.output()
    unhashed = {re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in under}
    assert unhashed == {re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in at_root}
    for path, data in under.items():
        if path.endswith((".html", ".xml", ".json", ".css", ".js", "_redirects", "robots.txt")):
            text = data.decode()
            assert "khabar.example" not in text, path
            for url in re.findall(r'(?:href|src|content)="(/[^/"][^"]*)"', text):
                assert url.startswith("/blog/"), (path, url)
                assert file_of(url, "/blog/") in under, (path, url)
            for url in re.findall(r"https://user\.github\.io(/[^\s\"<#\\]*)", text):
                assert url.startswith("/blog/"), (path, url)
