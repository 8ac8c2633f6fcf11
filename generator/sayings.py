"""What the terminal says besides problems, in English and Hindi: sentences by name, nouns with their plurals.

A module and not a data file: a build that has nothing to do says one sentence, and should not parse a file for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "hi")

# noun: (English, English plural, Hindi, Hindi plural)
NOUNS: Mapping[str, tuple[str, str, str, str]] = {
    "page": ("page", "pages", "पन्ना", "पन्ने"),
    "article": ("article", "articles", "लेख", "लेख"),
    "file": ("file", "files", "फ़ाइल", "फ़ाइलें"),
    "day": ("day", "days", "दिन", "दिन"),
    "problem": ("problem", "problems", "गड़बड़ी", "गड़बड़ियाँ"),
    "error": ("error", "errors", "ग़लती", "ग़लतियाँ"),
    "warning": ("warning", "warnings", "चेतावनी", "चेतावनियाँ"),
    "note": ("note", "notes", "सुझाव", "सुझाव"),
    # What became of what was carried over: of articles, which Hindi calls he, and of pictures, which it calls she.
    "new": ("new", "new", "नया", "नए"),
    "updated": ("updated", "updated", "ताज़ा किया गया", "ताज़ा किए गए"),
    "unchanged": ("unchanged", "unchanged", "जस का तस", "जस के तस"),
    "edited": ("edited here", "edited here", "यहाँ बदला हुआ", "यहाँ बदले हुए"),
    "kept": ("kept as you have it", "kept as you have them", "आपके रूप में रखा गया", "आपके रूप में रखे गए"),
    "deleted": ("deleted here", "deleted here", "यहाँ मिटाया हुआ", "यहाँ मिटाए हुए"),
    "taken": ("left out: its place is taken", "left out: their places are taken", "जगह न होने से छूटा", "जगह न होने से छूटे"),
    "new-picture": ("new", "new", "नई", "नई"),
    "updated-picture": ("updated", "updated", "ताज़ा की गई", "ताज़ा की गईं"),
    "unchanged-picture": ("unchanged", "unchanged", "जस की तस", "जस की तस"),
    "edited-picture": ("edited here", "edited here", "यहाँ बदली हुई", "यहाँ बदली हुई"),
    "kept-picture": ("kept as you have it", "kept as you have them", "आपके रूप में रखी गई", "आपके रूप में रखी गईं"),
    "deleted-picture": ("deleted here", "deleted here", "यहाँ मिटाई हुई", "यहाँ मिटाई हुई"),
    "taken-picture": (
        "left out: its place is taken",
        "left out: their places are taken",
        "जगह न होने से छूटी",
        "जगह न होने से छूटीं",
    ),
    "lost-picture": ("not to be had", "not to be had", "नहीं मिली", "नहीं मिलीं"),
}

# sentence: (English, Hindi)
SENTENCES: Mapping[str, tuple[str, str]] = {
    "hint": ("hint", "उपाय"),
    "note": ("note", "ध्यान दें"),
    "warning": ("warning", "चेतावनी"),
    "built": (
        "{pages} from {articles}, {size} MB, in {seconds} s ({written} written, {deleted} deleted{found})",
        "{articles} से {pages}, {size} MB, {seconds} सेकंड में ({written} लिखे गए, {deleted} मिटाए गए{found})",
    ),
    "unpublished": (
        "Nothing was published: {found}. The last good site stays as it is.",
        "कुछ भी प्रकाशित नहीं हुआ: {found}। पिछली सही साइट जस की तस है।",
    ),
    "checked": ("{articles}: {found}", "{articles}: {found}"),
    "nothing-found": ("nothing to mend", "सुधारने को कुछ नहीं"),
    "mendable": (
        "; `khabar check --fix` mends {count} of them",
        "; `khabar check --fix` इनमें से {count} ख़ुद सुधार देता है",
    ),
    "more": ("{count} more of {rule}; --json shows all", "{rule} की {count} और बातें; सब --json से दिखेंगी"),
    "mended": ("{files} mended", "{files} सुधारी गईं"),
    "changed-meanwhile": (
        "{path} was changed meanwhile, and was left alone",
        "{path} इस बीच बदल गई, इसलिए छोड़ दी गई",
    ),
    "no-rule": ("no rule is called '{rule}'", "'{rule}' नाम का कोई नियम नहीं है"),
    "did-you-mean": (": did you mean {close}?", ": क्या आप {close} लिखना चाहते थे?"),
    "not-in-site": ("not a file or folder of this site: {path}", "इस साइट में ऐसी फ़ाइल या फ़ोल्डर नहीं: {path}"),
    "build-shows": ("{problems}: `khabar build` shows them", "{problems}: `khabar build` से दिखेंगी"),
    "deleted": ("{files} deleted", "{files} मिटाई गईं"),
    "started": (
        "{files} in {folder}. Next: cd {folder}, then khabar serve",
        "{folder} में {files}। आगे: cd {folder}, फिर khabar serve",
    ),
    "no-page": ("no build remembers a page at {url}", "{url} पर किसी बिल्ड ने कोई पन्ना नहीं बनाया"),
    "cannot-listen": ("cannot listen on {host}:{port}: {reason}", "{host}:{port} पर सर्वर नहीं चल सका: {reason}"),
    "open-to-all": (
        "everybody in your network can read this site while the server runs; there is no desk",
        "जब तक सर्वर चलेगा, आपके नेटवर्क में हर कोई यह साइट पढ़ सकता है; डेस्क बंद है",
    ),
    "listening": ("{address}  (Ctrl-C ends it)", "{address}  (Ctrl-C से बंद होगा)"),
    "desk-at": ("Desk: {address}", "डेस्क: {address}"),
    "base-url": ("--base-url is not an address of a site: {url}", "--base-url किसी साइट का पता नहीं है: {url}"),
    "output-has-sources": (
        "--output cannot be {folder}: the site's own files are there",
        "--output {folder} नहीं हो सकता: वहाँ साइट की अपनी फ़ाइलें हैं",
    ),
    "no-edition": (
        "there is no edition '{edition}'; the site has: {known}",
        "'{edition}' नाम का कोई संस्करण नहीं; साइट में ये हैं: {known}",
    ),
    "not-deployed": (
        "Nothing was deployed: the site has errors. What stands at the target stays as it is.",
        "कुछ भी भेजा नहीं गया: साइट में ग़लतियाँ हैं। वहाँ जो है, जस का तस है।",
    ),
    "stayed-here": (
        "{files} that Khabar did not write stayed here: {names}",
        "{files} ख़बर की लिखी नहीं हैं, इसलिए भेजी नहीं गईं: {names}",
    ),
    "and-more": ("… and {count} more", "… और {count}"),
    "deployed": (
        "{target}: {sent} uploaded ({size} MB), {unchanged} unchanged, {gone} deleted{said}. {url}",
        "{target}: {sent} भेजी गईं ({size} MB), {unchanged} जस की तस, {gone} मिटाई गईं{said}। {url}",
    ),
    "deploy-tried": (
        "{target}, dry run: {sent} to upload ({size} MB), {unchanged} unchanged, {gone} to delete",
        "{target}, सिर्फ़ जाँच: {sent} भेजनी हैं ({size} MB), {unchanged} जस की तस, {gone} मिटानी हैं",
    ),
    "deploy-nothing": (
        "{target}: nothing to do, {files} unchanged. {url}",
        "{target}: करने को कुछ नहीं, {files} जस की तस। {url}",
    ),
    "left-alone": ("{path} is yours, and was left alone", "{path} आपकी अपनी है, इसलिए छोड़ दी गई"),
    "no-redirects": (
        "the site is not built yet, so no redirects are in it; run this again after khabar build",
        "साइट अभी बनी नहीं है, इसलिए इसमें पुराने पते नहीं हैं; khabar build के बाद इसे फिर चलाएँ",
    ),
    "program-missing": (
        "the editor's program could not be had from {source}: {reason}. Nothing was written",
        "संपादक का प्रोग्राम {source} से नहीं मिला: {reason}। कुछ भी लिखा नहीं गया",
    ),
    "program-other": (
        "{path} from {source} is not the one of Sveltia CMS {version} that Khabar knows. Nothing was written",
        "{source} से आई {path} वह नहीं है जिसे ख़बर Sveltia CMS {version} के नाम से जानता है। कुछ भी लिखा नहीं गया",
    ),
    "admin-next": (
        "Next, in config.yaml: admin: {{repo: owner/name}}",
        "आगे, config.yaml में लिखें: admin: {{repo: owner/name}}",
    ),
    "no-shell": ("name a shell: bash, zsh or fish", "कोई शेल बताएँ: bash, zsh या fish"),
    "no-editor": (
        "no editor is set; write for example: export EDITOR=nano",
        "कोई संपादक प्रोग्राम तय नहीं है; जैसे लिखें: export EDITOR=nano",
    ),
    "all-translated": (
        "nothing to do: every story is in every edition it is meant for",
        "कुछ बाक़ी नहीं: हर ख़बर हर उस संस्करण में है जिसके लिए है",
    ),
    "no-story": ("there is no story '{story}'", "'{story}' नाम की कोई ख़बर नहीं है"),
    "untranslated-out": (
        "{path}: `untranslated` was taken out, because a translation of it is begun",
        "{path}: अनुवाद शुरू हो गया है, इसलिए `untranslated` की पंक्ति हटा दी गई",
    ),
    "follows": ("{path}: follows {original} as it is now", "{path}: अब {original} के मौजूदा पाठ के साथ है"),
    "nothing-to-mark": ("there is no translation to mark", "निशान लगाने के लिए कोई अनुवाद नहीं है"),
    "unlisted": ("(unlisted)", "(सूचियों से बाहर)"),
    "published": ("published", "प्रकाशित"),
    "scheduled": ("scheduled", "तय समय पर"),
    "draft": ("draft", "मसौदा"),
    "expired": ("expired", "अवधि समाप्त"),
    "missing": ("missing", "अनुवाद बाक़ी"),
    "outdated": ("outdated", "पुराना अनुवाद"),
    "complete": ("complete", "पूरी"),
    "moved": (
        "{url} is gone: the story moved. In {source}, write aliases: [{alias}]",
        "{url} अब नहीं रहा: ख़बर का पता बदल गया है। {source} में aliases: [{alias}] लिखें",
    ),
    "gone": (
        "{url} is gone with {source}. If the story moved, give its new file aliases: [{alias}]{short}; "
        "if it was withdrawn, keep the file and write gone: true",
        "{source} के साथ {url} भी नहीं रहा। अगर ख़बर का पता बदला है, तो नई फ़ाइल में aliases: [{alias}]{short} लिखें; "
        "अगर ख़बर वापस ली गई है, तो फ़ाइल रखें और gone: true लिखें",
    ),
    "cache-damaged": (
        "what earlier builds left in .cache is damaged; everything was built anew",
        ".cache में पिछले बिल्ड की चीज़ें बिगड़ी हुई थीं; सब कुछ नए सिरे से बनाया गया",
    ),
    "foreign-files": (
        "{folder} holds files that no build remembers; those no page replaces were left alone",
        "{folder} में ऐसी फ़ाइलें हैं जो किसी बिल्ड को याद नहीं; जिनकी जगह कोई पन्ना नहीं आया, वे छोड़ दी गईं",
    ),
    "hide": ("Hide", "हटाएँ"),
    "nul": (
        "an argument has a NUL character in it, which no name may have",
        "एक तर्क में NUL वर्ण है, जो किसी नाम में नहीं हो सकता",
    ),
    "wrong-editor": (
        "the editor cannot be started: {editor}; set EDITOR to its name, such as: export EDITOR=nano",
        "संपादक नहीं चला: {editor}; EDITOR में उसका नाम लिखें, जैसे: export EDITOR=nano",
    ),
    "no-folder": ("not a folder: {folder}", "ऐसा कोई फ़ोल्डर नहीं: {folder}"),
    "not-empty": ("{folder} is not empty; name a new folder", "{folder} ख़ाली नहीं है; नए फ़ोल्डर का नाम दें"),
    "needs-markdownify": (
        "HTML needs one more package; run: pip install 'khabar[import]'",
        "HTML के लिए एक और पैकेज चाहिए; यह चलाएँ: pip install 'khabar[import]'",
    ),
    "left-out": ("left out: {line}", "छोड़ा गया: {line}"),
    "ask-download": (
        "Download up to {files} from {hosts}? [y/N] ",
        "{hosts} से ज़्यादा से ज़्यादा {files} डाउनलोड करें? [हाँ/नहीं] ",
    ),
    "carried": ("{articles}: {numbers}", "{articles}: {numbers}"),
    "would-carry": ("{articles} would be carried over: {numbers}", "सिर्फ़ जाँच: {articles}, {numbers}"),
    "pictures": ("Pictures: {numbers}", "तस्वीरें: {numbers}"),
    "name-pictures": (
        "Name a copy of the old site's uploads with --pictures DIR, or run it again with --download.",
        "पुरानी साइट की uploads की प्रति --pictures DIR से बताएँ, या --download के साथ फिर से चलाएँ।",
    ),
    "merge-lines": (
        "config.yaml does not know these yet; merge them into it:",
        "config.yaml इन्हें अभी नहीं जानता; ये पंक्तियाँ उसमें जोड़ें:",
    ),
    "none": ("none", "कोई नहीं"),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence with its facts, not yet in a language."""

    name: str
    facts: tuple[tuple[str, object], ...] = ()

    def said(self, language: str) -> str:
        """The sentence in a language."""
        return say(self.name, language, **dict(self.facts))

    def __str__(self) -> str:
        return self.said("en")


def saying(name: str, **facts: object) -> Saying:
    """A sentence for whoever knows the language."""
    return Saying(name, tuple(facts.items()))


def say(name: str, language: str, **facts: object) -> str:
    """A sentence of the terminal in a language.

    >>> say("deleted", "hi", files=counted(2, "file", "hi"))
    '2 फ़ाइलें मिटाई गईं'
    """
    return SENTENCES[name][LANGUAGES.index(language)].format_map(facts)


def counted(number: int, noun: str, language: str = "en") -> str:
    """A number with its noun.

    >>> counted(1, "page"), counted(2, "page"), counted(2, "page", "hi")
    ('1 page', '2 pages', '2 पन्ने')
    """
    return f"{number} {named(number, noun, language)}"


def named(number: int, noun: str, language: str = "en") -> str:
    """A noun as it stands after a number.

    >>> named(2, "file"), named(1, "error", "hi")
    ('files', 'ग़लती')
    """
    return NOUNS[noun][2 * LANGUAGES.index(language) + (number != 1)]
