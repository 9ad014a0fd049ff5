r"""Names of emoji, English to French or Chinese: "broken heart", "cœur brisé", "心碎".

Source: the short names of the Unicode CLDR (https://cldr.unicode.org) in the package
emoji 2.16.0. Licence: BSD-3-Clause (the package), Unicode-3.0 (CLDR).

Flags are left out (names of countries teach nothing about each other), and so are the
five skin tones unless asked for. Emoji that differ only by tone, gender or direction
share most of their names, and stay in one split. That gives 1,343, 142 and 174 pairs
of 2 English tokens in the median, at most 11 in French and 14 in Chinese. Those for
training hold 1,237 English words, 1,312 French ones or 1,171 Chinese characters; of the
174 English names for test, 63 hold no new word.
"""

from unrolled.data import wheels
from unrolled.data.parallel import Pairs
from unrolled.data.splits import check, split_of_text
from unrolled.data.texts import read_table, tokeniser, words

FULLY_QUALIFIED = 2  # other spellings of the same emoji have other numbers
TONES = dict.fromkeys(range(0x1F3FB, 0x1F400))
# Joiner, variation selector, woman, man, arrow; then woman and man become person.
VARIANTS = TONES | dict.fromkeys((0x200D, 0xFE0F, 0x2640, 0x2642, 0x27A1))
VARIANTS |= {0x1F468: 0x1F9D1, 0x1F469: 0x1F9D1}
FLAGS = {0x1F3F4, *range(0x1F1E6, 0x1F200)}


def load(split: str, locale: str = "fr", tones: bool = False) -> Pairs:
    r"""Return the names of about 80, 10 or 10 % of the emoji, in lower case.

    Args:
        split: ``"train"``, ``"valid"`` or ``"test"``.
        locale: ``"fr"`` (words) or ``"zh"`` (characters).
        tones: take the five skin tones of an emoji as well.

    Raises:
        ValueError: there is no such split or locale, or a file holds no names.
        FetchError: the files are not in the cache and cannot be fetched.
    """
    check(split)
    tokens = tokeniser(locale)
    kept = {
        words(english): tokens(translated)
        for emoji, english, translated in _names(locale)
        if split_of_text(base(emoji)) == split
        and (tones or emoji == emoji.translate(TONES))
    }
    return Pairs(tuple(kept), tuple(kept.values()))


def base(emoji: str) -> str:
    r"""Return what is left of an emoji without tone, gender and direction."""
    return emoji.translate(VARIANTS)


def _names(locale: str) -> list[tuple[str, str, str]]:
    """Return (emoji, English, translated) of each emoji that is no flag."""
    folder = wheels.fetch("emoji")
    english, translated = (
        read_table(folder / f"emoji/unicode_codes/{name}.json")
        for name in ("emoji", f"emoji_{locale}")
    )
    try:
        rows = [
            (emoji, _text(row["en"]), _text(translated[emoji]))
            for emoji, row in english.items()
            if row["status"] == FULLY_QUALIFIED and ord(emoji[0]) not in FLAGS
        ]
    except (AttributeError, LookupError, TypeError) as error:
        raise ValueError(
            f"expected names of emoji in {folder}, got: {error!r}"
        ) from None
    if not rows:
        raise ValueError(f"expected names of emoji in {folder}, got none")
    return rows


def _text(name: str) -> str:
    return name.strip(":").replace("_", " ")
