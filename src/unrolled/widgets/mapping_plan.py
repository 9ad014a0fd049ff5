r"""Mapping types: which steps read and write, and what an example must look like."""

TYPES = {
    "one-to-one": "one to one",
    "one-to-many": "one to many",
    "many-to-one": "many to one",
    "many-to-many": "many to many, aligned",
    "many-to-many-unaligned": "many to many, unaligned",
}
MAX_ITEMS, MAX_IMAGE = 8, 20_000
_KEYS = {"type", "name", "inputs", "outputs", "note"}


def plan_steps(
    kind: str, inputs: int, outputs: int
) -> list[tuple[int | None, int | None]]:
    """Return for each step the number of the input it reads and the output it writes.

    Args:
        kind: one of `TYPES`.
        inputs: how many inputs there are.
        outputs: how many outputs.
    """
    first = {"many-to-one": inputs - 1, "many-to-many-unaligned": inputs}.get(kind, 0)
    return [
        (t if t < inputs else None, t - first if t >= first else None)
        for t in range(first + outputs)
    ]


def check_example(example: dict) -> dict:
    """Return an example with lists and a note, or say what is wrong with it."""
    kind = example.get("type")
    if kind not in TYPES:
        raise ValueError(f"type: expected one of {list(TYPES)}, got {kind!r}")
    if wrong := sorted((_KEYS - {"note"} - set(example)) | (set(example) - _KEYS)):
        raise ValueError(f"example: expected {sorted(_KEYS)}, check {wrong[0]!r}")
    items = {name: [*example[name]] for name in ("inputs", "outputs")}
    for name, values in items.items():
        _check_length(f"{name} of {example['name']!r}", kind, name, len(values))
        for item in values:
            _check_item(f"{name} of {example['name']!r}", item)
    if kind == "many-to-many" and len(items["inputs"]) != len(items["outputs"]):
        lengths = f"{len(items['inputs'])} and {len(items['outputs'])}"
        raise ValueError(f"{example['name']!r}: expected equal lengths, got {lengths}")
    return {"note": ""} | example | items


def _check_length(where: str, kind: str, name: str, length: int) -> None:
    many = kind.split("-")[0 if name == "inputs" else 2] == "many"
    most = MAX_ITEMS if many else 1
    if not 1 <= length <= most:
        expected = f"1 to {MAX_ITEMS}" if many else "1"
        raise ValueError(f"{where}: expected {expected}, got {length}")


def _check_item(where: str, item) -> None:
    if isinstance(item, str) and item:
        return
    if not isinstance(item, dict) or set(item) != {"image", "alt"} or not item["alt"]:
        expected = 'a string or {"image": data URI, "alt": text}'
        raise ValueError(f"{where}: expected {expected}, got {item!r:.60}")
    if not item["image"].startswith("data:image/png;base64,"):
        raise ValueError(
            f"{where}: expected a PNG as data URI, got {item['image']:.30}"
        )
    if len(item["image"]) > MAX_IMAGE:
        size = len(item["image"])
        raise ValueError(f"{where}: expected at most {MAX_IMAGE} bytes, got {size}")
