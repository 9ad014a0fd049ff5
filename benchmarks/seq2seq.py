r"""Translation with attention: on your own parallel text, or how fast batches train.

Without arguments: target tokens a second of training on dates, in padded batches of 32
against one sentence at a time, as a ratio in one run. With files::

    python benchmarks/seq2seq.py --train train.de train.en --valid valid.de valid.en  \
        --test test.de test.en

trains the package's attention model, on a GPU if there is one, and prints perplexity,
BLEU and seconds an epoch. A line is a sentence, tokens apart by spaces; in place of two
files one may be given, source and target apart by a tab.
"""

import argparse
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from tqdm import tqdm

from unrolled.data import dates
from unrolled.data.parallel import Batch, Pairs, batches, collate, vocabularies
from unrolled.data.vocabulary import Vocabulary
from unrolled.generation import beam_search, greedy
from unrolled.metrics import bleu
from unrolled.models.attention_seq2seq import AttentionSeq2Seq
from unrolled.seeds import set_seed
from unrolled.training import TrainConfig, sequence_cross_entropy, train

Both = tuple[Vocabulary, Vocabulary]
SPLITS = "train", "valid", "test"


def read(files: list[Path], options: argparse.Namespace) -> Pairs:
    """Return the pairs of one or two files; a side that is empty drops its pair."""
    if len(files) > 2:
        sys.exit(f"expected one file or two, got {len(files)}")
    texts = [f.read_text(encoding="utf-8").splitlines() for f in files]
    if len(files) == 2 and len(texts[0]) != len(texts[1]):
        lengths = f"{len(texts[0])} and {len(texts[1])}"
        sys.exit(f"expected as many lines in {files[0]} and {files[1]}, got {lengths}")
    rows = (
        zip(*texts, strict=True)
        if len(files) == 2
        else (r.split("\t") for r in texts[0])
    )
    pairs = []
    for number, row in enumerate(rows, start=1):
        if len(row) != 2:
            sys.exit(
                f"expected source, tab, target in {files[0]}, line {number}: {row}"
            )
        lower = [side.lower() if options.lower else side for side in row]
        pairs.append([tuple(side.split()[: options.max_length]) for side in lower])
    pairs = [pair for pair in pairs if all(pair)]
    if not pairs:
        sys.exit(f"expected sentences in {files[0]}, got none")
    return Pairs(*zip(*pairs, strict=True))


def token_loss(model: nn.Module, batch: Batch) -> Tensor:
    """Return nats a target token, ``<eos>`` counted."""
    logits = model(batch.source, batch.source_mask, batch.target_in)
    total = sequence_cross_entropy(logits, batch.target_out, batch.target_mask)
    return total * len(batch.target_mask) / batch.target_mask.sum()


def longest_first(pairs: Pairs) -> list[int]:
    return sorted(range(len(pairs)), key=lambda i: -len(pairs.source[i]))


def in_order(
    pairs: Pairs, both: Both, device: torch.device, n: int = 128
) -> Iterator[Batch]:
    """Yield all pairs, longest source first, n at a time."""
    rows = longest_first(pairs)
    for start in range(0, len(rows), n):
        yield collate(pairs, both, rows[start : start + n]).to(device)


@torch.no_grad()
def perplexity(
    model: nn.Module, pairs: Pairs, both: Both, device: torch.device
) -> float:
    model.eval()
    total = tokens = 0
    for batch in in_order(pairs, both, device):
        n = int(batch.target_mask.sum())
        total, tokens = total + token_loss(model, batch).item() * n, tokens + n
    model.train()
    return math.exp(total / tokens)


def score(
    model: nn.Module, pairs: Pairs, both: Both, device: torch.device, beam: int
) -> float:
    """Return BLEU, of greedy search if the beam is 1."""
    model.eval()
    found = []
    for batch in in_order(pairs, both, device):
        if beam == 1:
            found += greedy(model, batch.source, batch.source_mask).tokens
        else:
            hypotheses = beam_search(model, batch.source, batch.source_mask, beam)
            found += [best.tokens for best, *_ in hypotheses]
    right = [pairs.target[i] for i in longest_first(pairs)]
    return bleu([both[1].decode(y) for y in found], right)


