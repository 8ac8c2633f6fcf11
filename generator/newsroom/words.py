"""What the desk says, in English and Hindi, by the `--ui` language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.sayings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

# word: (English, Hindi)
WORDS: Mapping[str, tuple[str, str]] = {
    "desk": ("Desk", "डेस्क"),
    "site": ("Show the site", "साइट देखें"),
    "new": ("New story", "नई ख़बर"),
    "search": ("Headline, tag, author, file", "शीर्षक, टैग, लेखक, फ़ाइल"),
    "find": ("Find", "खोजें"),
    "section": ("Section", "खंड"),
    "edition": ("Edition", "संस्करण"),
    "every_section": ("All sections", "सभी खंड"),
    "every_edition": ("All editions", "सभी संस्करण"),
    "shown": ("Stories by state", "ख़बरें, स्थिति के हिसाब से"),
    "all": ("All", "सभी"),
    "published": ("Published", "प्रकाशित"),
    "scheduled": ("Scheduled", "तय समय पर"),
    "draft": ("Draft", "मसौदा"),
    "expired": ("Expired", "अवधि समाप्त"),
    "unlisted": ("Unlisted", "सूचियों से बाहर"),
    "broken": ("Cannot be used", "पढ़ी नहीं जा सकी"),
    "complete": ("In every edition", "सभी संस्करणों में"),
    "missing": ("Not translated", "अनुवाद बाक़ी"),
    "outdated": ("Outdated translation", "पुराना अनुवाद"),
    "problems": ("Problems", "गड़बड़ियाँ"),
    "no_problems": ("Nothing is wrong.", "सब ठीक है।"),
    "site_problems": ("All problems of the last build", "पिछले बिल्ड की सभी गड़बड़ियाँ"),
    "nothing": ("No story is like that.", "ऐसी कोई ख़बर नहीं मिली।"),
    "no_edition": ("Not in {name} yet", "{name} में अभी नहीं है"),
    "undated": ("no date", "तारीख़ नहीं"),
    "view": ("Page", "पन्ना"),
    "preview": ("Preview", "झलक"),
    "editor": ("Editor", "एडिटर"),
    "in_editor": ("Open in your editor", "अपने एडिटर में खोलें"),
    "newer": ("Newer", "और नई"),
    "older": ("Older", "और पुरानी"),
    "pages": ("Pages", "पन्ने"),
    "page_of": ("Page {page} of {pages}", "{pages} में से पन्ना {page}"),
    "text": ("Text", "पाठ"),
    "save": ("Save", "सहेजें"),
    "saved": ("Saved", "सहेजा गया"),
    "unsaved": ("Not saved yet", "अभी सहेजा नहीं गया"),
    "saving": ("Saving …", "सहेज रहे हैं …"),
    "not_saved": (
        "Not saved: the server does not answer. Keep this page open; your text is still here.",
        "सहेजा नहीं गया: सर्वर जवाब नहीं दे रहा। यह पन्ना खुला रखें; आपका पाठ यहीं है।",
    ),
    "no_answer": (
        "The server does not answer, so the page beside the text is an earlier one.",
        "सर्वर जवाब नहीं दे रहा, इसलिए साथ दिख रहा पन्ना पहले का है।",
    ),
    "both": ("Side by side", "पास-पास"),
    "no_page": (
        "There is no page of this text yet. What is wrong is told beside it.",
        "इस पाठ से अभी पन्ना नहीं बन सकता। वजह पाठ के साथ लिखी है।",
    ),
    "line": ("line {number}", "पंक्ति {number}"),
    "conflict": (
        "Not saved: the file was changed meanwhile, by another program or in another window.",
        "सहेजा नहीं गया: इस बीच किसी दूसरे प्रोग्राम या विंडो ने फ़ाइल बदल दी।",
    ),
    "conflict_help": (
        "Below are your text and the one in the file. Take over what you need into yours, then save: "
        "your text will take the file’s place.",
        "नीचे आपका पाठ है, और वह भी जो फ़ाइल में है। जो चाहिए उसे अपने पाठ में ले लें, फिर सहेजें: फ़ाइल में आपका पाठ आ जाएगा।",
    ),
    "yours": ("Your text", "आपका पाठ"),
    "theirs": ("The file as it is now", "फ़ाइल में अभी जो है"),
    "take_theirs": ("Go on with the file’s text", "फ़ाइल के पाठ से आगे बढ़ें"),
    "differs": ("What differs", "क्या अलग है"),
    "headline": ("Headline", "शीर्षक"),
    "headline_help": (
        "In any language; the edition in its script gets it.",
        "किसी भी भाषा में; जिस लिपि का है, उसी संस्करण को मिलेगा।",
    ),
    "hindi": ("Hindi headline", "हिन्दी शीर्षक"),
    "hindi_help": ("Beside one in English; may be left empty.", "जब ऊपर का शीर्षक अंग्रेज़ी में हो; ख़ाली भी छोड़ सकते हैं।"),
    "for": ("Editions", "संस्करण"),
    "pair": ("All editions", "सभी संस्करण"),
    "only": ("{name} alone", "केवल {name}"),
    "none": ("none", "कोई नहीं"),
    "translate": ("Start the translation", "अनुवाद शुरू करें"),
    "begin": ("Start the drafts", "मसौदे बनाएँ"),
    "shut": ("The desk is shut", "डेस्क बंद है"),
    "bring_token": (
        "Open the address that khabar serve printed after “Desk:”. It is another one each time the server starts.",
        "वह पता खोलें जो khabar serve ने “डेस्क:” के बाद दिखाया है। हर बार सर्वर शुरू होने पर वह बदल जाता है।",
    ),
    "foreign": (
        "This did not come from a page of the desk, so nothing was done.",
        "यह डेस्क के किसी पन्ने से नहीं आया, इसलिए कुछ नहीं किया गया।",
    ),
    "no_file": ("There is no such article under content/.", "content/ में ऐसा कोई लेख नहीं है।"),
    "not_written": ("Not saved: {reason}.", "सहेजा नहीं गया: {reason}।"),
    "not_allowed": (
        "Not saved: this computer does not let the server write the file.",
        "सहेजा नहीं गया: यह कंप्यूटर सर्वर को यह फ़ाइल लिखने नहीं देता।",
    ),
    "no_text": (
        "This file is no text in UTF-8, or too long to be edited here. Open it in your editor.",
        "यह फ़ाइल UTF-8 में नहीं है, या यहाँ बदलने के लिए बहुत लंबी है। इसे अपने एडिटर में खोलें।",
    ),
    "too_long": ("That is more than an article may have.", "यह किसी लेख की सीमा से ज़्यादा है।"),
    "not_there": ("There is no such page of the desk.", "डेस्क पर ऐसा कोई पन्ना नहीं है।"),
    "not_built": ("The site is not built yet; see what is wrong below.", "साइट अभी बनी नहीं है; वजह नीचे देखें।"),
    "open": ("Open the desk", "डेस्क खोलें"),
}


def words(language: str) -> dict[str, str]:
    """Every word of the desk in a language."""
    place = LANGUAGES.index(language)
    return {name: both[place] for name, both in WORDS.items()}
