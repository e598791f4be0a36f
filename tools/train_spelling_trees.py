"""Grow the trees of tier b (`src/fangzhi/check/spelling/data/trees.tsv`) and say how they do.

Run by hand: `python tools/train_spelling_trees.py LAWS PROSE COUNTY`, with LAWS a folder of laws
(*.md, sorted into folders by kind), PROSE the JSON of cmrc2018, COUNTY a file of sentences of our
own invented counties, one a line. Slips are set by chance (seeded) into prose and counties,
measured with the counts that come with the program, and into laws that were not counted: one half
by counts of the other, local by national, national by local, all by those of the courts. Two
thirds of the sentences grow the trees; on the last third, which they have not seen, the tool
prints what is found at given shares of false alarms. None of the prose is kept. Needs numpy and
lightgbm.
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
from fangzhi.check.spelling.protected import is_protected
from fangzhi.check.spelling.suspect import Measured, measure
from fangzhi.check.spelling.training import train
from fangzhi.check.spelling.trees import MEASURES
from fangzhi.check.spelling.words import known_words
from train_spelling import DATA, LEAST, sentences, slip

_SLIPS = {"prose": 6, "county": 3, "half": 3, "to_nation": 2, "to_local": 2, "to_all": 2}
_WEIGHT = {"prose": 1.0, "county": 1.0, "half": 0.05, "to_nation": 0.1, "to_local": 0.1,
           "to_all": 0.1}  # fmt: skip
_LAW_SENTENCES = 3500
_LOCAL = ("DLC",)
_ORDERS = ("行政法规",)
_ADMINISTRATION = ("行政法",)
_SOCIETY = ("社会法",)
_COURTS = ("司法解释", "诉讼与非诉讼程序法", "刑法", "民法典")
_NATION = (*_COURTS, *_ADMINISTRATION, *_SOCIETY, *_ORDERS, "宪法", "宪法相关法", "经济法",
           "部门规章", "民法商法")  # fmt: skip
_KINDS = {
    "to_nation": (_LOCAL, _NATION),
    "to_local": (tuple(k for k in _NATION if k not in (*_ORDERS, *_ADMINISTRATION)),
                 (*_LOCAL, *_ORDERS)),
    "to_all": (_COURTS, (*_LOCAL, *_ORDERS, *_ADMINISTRATION, *_SOCIETY)),
}  # fmt: skip
"""Which kinds of laws are counted, and from which kinds the sentences come."""
_FORM = {
    "objective": "binary", "num_leaves": 12, "learning_rate": 0.07, "min_data_in_leaf": 100,
    "lambda_l2": 10, "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1,
    "seed": 1, "extra_trees": True, "verbose": -1, "num_threads": 2, "deterministic": True,
    "force_row_wise": True,
}  # fmt: skip
_TREES = 180


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


def _of_kinds(laws: Path, kinds: tuple[str, ...]) -> list[Path]:
    return sorted(p for kind in kinds for p in (laws / kind).rglob("*.md"))


def _halves(laws: Path) -> tuple[list[Path], list[Path]]:
    paths = sorted(laws.rglob("*.md"))
    read = [p for p in paths if zlib.crc32(p.name.split("(")[0].encode()) % 2 == 0]
    return read, [p for p in paths if p not in set(read)]


def _unread(read: list[Path], others: list[Path]) -> tuple[list[str], Language]:
    """Give sentences of the other laws, none in a line of those read, and a model of these."""
    known = set(_lines(read))
    kept = [x for x in dict.fromkeys(_lines(others)) if x not in known and len(x) > 12]
    random.Random(3).shuffle(kept)
    some = kept[: 2 * _LAW_SENTENCES]
    found = [s for x in some for s in re.split("(?<=[。；！？])", x) if 12 <= len(s) <= 120]
    random.Random(1).shuffle(found)
    language = Language(known_words(), (train(_lines(read), LEAST)[0],))
    return found[:_LAW_SENTENCES], language


def _trials(source: str, texts: list[str], language: Language) -> Iterator[Trial]:
    chance = random.Random(7)
    for number, sentence in enumerate(texts):
        for m in _shown(sentence, language):
            size = min(2, m.end - m.start)
            yield Trial(source, number, size, m.measures, False, False)
        for _ in range(_SLIPS[source]):
            text, planted = _planted(sentence, chance, language)
            for m in _shown(text, language):
                is_right = planted.get(m.start) == m.right
                near = range(m.start - 1, m.end + 1)
                if is_right or any(at in near or at + len(planted[at]) - 1 in near
                                   for at in planted):  # fmt: skip
                    size = min(2, m.end - m.start)
                    yield Trial(source, number, size, m.measures, is_right, True)


def _shown(text: str, language: Language) -> Iterator[Measured]:
    """Give the changes that are not protected."""
    for m in measure(text, language):
        if not is_protected(text, m.start, m.end, m.right, m.measures[-1]):
            yield m


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
    laws, prose, county = map(Path, sys.argv[1:4])
    built_in = language_for(BUILT_IN)
    own = county.read_text(encoding="utf-8").splitlines()
    trials = [*_trials("prose", sentences(prose), built_in), *_trials("county", own, built_in)]
    trials += _trials("half", *_unread(*_halves(laws)))
    for source, (read, others) in _KINDS.items():
        told = _unread(_of_kinds(laws, read), _of_kinds(laws, others))
        trials += _trials(source, *told)
    lines = ["# 判别树：长度；先序写出，“项 分点”为枝（不大于分点走左），“=值”为叶"]
    scores = np.zeros(len(trials))
    held = np.array([t.sentence % 3 == 0 for t in trials])
    for size in (1, 2):
        used = [i for i, t in enumerate(trials) if t.size == size and t.sentence % 3]
        rows = np.array([trials[i].measures for i in used], dtype=np.float32)
        rights = np.array([trials[i].is_right for i in used])
        weight = np.where(rights, 0.2, 1.0) * [_WEIGHT[trials[i].source] for i in used]
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
