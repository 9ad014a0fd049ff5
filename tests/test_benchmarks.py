"""The benchmark that trains on anybody's parallel text."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from unrolled.data import number_words

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "seq2seq.py"
SMALL = "--hidden 32 --embedding 16 --epochs 4 --batch 32 --lr 0.01 --dropout 0"


def run(folder, *arguments):
    command = [sys.executable, SCRIPT, *arguments]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts")
    for split, n in (("train", 1500), ("valid", 60), ("test", 60)):
        pairs = number_words.load(split, n, (1, 4))
        source, target = (
            [" ".join(y) for y in side] for side in (pairs.source, pairs.target)
        )
        both = zip(source, target, strict=True)
        for name, lines in (
            (f"{split}.en", source),
            (f"{split}.fr", target),
            (f"{split}.tsv", ["\t".join(row) for row in both]),
        ):
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_it_trains_on_files_and_prints_perplexity_bleu_and_seconds(folder):
    done = run(
        folder,
        *"--train train.en train.fr --valid valid.tsv --test test.tsv".split(),
        *SMALL.split(),
    )
    assert done.returncode == 0, done.stderr
    valid = re.findall(r"valid perplexity ([\d.]+), ([\d.]+) s", done.stdout)
    assert len(valid) == 4 and float(valid[1][0]) < float(valid[0][0]) < 30
    assert float(re.search(r"test perplexity ([\d.]+)", done.stdout)[1]) < 10
    scores = re.findall(r"test BLEU, beam (\d): ([\d.]+)", done.stdout)
    assert [beam for beam, _ in scores] == ["1", "5"]
    assert all(float(score) > 20 for _, score in scores)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ("--train train.en", "expected --train, --valid and --test"),
        ("--train train.en --valid valid.tsv --test test.tsv", "source, tab, target"),
        (
            "--train train.en valid.fr --valid valid.tsv --test test.tsv",
            "as many lines in train.en and valid.fr, got 1500 and 60",
        ),
    ],
)
def test_files_that_do_not_fit_are_refused_in_one_line(folder, files, message):
    done = run(folder, *files.split())
    assert done.returncode != 0 and message in done.stderr
    assert "Traceback" not in done.stderr
