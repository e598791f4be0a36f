"""Grow the trees of tier b (`src/fangzhi/check/spelling/data/trees.tsv`) and say how they do.

Run by hand: `python tools/train_spelling_trees.py LAWS PROSE`, with LAWS a folder of laws (*.md)
and PROSE the JSON of cmrc2018. Slips are set by chance (seeded) into that prose, measured with
the counts that come with the program, and into half of the laws, measured with counts of the
other half alone. Two thirds of the sentences grow the trees; on the last third, which they have
not seen, the tool prints what is found at given shares of false alarms. None of the prose is
kept. Needs numpy and lightgbm.
"""

from __future__ import annotations

import random
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from fangzhi.check.spelling.language import Language
from fangzhi.check.spelling.models import BUILT_IN, language_for
from fangzhi.check.spelling.suspect import measure
from fangzhi.check.spelling.training import train
from fangzhi.check.spelling.trees import MEASURES
from fangzhi.check.spelling.words import known_words
from train_spelling import DATA, LEAST, sentences, slip

_SLIPS = {"prose": 6, "laws": 3}
_LAW_SENTENCES = 6000
_WEIGHT_OF_LAWS = 0.1
_KEPT_OF_LAWS = 0.4
_FORM = {
    "objective": "binary", "num_leaves": 12, "learning_rate": 0.11, "min_data_in_leaf": 60,
    "lambda_l2": 5, "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1,
    "seed": 1, "extra_trees": True, "verbose": -1, "num_threads": 2, "deterministic": True,
    "force_row_wise": True,
}  # fmt: skip
_TREES = 120


class Trial(NamedTuple):
    """One change that was weighed: in which sentence, of what size, and whether it was right."""

    source: str
    sentence: int
    size: int
    measures: tuple[float, ...]
    is_right: bool
    is_planted: bool


def _lines(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        yield from (x for line in path.open(encoding="utf-8") if len(x := line.strip()) > 1)


def _halves(laws: Path) -> tuple[Language, list[str]]:
    """Give a model of one half of the laws, and sentences of the other half that it never read."""
    paths = sorted(laws.rglob("*.md"))
    read = [p for p in paths if zlib.crc32(p.name.split("(")[0].encode()) % 2 == 0]
    known = set(_lines(read))
    others = [p for p in paths if p not in set(read)]
    kept = [x for x in dict.fromkeys(_lines(others)) if x not in known and len(x) > 12]
    random.Random(3).shuffle(kept)
    found = [s for x in kept[:12000] for s in re.split("(?<=[。；！？])", x) if 12 <= len(s) <= 120]
    random.Random(1).shuffle(found)
    return Language(known_words(), (train(_lines(read), LEAST)[0],)), found[:_LAW_SENTENCES]


def _trials(source: str, texts: list[str], language: Language) -> Iterator[Trial]:
    chance = random.Random(7)
    for number, sentence in enumerate(texts):
        for m in measure(sentence, language):
            size = min(2, m.end - m.start)
            yield Trial(source, number, size, m.measures, False, False)
        for _ in range(_SLIPS[source]):
            text, planted = _planted(sentence, chance, language)
            for m in measure(text, language):
                is_right = planted.get(m.start) == m.right
                near = range(m.start - 1, m.end + 1)
                if is_right or any(at in near or at + len(planted[at]) - 1 in near
                                   for at in planted):  # fmt: skip
                    size = min(2, m.end - m.start)
                    yield Trial(source, number, size, m.measures, is_right, True)


def _planted(
    sentence: str, chance: random.Random, language: Language
) -> tuple[str, dict[int, str]]:
    """Set one to three slips apart from each other; give the right words by their place."""
    planted: dict[int, str] = {}
    text = sentence
    for _ in range(chance.choices((1, 2, 3), (6, 3, 1))[0]):
        if (told := slip(sentence, chance, language)) is None:
            continue
        at, right, wrong = told
        if all(abs(at - other) > 3 for other in planted):
            planted[at] = right
            text = text[:at] + wrong + text[at + len(right) :]
    return text, planted


def _written(tree: dict[str, Any]) -> str:
    """Write a tree as it is read: a branch is `measure cut`, then its two sides; a leaf `=odds`."""
    if "leaf_value" in tree:
        return f"={tree['leaf_value']:.4f}"
    name = MEASURES[tree["split_feature"]]
    sides = (_written(tree[side]) for side in ("left_child", "right_child"))
    return " ".join((f"{name} {tree['threshold']:.5g}", *sides))


def _tell(trials: list[Trial], scores: Any) -> None:
    """Print what is found on the held-out third, at shares of clean sentences with an alarm."""
    rights = np.array([t.is_right for t in trials])
    clean = np.array([not (t.is_right or t.is_planted) for t in trials])
    for source in _SLIPS:
        here = np.array([t.source == source for t in trials])
        number = len({t.sentence for t in trials if t.source == source})
        alarms = np.sort(scores[here & clean])[::-1]
        for share in (0.001, 0.003, 0.005, 0.01):
            bound = alarms[int(share * number)]
            found = (scores[here & rights] > bound).mean()
            print(f"{source}: 误报 {share:.1%} 句 ⇒ 界 {bound:.2f}，查出 {found:.1%}")


def main() -> None:
    """Grow, tell, write."""
    laws, prose = map(Path, sys.argv[1:3])
    language, unread = _halves(laws)
    trials = [*_trials("prose", sentences(prose), language_for(BUILT_IN)),
              *_trials("laws", unread, language)]  # fmt: skip
    kept = np.random.default_rng(1).random(len(trials)) < _KEPT_OF_LAWS
    lines = ["# 判别树：长度；先序写出，“项 分点”为枝（不大于分点走左），“=值”为叶"]
    scores = np.zeros(len(trials))
    held = np.array([t.sentence % 3 == 0 for t in trials])
    for size in (1, 2):
        used = [i for i, t in enumerate(trials) if t.size == size and t.sentence % 3
                and (t.is_right or t.source == "prose" or kept[i])]  # fmt: skip
        rows = np.array([trials[i].measures for i in used], dtype=np.float32)
        rights = np.array([trials[i].is_right for i in used])
        weight = np.where(rights, 0.2, 1.0)
        laws_too = np.array([trials[i].source == "laws" for i in used])
        weight *= np.where(laws_too, _WEIGHT_OF_LAWS * np.where(rights, 1, 2.5), 1.0)
        grown = lightgbm.train(_FORM, lightgbm.Dataset(rows, rights, weight=weight), _TREES)
        lines += [f"{size}\t{_written(t['tree_structure'])}"
                  for t in grown.dump_model()["tree_info"]]  # fmt: skip
        asked = [i for i, t in enumerate(trials) if t.size == size and held[i]]
        rows = np.array([trials[i].measures for i in asked], dtype=np.float32)
        scores[asked] = grown.predict(rows, raw_score=True)
    _tell([t for t in trials if t.sentence % 3 == 0], scores[held])
    (DATA / "trees.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
