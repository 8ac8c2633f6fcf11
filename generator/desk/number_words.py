"""Number words of Hindi and English by their folded spelling: how an editor writes a number without digits."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from generator.hindi import norm_key

# From nought on; where a word is spelt in several ways, with a stroke between them.
_HINDI = """
शून्य एक दो तीन चार पाँच छह/छः/छे/छै सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह/सतरह अठारह/अट्ठारह उन्नीस
बीस इक्कीस बाईस/बाइस तेईस/तेइस चौबीस पच्चीस छब्बीस सत्ताईस/सत्ताइस अट्ठाईस/अट्ठाइस/अठाईस उनतीस/उन्तीस
तीस इकतीस/इकत्तीस बत्तीस तैंतीस/तेंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस/उन्तालीस
चालीस इकतालीस बयालीस/बियालीस तैंतालीस/तेतालीस चौवालीस/चवालीस/चौंतालीस पैंतालीस छियालीस/छयालीस सैंतालीस अड़तालीस उनचास
पचास इक्यावन बावन तिरपन/तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन/अठावन उनसठ
साठ इकसठ बासठ तिरसठ/तिरेसठ चौंसठ/चौसठ पैंसठ छियासठ सड़सठ/सरसठ अड़सठ उनहत्तर
सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी/उन्यासी
अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी/सतासी अट्ठासी/अठासी नवासी
नब्बे इक्यानवे/इक्यानबे बानवे/बानबे तिरानवे/तिरानबे चौरानवे/चौरानबे पचानवे/पंचानवे/पचानबे/पंचानबे छियानवे/छियानबे
सत्तानवे/सत्तानबे अट्ठानवे/अठानवे/अट्ठानबे निन्यानवे/निन्यानबे
"""
_ENGLISH = """
zero/nil one/single/once two/both/twice/pair/couple/double/doubled three/triple/tripled/thrice four five six seven eight
nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
"""
_TENS = "thirty forty/fourty fifty sixty seventy eighty ninety"
_ENGLISH_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
"""
_HINDI_ORDINALS = {
    1: "पहला पहली पहले प्रथम",
    2: "दूसरा दूसरी दूसरे दोनों द्वितीय जोड़ी दोगुना दोगुनी दोगुने दुगुना दुगुनी दुगुने दुगना",
    3: "तीसरा तीसरी तीसरे तृतीय तिगुना तिगुनी तिगुने",
    4: "चौथा चौथी चौथे चतुर्थ चौगुना चौगुनी चौगुने",
    6: "छठा छठी छठे छठाँ छठवाँ छठवीं छठवें",
    9: "नवाँ नवीं नवें",
}
_SCALES = {
    100: "सौ hundred hundreds",
    1000: "हज़ार thousand thousands थाउज़ेंड",
    10**5: "लाख lakh lakhs lac lacs",
    10**6: "मिलियन million millions mn",
    10**7: "करोड़ crore crores cr",
    10**9: "अरब बिलियन billion billions bn",
    10**11: "खरब kharab",
    10**12: "ट्रिलियन trillion trillions tn",
    12: "दर्जन dozen dozens",
}
_PARTS = {
    Fraction(1, 2): "आधा आधी आधे half halves",
    Fraction(1, 3): "तिहाई",
    Fraction(1, 4): "चौथाई quarter quarters",
    Fraction(3, 4): "पौन",
    Fraction(3, 2): "डेढ़",
    Fraction(5, 2): "ढाई अढ़ाई",
}
# Before a number: सवा दो is two and a quarter, साढ़े तीन three and a half, पौने चार a quarter less than four.
SHIFTS = {norm_key(word): Fraction(*by) for word, by in {"सवा": (1, 4), "साढ़े": (1, 2), "पौने": (-1, 4)}.items()}
# What a count of these is also a count of: two weeks are fourteen days.
_SPANS = {
    10: "दशक दशकों decade decades",
    100: "सदी सदियों शताब्दी century centuries",
    14: "fortnight fortnights",
    15: "पखवाड़ा पखवाड़े",
    12: "साल सालों वर्ष वर्षों year years",
    7: "हफ़्ते हफ़्तों हफ़्ता सप्ताह week weeks",
    24: "दिन दिनों day days",
    60: "घंटे घंटों घंटा hour hours मिनट minute minutes",
}


@cache
def units() -> dict[str, int]:
    """Whole numbers below a hundred by their words."""
    found = {norm_key(word): number for number, words in enumerate(_HINDI.split()) for word in words.split("/")}
    found |= {f"{word}ों": number for word, number in found.items() if number > 2 and word[-1] in "नरचतठहस"}
    found |= {word: number for number, words in enumerate(_ENGLISH.split()) for word in words.split("/")}
    return found | {word: 30 + 10 * at for at, words in enumerate(_TENS.split()) for word in words.split("/")}


@cache
def ordinals() -> dict[str, int]:
    """Places in a row by their words: first, दूसरी, 18th without its digits."""
    endings = [norm_key(ending) for ending in ("वाँ", "वीं", "वें", "वां", "वा", "वे")]
    found = {f"{word}{ending}": number for word, number in units().items() for ending in endings if word > "z"}
    found |= {norm_key(word): number for number, words in _HINDI_ORDINALS.items() for word in words.split()}
    found |= {word: number for number, word in enumerate(_ENGLISH_ORDINALS.split(), 1)}
    return found | {f"{word[:-1]}ieth": number for word, number in units().items() if number > 20 and word[-1] == "y"}


@cache
def scales() -> dict[str, int]:
    """What multiplies the number before it: लाख, million, dozen."""
    return {norm_key(word): scale for scale, words in _SCALES.items() for word in words.split()}


@cache
def fractions() -> dict[str, Fraction]:
    """Parts and numbers with a half: ढाई, quarter."""
    return {norm_key(word): part for part, words in _PARTS.items() for word in words.split()}


@cache
def periods() -> dict[str, int]:
    """Times that are a number by themselves: a decade is ten years."""
    return {norm_key(word): count for count in (7, 10, 14, 15, 100) for word in _SPANS[count].split()}


@cache
def spans() -> dict[str, int]:
    """Units of time by how many of the next smaller one, or years, they are."""
    return {norm_key(word): count for count, words in _SPANS.items() for word in words.split()}
