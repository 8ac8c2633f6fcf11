"""Letters: those of Devanagari, and the English ones as Hindi spells their names: बीजेपी is B, J, P."""

DEVANAGARI = "\u0900-\u0963\u0970-\u097f"  # with their signs; dandas and digits end a word

LETTER_NAMES = {
    "ए": "a", "बी": "b", "सी": "c", "डी": "d", "ई": "e", "एफ": "f", "जी": "g", "एच": "h", "आई": "i", "जे": "j",
    "के": "k", "एल": "l", "एम": "m", "एन": "n", "ओ": "o", "पी": "p", "क्यू": "q", "आर": "r", "एस": "s", "टी": "t",
    "यू": "u", "वी": "v", "डब्ल्यू": "w", "डब्लू": "w", "एक्स": "x", "वाई": "y", "जेड": "z",
}  # fmt: skip
