"""What is known of a language from its code alone, so that an edition in config.yaml can be one line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language's defaults for an edition."""

    name: str  # in the language itself
    locale: str
    script: str  # ISO 15924
    direction: str = "ltr"


# The languages of the Eighth Schedule that newsrooms publish in, their neighbours, and English as India writes it.
# Names and scripts are CLDR's. Another language names its own in config.yaml.
LANGUAGES = {
    "as": Language("অসমীয়া", "as_IN", "Beng"),
    "bho": Language("भोजपुरी", "bho_IN", "Deva"),
    "bn": Language("বাংলা", "bn_IN", "Beng"),
    "en": Language("English", "en_IN", "Latn"),
    "gu": Language("ગુજરાતી", "gu_IN", "Gujr"),
    "hi": Language("हिन्दी", "hi_IN", "Deva"),
    "kn": Language("ಕನ್ನಡ", "kn_IN", "Knda"),
    "kok": Language("कोंकणी", "kok_IN", "Deva"),
    "mai": Language("मैथिली", "mai_IN", "Deva"),
    "ml": Language("മലയാളം", "ml_IN", "Mlym"),
    "mr": Language("मराठी", "mr_IN", "Deva"),
    "ne": Language("नेपाली", "ne_NP", "Deva"),
    "or": Language("ଓଡ଼ିଆ", "or_IN", "Orya"),
    "pa": Language("ਪੰਜਾਬੀ", "pa_IN", "Guru"),
    "sa": Language("संस्कृत", "sa_IN", "Deva"),
    "ta": Language("தமிழ்", "ta_IN", "Taml"),
    "te": Language("తెలుగు", "te_IN", "Telu"),
    "ur": Language("اردو", "ur_IN", "Arab", "rtl"),
}

# The language of a run in a script that no edition has, where that says enough: in India's news, Latin is English.
OF_SCRIPTS = {"Deva": "hi", "Latn": "en"}
