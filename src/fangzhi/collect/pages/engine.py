"""The recognition engine (OCR), where one is installed: rapidocr, and tesseract for vertical."""

from __future__ import annotations

import shutil
import subprocess
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any

from fangzhi.collect.pages.glyphs import Line

DOUBTFUL = 0.85
"""Words recognized with less confidence than this are marked as doubtful."""

TALL = 2.0
"""Boxes this much taller than wide stand in vertical lines."""

_MODULES = ("rapidocr_onnxruntime", "rapidocr")
_VERTICAL = ("chi_tra_vert", "chi_sim_vert")
_TESSERACT_SECONDS = 90


def available() -> bool:
    """Say whether an engine is installed."""
    return any(find_spec(name) is not None for name in _MODULES)


def ask() -> str:
    """Say in Chinese what to do to have pages recognized."""
    if available():
        return "要识别这些页，请删去 fangzhi.toml 里 [work] 的 ocr = false，再运行一次。"
    return '要识别这些页，请先安装识别组件：pip install "fangzhi[ocr]"，再重新读取。'


def recognize(picture: Any, width: float, height: float) -> list[Line]:
    """Recognize the words of a picture (array of pixels, or the bytes of a file).

    Gives lines in units of `width` × `height`, from the lower left corner as in PDF.
    """
    found, scale = _boxes(picture)
    lines: list[Line] = []
    for box, words, score in found:
        xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
        if not words.strip():
            continue
        left, right = min(xs) / scale[0], max(xs) / scale[0]
        top, bottom = min(ys) / scale[1], max(ys) / scale[1]
        lines.append(Line(words, left * width, (1 - bottom) * height, right * width,
                          (1 - top) * height, (bottom - top) * height, float(score),
                          region_of(left, top, right, bottom)))  # fmt: skip
    return _even(lines)


def region_of(left: float, top: float, right: float, bottom: float) -> str:
    """Name a box on a page by shares of its width and height (W3C Media Fragments 4.2.2)."""
    return (f"#xywh=percent:{left * 100:.2f},{top * 100:.2f},"
            f"{(right - left) * 100:.2f},{(bottom - top) * 100:.2f}")  # fmt: skip


def is_vertical(lines: list[Line]) -> bool:
    """Say whether recognized lines stand upright, as in old books."""
    shapes = [(line.top - line.bottom) / max(line.right - line.left, 1e-6)
              for line in lines if len(line.text) > 1]  # fmt: skip
    return len(shapes) > 2 and median(shapes) > TALL


def vertical_words(data: bytes) -> list[tuple[str, float]]:
    """Recognize a vertical page by tesseract; (words, confidence) per line, right to left.

    Gives nothing where tesseract or its vertical model is not installed.
    """
    program, model = shutil.which("tesseract"), vertical_model()
    if program is None or not model:
        return []
    command = [program, "stdin", "stdout", "-l", model, "--psm", "5", "tsv"]
    try:
        answer = subprocess.run(command, input=data, capture_output=True, check=True,
                                timeout=_TESSERACT_SECONDS)  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        return []
    return _lines_of_tsv(answer.stdout.decode("utf-8", "replace"))


@lru_cache(maxsize=1)
def vertical_model() -> str:
    """Give the vertical model that tesseract has, "" without one."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        answer = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20,
                                check=False)  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        return ""
    known = answer.stdout.decode("utf-8", "replace").split()
    return next((model for model in _VERTICAL if model in known), "")


def _lines_of_tsv(table: str) -> list[tuple[str, float]]:
    lines: dict[tuple[str, ...], list[tuple[str, float]]] = {}
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append((cells[11], float(cells[10])))
    return [("".join(word for word, _ in words), min(score for _, score in words) / 100)
            for words in lines.values()]  # fmt: skip


@lru_cache(maxsize=1)
def _engine() -> Any:
    name = next(name for name in _MODULES if find_spec(name) is not None)
    return import_module(name).RapidOCR()


def _boxes(picture: Any) -> tuple[list[tuple[Any, str, float]], tuple[float, float]]:
    """Call the engine; both its generations answer with boxes, words and scores."""
    numpy, cv2 = import_module("numpy"), import_module("cv2")
    if isinstance(picture, bytes):
        picture = cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_COLOR)
    if picture is None or not picture.size:
        return [], (1.0, 1.0)
    scale = (float(picture.shape[1]), float(picture.shape[0]))
    answer = _engine()(picture)
    if hasattr(answer, "txts"):
        rows = zip(answer.boxes, answer.txts, answer.scores, strict=True) if answer.txts else ()
        return [(box, str(words), float(score)) for box, words, score in rows], scale
    found = answer[0] or []
    return [(box, str(words), float(score)) for box, words, score in found], scale


def _even(lines: list[Line]) -> list[Line]:
    """Give lines of nearly the same height the same size: boxes differ by a few pixels."""
    sizes = sorted(line.size for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return [line._replace(size=usual) if 0.75 * usual < line.size < 1.3 * usual else line
            for line in lines]  # fmt: skip
