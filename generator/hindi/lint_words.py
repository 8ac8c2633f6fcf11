"""Words: those that a line break or a space tore apart, and those that have lost their signs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .flaws import Flaw
from .letters import DEVANAGARI as _DEVA

_INFLECTED = "(?:यों|ियों|ओं|ों|ें|एं|एँ|ियां|ियाँ|ता|त्व)?"

# Torn words, a line for each first half: none of the halves after it stands there as a word of its own.
_TORN = """
राष्ट्र: पति वाद वादी
अंतर: राष्ट्रीय राज्यीय देशीय
अंतर्: राष्ट्रीय देशीय
अन्तर: राष्ट्रीय राज्यीय
विश्व: विद्यालय विद्यालयी
महा: विद्यालय नगर निदेशक सागर द्वीप मारी राष्ट्र काव्य राजा पुरुष
विद्या: लय र्थी
प्रा: चार्य ध्यापक
प्राध्या: पक
उप: भोक्ता योगिता लब्ध लब्धि स्थित स्थिति महाद्वीप
अनु: संधान मोदन च्छेद मति सूचित पालन पस्थित
अनुच्: छेद
अधि: कारी कार नियम सूचना वक्ता वेशन ग्रहण करण
प्रति: निधित्व द्वंद्वी ष्ठा ष्ठित शत योगिता क्रिया
परि: वार णाम स्थिति वर्तन योजना वहन षद भाषा
परिस्: थिति
सं: विधान वैधानिक स्था स्थान शोधन गठन घर्ष सदीय पर्क रक्षण चालन ग्रहालय क्रमण भावना ख्या वाददाता
सम्: मेलन मान बंध पर्क पूर्ण पत्ति
निर्: णय माण देश देशक धारित दलीय भर यात वाचन
नि: वेश वेशक देशक देशालय यंत्रण युक्त युक्ति लंबित वासी र्भर र्माण र्णय
वि: श्वास धायक धानसभा भागीय कास शेषज्ञ ज्ञान शाल वादित स्फोट धेयक श्लेषण द्यालय रोधी
प्र: धानमंत्री दर्शनकारी स्ताव वक्ता भावित ख्यात शिक्षण तिशत क्रिया
अभि: यंता युक्त भावक व्यक्ति योजन षेक यान
आंदोलन: कारी
प्रदर्शन: कारी
जान: कारी
स्वतंत्र: ता
महत्व: पूर्ण
महत्त्व: पूर्ण
कार्य: क्रम कर्ता वाही कारिणी शाला
न्याया: लय धीश
मंत्रा: लय
सचिवा: लय
चिकित्सा: लय
पुस्तका: लय
कार्या: लय
शौचा: लय
हिमा: लय चल
उत्तरा: खंड खण्ड
झार: खंड खण्ड
छत्तीस: गढ़
चंडी: गढ़
हैदरा: बाद
अहमदा: बाद
इलाहा: बाद
गाज़िया: बाद
गाजिया: बाद
फरीदा: बाद
फ़रीदा: बाद
औरंगा: बाद
मुरादा: बाद
इस्लामा: बाद
राज: स्थान नीति नीतिक नीतिज्ञ धानी
पाकि: स्तान स्तानी
अफगा: निस्तान
हिंदु: स्तान स्तानी
हिन्दु: स्तान स्तानी
बांग्ला: देश देशी
गण: तंत्र राज्य
लोक: तंत्र तांत्रिक पाल
जन: संख्या गणना जाति
पुर: स्कार स्कृत
आव: श्यक श्यकता
तत्: काल कालीन
बद: लाव
मुला: क़ात कात
मुलाक़ा: त
हड़: ताल
बात: चीत
देख: भाल
गिर: फ्तार फ़्तार फ्तारी फ़्तारी
जिम्मे: दार दारी
ज़िम्मे: दार दारी
ईमान: दारी
हिस्से: दारी
भागी: दारी
कर्म: चारी
व्यव: स्था साय सायी हार
अर्थ: व्यवस्था शास्त्री शास्त्र
आत्म: निर्भर हत्या विश्वास समर्पण
आतंक: वाद वादी
नक्सल: वाद वादी
माओ: वाद वादी
समाज: वाद वादी
पूंजी: वाद वादी पति
उद्योग: पति
करोड़: पति
लख: पति
सेना: पति
दंप: ति ती
स्वी: कार कृत
अस्वी: कार कृत
बहि: ष्कार
तिर: स्कार
भ्रष्टा: चार चारी
अत्या: चार
समा: चार धान रोह
दुरा: चार
व्यापा: री
खिला: ड़ी
पदा: धिकारी
जिला: धिकारी ध्यक्ष
ज़िला: धिकारी ध्यक्ष
विद्यु: त
परी: क्षा क्षण
शता: ब्दी
सुर: क्षा क्षित
सु: रक्षा विधा झाव धार नवाई निश्चित
आरो: पी
आयो: जन जित जक
उद्: घाटन योग देश देश्य
उत्: पादन पादक सव तराखंड
इंटर: नेट
टेक्नो: लॉजी
यूनि: वर्सिटी
मोबा: इल
कंप: नी नियां नियाँ
कम्प: नी
डॉक्: टर
पत्र: कारिता
पर्या: वरण वरणीय
अल्प: संख्यक
बहु: संख्यक राष्ट्रीय
द्वि: पक्षीय
त्रि: पक्षीय कोणीय
सर्व: श्रेष्ठ सम्मति दलीय
पूर्वो: त्तर
दक्षि: ण णी
पश्चि: म मी
राज्य: पाल
मत: दान दाता
मंत्रि: मंडल मण्डल परिषद
छात्र: वृत्ति
पाठ: शाला
धर्म: शाला
प्रयोग: शाला
देश: वासी
हेली: कॉप्टर
टेली: विजन विज़न फोन फ़ोन
अर्ध: शतक
मुख्या: लय
विश्वविद्या: लय
निर्वा: चन चित
सरका: र री
विधा: यक
अध्य: क्ष क्षता
उपा: ध्यक्ष
संयु: क्त
पुलि: स
गिरफ्: तार तारी
गिरफ़्: तार तारी
मुकद: मा मे
मुक़द: मा मे
अस्प: ताल
तहसील: दार
थाने: दार
दुकान: दार
किराये: दार
किराए: दार
रिश्ते: दार
पहल: वान
"""

# Compounds that most newsrooms write as one word; a space in them is a matter of style.
_SPACED = """
प्रधान मंत्री
मुख्य मंत्री
उप मुख्यमंत्री
उप राष्ट्रपति
उप प्रधानमंत्री
उप राज्यपाल
उप चुनाव
विधान सभा
लोक सभा
राज्य सभा
महा सचिव
महा मंत्री
नौ सेना
वायु सेना
बे रोज़गार
बे रोजगार
नगर पालिका
जन्म दिन
जल सेना
थल सेना
राज भवन
जन सभा
अर्ध सैनिक
पुलिस कर्मी
महा गठबंधन
"""

# No Hindi word ends in one of these, bare of a vowel; in some only after certain letters (पश्चात्, विद्वान्, पृथक्).
_NO_ENDING = (
    "(?:[खगघचछजझठडढणथधपफबभयरलवशषह]|(?<![जशन])स|(?<!रा)(?<!ष)ट|(?<![ाजमस])न|(?<![ागहवुिमसतभयरष])त|(?<![षसिपृर])द"
    "|(?<!वा)(?<!थ)(?<!म्य)(?<!रा)(?<!दि)(?<!धि)(?<!ऋ)क)़?"
)
# Words that may not be the other half: before them the halant may be one too many, as in चुनाव् में.
_WHOLE = frozenset({
    "में", "से", "को", "का", "की", "के", "ने", "पर", "है", "हैं", "था", "थे", "थी", "और", "तो", "भी", "ही", "यह", "वह", "ये", "वे",
    "कि", "जो", "तक", "या", "व", "न", "हो", "गया", "हुआ", "कर"
})  # fmt: skip


@lru_cache(maxsize=1)
def _split() -> re.Pattern[str]:
    """Match torn words."""
    lines = (line.partition(":") for line in _TORN.strip().splitlines())
    pairs = "|".join(f"{first} (?:{'|'.join(rest.split())})" for first, _, rest in lines)
    # Torn at a virama: after letters that end no word, or before a lone letter that is none.
    virama = f"[{_DEVA}]*(?:(?:{_NO_ENDING})\u094d [क-ह][{_DEVA}]*|\u094d [क-धप-मय-लश-ह]़?(?![{_DEVA}]))"
    return re.compile(f"(?<![{_DEVA}.-])(?:(?:{pairs}){_INFLECTED}(?![{_DEVA}])|{virama})")


@lru_cache(maxsize=1)
def _spaced() -> re.Pattern[str]:
    """Match spaced compounds."""
    lines = _SPACED.strip().splitlines()
    pairs = "|".join(f"{line[:-1]}ी?" if line.endswith("ी") else line for line in lines)
    return re.compile(f"(?<![{_DEVA}-])(?:{pairs}){_INFLECTED}(?![{_DEVA}])")


# A word without any sign; a run of such is rare, and the rarer the less common they are.
_BARE_WORD = f"(?:[क-ह]़?|[अ-औ])+(?![{_DEVA}])"
_BARE = re.compile(f"(?<![{_DEVA}]){_BARE_WORD}(?:[ ]+(?:[0-9.,]+[ ]+)?{_BARE_WORD})*")
# Those that stand in every text, without their nuktas.
_PLAIN = frozenset({
    "एक", "और", "पर", "इस", "कर", "यह", "तक", "गए", "गई", "अब", "जब", "आप", "कई", "तरह", "हम", "वह", "इन", "समय", "न",
    "कम", "उस", "अगर", "आ", "जगह", "घर", "रन", "अलग", "ऐप", "ओर", "हर", "वजह", "मदद", "आए", "शहर", "आज", "आम", "चल",
    "लगभग", "बन", "छह", "उन", "दल", "रह", "नई", "नजर", "आई", "भर", "तब", "नए", "पद", "आठ", "नगर", "बढ", "सब", "व", "तय",
    "अहम", "ऊपर", "असर", "कप", "तरफ", "बस", "बदल", "मगर", "तहत", "ए", "कदम", "पड", "दस", "लग", "कह", "दशक", "ऑफ", "ऑन",
    "द", "अल", "मई", "बल", "बहस", "आउट", "ओवर", "जनरल", "दरअसल", "दर", "शतक", "डर", "गलत", "खबर", "मन", "बजट", "चरण",
    "सहमत", "सफल", "मतलब", "समझ", "गठन", "उधर", "सच", "अरब", "उप", "बम", "मत", "आस", "रख", "सडक", "इधर", "कल"
})  # fmt: skip
# How rare any other is by its length, as the logarithm of one in so many; measured on 195,000 words of news.
_RARITY = (0.0, 3.0, 2.7, 2.6, 2.9, 3.7)
_PLAIN_RARITY = 0.3
_TOO_RARE, _TOO_RARE_ALONE = 8.2, 6.0  # in a text with other words; where nothing else stands


def lint_words(text: str, language: str = "hi") -> Iterator[Flaw]:
    """Yield the torn words, spaced compounds and words without signs of a Hindi `text`; none in other languages.

    >>> [(each.rule, each.fix) for each in lint_words("राष्ट्र पतियों से प्रधान मंत्री")]
    [('word-split', 'राष्ट्रपतियों'), ('word-spaced', None)]
    """
    if language != "hi" or text.isascii():
        return
    for match in _split().finditer(text):
        joined = "" if match[0].rpartition(" ")[2] in _WHOLE else match[0].replace(" ", "")
        yield Flaw(*match.span(), "word-split", joined or None, joined)
    for match in _spaced().finditer(text):
        joined = match[0].replace(" ", "")
        yield Flaw(*match.span(), "word-spaced", None, joined)
    for match in _BARE.finditer(text):
        if is_bare(match[0], match[0] == text.strip()):
            yield Flaw(*match.span(), "signs-dropped")


def is_bare(text: str, alone: bool = False) -> bool:
    """Say whether words without signs have most likely lost them; `alone` if they are all there is.

    >>> is_bare("परधनमतर मद", alone=True), is_bare("सड़क पर नज़र")
    (True, False)
    """
    bare = re.findall("[क-हअ-औ]+", text.replace("\u093c", ""))
    rarity = sum(_PLAIN_RARITY if word in _PLAIN else _RARITY[min(len(word), 5)] for word in bare)
    return len(bare) > 1 and rarity >= (_TOO_RARE_ALONE if alone else _TOO_RARE)
