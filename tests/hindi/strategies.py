"""Text as Hypothesis should try it: Devanagari with damage, Latin with accents, emoji, joiners, every space."""

from hypothesis import strategies as st

DEVANAGARI = st.characters(min_codepoint=0x0900, max_codepoint=0x097F)
MARKS = st.sampled_from([*"\u094d\u093c\u0901\u0902\u093f\u0940\u200c\u200d\u0301\u0323\ufe0f"])
LATIN = st.sampled_from([*"abcXYZ éöß'\".,:;-–—…()[]“”‘’ 019\n\t"])
EMOJI = st.sampled_from([*"👩👨❤☺🏽🇮🇳💻"])
STOPS = st.sampled_from([*"।॥?!. ", "--", "---", "...", ". ", "। "])
ANY = st.characters(codec="utf-8")
TEXT = st.lists(st.one_of(DEVANAGARI, MARKS, LATIN, EMOJI, STOPS, ANY), max_size=30).map("".join)

# Well-formed Devanagari: aksharas of consonants, virama, a sign and a bindu.
_CONSONANTS = st.sampled_from([*"कखगचजटडतदनपबमयरलवशसहक"])
_CONJUNCTS = st.lists(_CONSONANTS, min_size=1, max_size=3).map("\u094d".join)
_SIGNS = st.sampled_from(["", *"ािीुूृेैोौॉ"])
AKSHARA = st.builds("{}{}{}".format, _CONJUNCTS, _SIGNS, st.sampled_from(["", "", "ं", "ँ", "ः"]))
WORD = st.lists(AKSHARA, min_size=1, max_size=5).map("".join)
