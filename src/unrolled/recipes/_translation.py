r"""What the translators' recipes share: the loss, the training, the figures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from torch import Tensor, nn

from unrolled.data.parallel import Batch, Pairs, batches, collate
from unrolled.data.vocabulary import Vocabulary
from unrolled.generation import Written, greedy
from unrolled.metrics import bleu, exact_match
from unrolled.seeds import set_seed
from unrolled.training import TrainConfig, sequence_cross_entropy, train

Both = tuple[Vocabulary, Vocabulary]


def token_loss(model: nn.Module, batch: Batch) -> Tensor:
    r"""Cross-entropy with teacher forcing: nats a token, ``<eos>`` counted."""
    logits = model(batch.source, batch.source_mask, batch.target_in)
    tokens = batch.target_mask.sum() / len(batch.target_mask)
    loss = sequence_cross_entropy(logits, batch.target_out, batch.target_mask)
    return loss / tokens


@dataclass(frozen=True)
class Stage:
    r"""Some updates on some pairs."""

    pairs: Pairs
    steps: int


def fit(
    model: nn.Module,
    vocabularies: Both,
    stages: Iterable[Stage],
    seed: int,
    lr: float,
    batch_size: int = 32,
) -> list[float]:
    r"""Train with Adam and a rate that falls linearly to zero over all stages."""
    stages, generator = list(stages), set_seed(seed)

    def stream() -> Iterator[Batch]:
        for stage in stages:
            source = batches(stage.pairs, vocabularies, batch_size, generator)
            yield from (
                batch for _, batch in zip(range(stage.steps), source, strict=False)
            )

    config = TrainConfig(steps=sum(stage.steps for stage in stages), lr=lr)
    return train(model, token_loss, stream(), config, f"seed {seed}")


def write(
    model: nn.Module, pairs: Pairs, vocabularies: Both, max_steps: int = 80
) -> tuple[list[list[str]], Written]:
    r"""Translate the sources greedily; return the sentences, and all that was found."""
    batch = collate(pairs, vocabularies)
    written = greedy(model, batch.source, batch.source_mask, max_steps)
    return [vocabularies[1].decode(y) for y in written.tokens], written


def exact(model: nn.Module, pairs: Pairs, vocabularies: Both) -> float:
    r"""Return the share of sentences that are translated without a fault."""
    return exact_match(write(model, pairs, vocabularies)[0], pairs.target)


def bleu_of(model: nn.Module, pairs: Pairs, vocabularies: Both) -> float:
    r"""Return BLEU of the greedy translations."""
    return bleu(write(model, pairs, vocabularies)[0], pairs.target)
