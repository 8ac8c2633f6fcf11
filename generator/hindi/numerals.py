"""Digits and the Indian way of saying large numbers."""

_TO_DEVA = {0x30 + digit: chr(0x0966 + digit) for digit in range(10)}
_TO_LATIN = {0x0966 + digit: str(digit) for digit in range(10)}

_LAKH, _CRORE, _LAKH_CRORE = 10**5, 10**7, 10**12
_SCALES = {
    "hi": ((_LAKH_CRORE, "लाख करोड़"), (_CRORE, "करोड़"), (_LAKH, "लाख")),
    "en": ((_LAKH_CRORE, "lakh crore"), (_CRORE, "crore"), (_LAKH, "lakh")),
    "mr": ((_LAKH_CRORE, "लाख कोटी"), (_CRORE, "कोटी"), (_LAKH, "लाख")),
    "ne": ((10**11, "खर्ब"), (10**9, "अर्ब"), (_CRORE, "करोड"), (_LAKH, "लाख")),
}
SCALED = frozenset(_SCALES)  # the languages that `in_words_scale` knows


def to_deva(text: str) -> str:
    """Write the ASCII digits of `text` as Devanagari digits.

    >>> to_deva("14 जुलाई 2019")
    '१४ जुलाई २०१९'
    """
    return text.translate(_TO_DEVA)


def to_latin(text: str) -> str:
    """Write the Devanagari digits of `text` as ASCII digits.

    >>> to_latin("१४ जुलाई २०१९")
    '14 जुलाई 2019'
    """
    return text.translate(_TO_LATIN)


def group_indian(n: int) -> str:
    """Write `n` with commas after the thousands and then after every two digits.

    >>> group_indian(1234567), group_indian(-100000), group_indian(999)
    ('12,34,567', '-1,00,000', '999')
    """
    sign, digits = ("-" if n < 0 else ""), str(abs(n))
    head, groups = digits[:-3], [digits[-3:]]
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return sign + ",".join(groups)


def in_words_scale(n: float, lang: str) -> str:
    """Write `n` in lakh, crore or lakh crore, to two decimals; below one lakh, as a whole number in full.

    A language that is not in SCALED raises KeyError.

    >>> in_words_scale(1_250_000, "hi"), in_words_scale(1_250_000, "en"), in_words_scale(30_000_000, "en")
    ('12.5 लाख', '12.5 lakh', '3 crore')
    >>> in_words_scale(99_99_999, "en"), in_words_scale(45_000, "en")
    ('1 crore', '45,000')
    """
    size, sign = abs(round(n)), "-" if n < 0 else ""
    for scale, word in _SCALES[lang]:
        # In whole hundredths, from the largest scale down: 99,99,999 is 1 crore, not 100 lakh.
        hundredths = (size * 100 + scale // 2) // scale
        if hundredths >= 100 and size >= _LAKH:
            whole, rest = divmod(hundredths, 100)
            decimals = f".{rest:02}".rstrip("0").rstrip(".")
            return f"{sign}{group_indian(whole)}{decimals} {word}"
    return group_indian(round(n))
