"""Tier c: an ONNX model that the office brings, made here byte by byte."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from fangzhi.check.spelling.counts import ModelFault
from fangzhi.check.spelling.masked import MaskedModel
from fangzhi.check.spelling.models import Spelling, doubter_for, spelling_of

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "布", "部", "署", "工", "作"]


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _value(name: str, kind: int) -> bytes:
    dims = b"".join(_field(1, _field(2, d.encode())) for d in ("b", "t"))
    if kind == 1:
        dims += _field(1, _field(1, len(VOCABULARY)))
    tensor = _field(1, kind) + _field(2, dims)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def model_bytes() -> bytes:
    """A graph of one Gather: each token's row of a table; 布 is read as 部, others as they are."""
    size = len(VOCABULARY)
    rows = [[20.0 if c == r else 0.0 for c in range(size)] for r in range(size)]
    rows[4] = [20.0 if c == 5 else 0.0 for c in range(size)]
    raw = b"".join(struct.pack("<f", v) for row in rows for v in row)
    table = _field(1, size) + _field(1, size) + _field(2, 1) + _field(8, b"table") + _field(9, raw)
    node = _field(1, b"table") + _field(1, b"input_ids") + _field(2, b"logits")
    node += _field(4, b"Gather")
    graph = _field(1, node) + _field(2, b"g") + _field(5, table)
    graph += _field(11, _value("input_ids", 7)) + _field(12, _value("logits", 1))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, b"") + _field(2, 13))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pytest.importorskip("onnxruntime", reason="没有装 onnxruntime，丙级不测")
    (tmp_path / "model.onnx").write_bytes(model_bytes())
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return tmp_path


def test_the_model_puts_right_what_it_reads_otherwise(folder: Path) -> None:
    found = list(MaskedModel.load(folder).suspicions("布署工作，部署工作。"))
    assert [(s.start, s.end, s.right) for s in found] == [(0, 1, "部")]


def test_a_folder_named_in_the_settings_is_used(folder: Path) -> None:
    spelling, faults = spelling_of("", str(folder))
    assert faults == ()
    assert [s.right for s in doubter_for(spelling)("布署工作")] == ["部"]


def test_a_folder_without_its_files_is_named_with_what_is_missing(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="没有装 onnxruntime，丙级不测")
    spelling, faults = spelling_of("", str(tmp_path))
    assert spelling == Spelling()
    assert "缺 model.onnx、vocab.txt" in faults[0]


def test_a_broken_model_and_a_strange_vocabulary_are_refused_in_chinese(folder: Path) -> None:
    (folder / "vocab.txt").write_text("a\nb\n", encoding="utf-8")
    MaskedModel.load.cache_clear()
    with pytest.raises(ModelFault, match="一字一词元"):
        MaskedModel.load(folder)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    (folder / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelFault, match="读不了"):
        MaskedModel.load(folder)