def epochs(
    model: nn.Module, splits: dict[str, Pairs], both: Both, options: argparse.Namespace
) -> Iterator[Batch]:
    """Yield the batches of all epochs; after each, print how far it came."""
    device = next(model.parameters()).device
    stream = batches(splits["train"], both, options.batch, set_seed(options.seed))
    for epoch in range(options.epochs):
        start = time.perf_counter()
        for _ in range(len(splits["train"]) // options.batch):
            yield next(stream).to(device)
        seconds = time.perf_counter() - start
        found = perplexity(model, splits["valid"], both, device)
        tqdm.write(f"epoch {epoch + 1}: valid perplexity {found:.2f}, {seconds:.1f} s")


def on_files(options: argparse.Namespace) -> None:
    splits = {name: read(getattr(options, name), options) for name in SPLITS}
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    both = vocabularies(splits["train"], options.min_count)
    set_seed(options.seed)
    sizes = len(both[0]), len(both[1]), options.hidden, options.embedding
    model = AttentionSeq2Seq(*sizes, dropout=options.dropout).to(device)
    weights = sum(p.numel() for p in model.parameters())
    n = len(splits["train"])
    print(f"{n} pairs, {sizes[0]} and {sizes[1]} symbols, {weights} weights, {device}")
    stream = epochs(model, splits, both, options)
    config = TrainConfig(n // options.batch * options.epochs, options.lr)
    train(model, token_loss, stream, config, "training")
    next(stream, None)  # the report of the last epoch
    print(f"test perplexity {perplexity(model, splits['test'], both, device):.2f}")
    for beam in (1, options.beam):
        found = score(model, splits["test"], both, device, beam)
        print(f"test BLEU, beam {beam}: {found:.2f}")


def speed(batch_size: int, steps: int) -> float:
    """Return the target tokens a second of training on dates, of the CPU's time."""
    pairs = dates.load("train", 2000)
    both = vocabularies(pairs)
    stream = batches(pairs, both, batch_size, set_seed(0))
    model = AttentionSeq2Seq(len(both[0]), len(both[1]), 48, 24, query_token=True)
    chosen = [batch for batch, _ in zip(stream, range(steps + 2), strict=False)]
    train(model, token_loss, chosen, TrainConfig(steps=2))  # warm-up
    start = time.process_time()
    train(model, token_loss, chosen[2:], TrainConfig(steps=steps))
    tokens = sum(int(batch.target_mask.sum()) for batch in chosen[2:])
    return tokens / (time.process_time() - start)


def on_dates() -> None:
    torch.set_num_threads(1)
    rounds = [(speed(32, 40), speed(1, 100)) for _ in range(3)]
    fast, slow = (sorted(column)[1] for column in zip(*rounds, strict=True))
    print("target tokens a second of training, dates, attention, H 48, median of 3")
    print(
        f"batches of 32: {fast:.0f}; one at a time: {slow:.0f}; {fast / slow:.1f} times"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in SPLITS:
        parser.add_argument(f"--{name}", nargs="+", type=Path, metavar="FILE")
    numbers = {"hidden": 512, "embedding": 256, "epochs": 10, "batch": 128, "beam": 5}
    numbers |= {
        "min_count": 2,
        "max_length": 100,
        "seed": 0,
        "lr": 1e-3,
        "dropout": 0.5,
    }
    for name, default in numbers.items():
        flag = f"--{name.replace('_', '-')}"
        parser.add_argument(
            flag, type=type(default), default=default, help=f"default {default}"
        )
    parser.add_argument("--lower", action="store_true", help="small letters only")
    options = parser.parse_args()
    given = [name for name in SPLITS if getattr(options, name)]
    if given and len(given) < 3:
        parser.error(f"expected --train, --valid and --test, got only {given}")
    on_files(options) if given else on_dates()


if __name__ == "__main__":
    main()
