r"""From a text to tokens and indices, as js/one_hot_tokens.js does it in the page."""

import re

SPECIALS = ["<pad>", "<bos>", "<eos>", "<unk>"]
SPLITS = ("words", "characters", "subwords")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\s\w]|_")


def encode_text(vocab: list[str], split: str, text: str, ends: bool, length: int):
    """Return `length` tokens, {"token", "index", "mask"}: cut or padded to fit.

    Args:
        vocab: the dictionary, which begins with the four specials.
        split: "words" (a punctuation mark is one, too), "characters", or "subwords"
            (the longest piece of the dictionary first; inside a word it begins with
            "##"). What is not in the dictionary is looked up in lower case, and is
            `<unk>` if that is not in it either.
        text: what to encode.
        ends: put `<bos>` before the text and `<eos>` after it.
        length: T, from 1.
    """
    index = {token: i for i, token in enumerate(vocab)}
    pad, bos, eos, unk = SPECIALS
    tokens = [token or unk for token in _split(index, split, text)]
    tokens = [bos, *tokens, eos] if ends else tokens
    mask = [1] * len(tokens) + [0] * (length - len(tokens))
    tokens += [pad] * (length - len(tokens))
    return [
        {"token": token, "index": index[token], "mask": bit}
        for token, bit in zip(tokens[:length], mask, strict=False)
    ]


def _split(index: dict, split: str, text: str) -> list[str | None]:
    if split == "characters":
        return [_find(index, symbol) for symbol in text]
    words = _WORD.findall(text)
    if split == "words":
        return [_find(index, word) for word in words]
    return [piece for word in words for piece in _pieces(index, word)]


def _find(index: dict, piece: str) -> str | None:
    return next((form for form in (piece, piece.lower()) if form in index), None)


def _pieces(index: dict, word: str) -> list[str | None]:
    pieces, start = [], 0
    while start < len(word):
        mark = "##" if start else ""
        ends = range(len(word), start, -1)
        found = ((end, _find(index, mark + word[start:end])) for end in ends)
        end, piece = next(((e, p) for e, p in found if p), (None, None))
        if piece is None:
            return [None]
        pieces.append(piece)
        start = end
    return pieces
