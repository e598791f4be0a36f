"""Tier c: a folder with an ONNX model that the office brings itself (vocab.txt, model.onnx).

The model reads token numbers and gives, for each token, how likely each character of the
vocabulary is there: a masked language model or a spelling corrector (BERT layout, one character
a token). Nothing is downloaded; without onnxruntime the tier says so and stays off.
"""

from __future__ import annotations

import hashlib
import importlib
import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from fangzhi.check.spelling.confusion import alike
from fangzhi.check.spelling.counts import ModelFault
from fangzhi.check.spelling.suspect import Suspicion

_LONGEST = 480
_LEAST_ODDS = math.log(0.95 / 0.05)
_LEAST_RATIO = math.log(1000.0)
_SPECIAL = ("[CLS]", "[SEP]", "[UNK]")
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


class MaskedModel:
    """A loaded model; `digest` names its bytes."""

    def __init__(self, session: Any, vocabulary: dict[str, int], digest: str) -> None:
        self._session = session
        self._ids = vocabulary
        self._tokens = {number: token for token, number in vocabulary.items()}
        self._inputs = [i.name for i in session.get_inputs()]
        self.digest = digest

    @staticmethod
    @lru_cache(maxsize=2)
    def load(folder: Path) -> MaskedModel:
        """Read a model folder; raise ModelFault, in Chinese, where it cannot be used."""
        try:
            onnxruntime: Any = importlib.import_module("onnxruntime")
        except ImportError as fault:
            raise ModelFault("没有装 onnxruntime；安装时请选 fangzhi[onnx]。") from fault
        paths = [folder / "model.onnx", folder / "vocab.txt"]
        missing = [path.name for path in paths if not path.is_file()]
        if missing:
            raise ModelFault(f"文件夹里缺 {'、'.join(missing)}。")
        tokens = paths[1].read_text(encoding="utf-8").splitlines()
        vocabulary = {token: number for number, token in enumerate(tokens)}
        if lacking := [token for token in _SPECIAL if token not in vocabulary]:
            raise ModelFault(f"vocab.txt 里没有 {'、'.join(lacking)}，不是一字一词元的模型。")
        data = paths[0].read_bytes()
        try:
            session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
        except Exception as fault:  # the library raises classes of its own
            raise ModelFault("model.onnx 读不了，可能不完整或版本太新。") from fault
        names = {i.name for i in session.get_inputs()}
        if "input_ids" not in names or not names <= _INPUTS:
            raise ModelFault(f"模型的输入是 {'、'.join(sorted(names))}，应为 input_ids 等。")
        digest = hashlib.sha256(data + paths[1].read_bytes()).hexdigest()
        return MaskedModel(session, vocabulary, digest)

    def suspicions(self, text: str) -> Iterator[Suspicion]:
        """Give the characters that the model would read otherwise, sound or shape alike."""
        for begin in range(0, len(text), _LONGEST):
            part = text[begin : begin + _LONGEST]
            scores = self._scores(part)
            for at, (char, row) in enumerate(zip(part, scores, strict=True)):
                own = self._ids.get(char)
                if own is None or not "一" <= char <= "鿿":
                    continue
                best = int(row.argmax())
                right = self._tokens[best]
                if best == own or len(right) != 1 or not alike(char, right):
                    continue
                odds = _odds(float(row[best]))
                if odds >= _LEAST_ODDS and float(row[best] - row[own]) >= _LEAST_RATIO:
                    yield Suspicion(begin + at, begin + at + 1, right, odds)

    def _scores(self, text: str) -> Any:
        import numpy  # onnxruntime brings it

        unknown = self._ids["[UNK]"]
        ids = [self._ids["[CLS]"], *(self._ids.get(c, unknown) for c in text), self._ids["[SEP]"]]
        given = {
            "input_ids": numpy.array([ids], dtype=numpy.int64),
            "attention_mask": numpy.ones((1, len(ids)), dtype=numpy.int64),
            "token_type_ids": numpy.zeros((1, len(ids)), dtype=numpy.int64),
        }
        rows = self._session.run(None, {name: given[name] for name in self._inputs})[0][0]
        if rows.shape != (len(ids), len(self._ids)):
            raise ModelFault("模型的输出与 vocab.txt 对不上。")
        rows = rows[1:-1].astype(numpy.float64)
        top = rows.max(axis=1, keepdims=True)
        return rows - top - numpy.log(numpy.exp(rows - top).sum(axis=1, keepdims=True))


def _odds(logarithm: float) -> float:
    chance = min(math.exp(logarithm), 1 - 1e-9)
    return math.log(chance / (1 - chance))
