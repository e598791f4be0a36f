"""Which models a work uses: the office's own counts, the laws' counts, an ONNX model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from fangzhi.check.spelling.counts import Counts, ModelFault
from fangzhi.check.spelling.language import Language
from fangzhi.check.spelling.masked import MaskedModel
from fangzhi.check.spelling.suspect import Suspicion, suspicions
from fangzhi.check.spelling.words import known_words
from fangzhi.model.value import Value, digest_of

BUILT_IN = "内置"
"""As a model's name: the counts of laws that come with the program, alone."""
MODEL_NAME = "spelling.counts"
Doubter = Callable[[str], Iterable[Suspicion]]


class Spelling(Value, frozen=True):
    """The models of tiers b and c: paths of files as text, "" for none; `digest` is of their bytes.

    `model` is a file of `fangzhi train`, or "内置"; `onnx` is a folder with model.onnx, vocab.txt.
    """

    model: str = ""
    onnx: str = ""
    digest: str = ""

    @property
    def is_off(self) -> bool:
        """Tell whether there is no model: only tables and idioms are used."""
        return not (self.model or self.onnx)


def spelling_of(model: str, onnx: str = "") -> tuple[Spelling, tuple[str, ...]]:
    """Name the models to use, and say in Chinese what cannot be used (which is then left out)."""
    faults: list[str] = []
    digests: list[str] = []
    if model and model != BUILT_IN:
        try:
            data = Path(model).read_bytes()
            Counts.from_bytes(data)
            digests.append(digest_of(data))
        except (OSError, ModelFault) as fault:
            why = str(fault) if isinstance(fault, ModelFault) else "文件打不开。"
            faults.append(f"字词模型“{model}”没有用上：{why}")
            model = ""
    if onnx:
        try:
            digests.append(MaskedModel.load(Path(onnx)).digest)
        except ModelFault as fault:
            faults.append(f"ONNX 模型“{onnx}”没有用上：{fault}")
            onnx = ""
    return Spelling(model, onnx, digest_of(digests) if digests else ""), tuple(faults)


@cache
def law_counts() -> Counts:
    """Give the counts read off laws and regulations that come with the program."""
    return Counts.from_bytes((files(__package__) / "data" / "laws.counts").read_bytes())


@lru_cache(maxsize=4)
def language_for(model: str, digest: str = "") -> Language:
    """Give the language model of a file of counts: the laws' counts and the office's together.

    `digest` keeps apart what a file held before and holds now.
    """
    own = () if model == BUILT_IN else (Counts.from_bytes(Path(model).read_bytes()),)
    return Language(known_words(), (law_counts(), *own))


@lru_cache(maxsize=4)
def doubter_for(spelling: Spelling) -> Doubter:
    """Give what finds suspicions in a text; of two models' doubts the first named stands."""
    finders: list[Doubter] = []
    if spelling.model:
        language = language_for(spelling.model, spelling.digest)
        finders.append(lambda text: suspicions(text, language))
    if spelling.onnx:
        finders.append(MaskedModel.load(Path(spelling.onnx)).suspicions)

    def doubt(text: str) -> Iterable[Suspicion]:
        kept: list[Suspicion] = []
        for find in finders:
            for one in find(text):
                if all(one.end <= k.start or k.end <= one.start for k in kept):
                    kept.append(one)
        return sorted(kept)

    return doubt
