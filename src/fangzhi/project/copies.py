"""This year's manuscripts beside last year's (照抄上年): in one sentence, then side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from fangzhi.align.copies import (
    Copy,
    Passage,
    Piece,
    copies,
    plain_name,
    sentence_of,
    side_by_side,
)
from fangzhi.check.pieces import standing_texts
from fangzhi.files.atomic import write_bytes
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.value import Value
from fangzhi.project.load import Project

PAGE = "照抄.html"
_ORDER = ("照抄", "几乎照抄", "已更新", "沿用")


class Beside(Value, frozen=True):
    """A passage beside last year's: its verdict, figures kept and renewed, both texts in pieces.

    `verdict`: "照抄" no figure renewed, "几乎照抄" few renewed, "已更新" figures renewed, "沿用"
    words kept that hold no figure of the year.
    """

    verdict: str
    heading: str
    old_doc: str
    kept: int
    renewed: int
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


class Compared(Value, frozen=True):
    """One document: who handed it in, the sentence, passages with old words, and all there are."""

    doc: str
    unit: str
    sentence: str
    passages: tuple[Beside, ...]
    total: int

    @property
    def copied(self) -> int:
        """Count the passages that only changed the year, or little more."""
        return sum(passage.verdict in _ORDER[:2] for passage in self.passages)


def compare(
    new: Sequence[Manuscript], old: Sequence[Manuscript], year: str = ""
) -> tuple[Compared, ...]:
    """Compare each new manuscript with the old ones; the most copied first.

    `year` is the year that the old ones tell of ("" where it is not known).
    """
    olds = [passage for manuscript in old for passage in _passages(manuscript)]
    found = [_compared(manuscript, olds, year) for manuscript in new]
    return tuple(sorted(found, key=lambda one: (-one.copied, one.doc)))


def compare_project(project: Project) -> tuple[Compared, ...]:
    """Compare a project's contributions with its prior volumes; empty where it has none."""
    if not project.priors:
        return ()
    settings = project.told.check
    lowers = (settings.for_document(p.manuscript.name).lower[:4] for p in project.priors)
    new = [c.manuscript for c in project.contributions]
    return compare(new, [p.manuscript for p in project.priors], max(lowers, default=""))


def write_compared(folder: Path, project: Project) -> bool:
    """Write 照抄.html into a folder; False, and nothing written, where there is no prior volume."""
    if not project.priors:
        return False
    write_bytes(folder / PAGE, page_of(compare_project(project)))
    return True


def _passages(manuscript: Manuscript) -> Iterator[Passage]:
    for standing in standing_texts(manuscript):
        if standing.place == "body" and len(standing.block.text) > 10:
            head = standing.headings[-1] if standing.headings else ""
            yield Passage(standing.block.text, head.strip("【】"), manuscript.name)


def _compared(manuscript: Manuscript, olds: Sequence[Passage], year: str) -> Compared:
    news = list(_passages(manuscript))
    found = copies(olds, news, year)
    unit = manuscript.unit or plain_name(manuscript.name)
    passages = [_beside(copy, olds[copy.old], news[copy.new]) for copy in found]
    passages.sort(key=lambda passage: _ORDER.index(passage.verdict))
    sentence = sentence_of(found, unit)
    return Compared(manuscript.name, unit, sentence, tuple(passages), len(news))


def _beside(copy: Copy, old: Passage, new: Passage) -> Beside:
    left, right = side_by_side(old.text, new.text)
    return Beside(
        _verdict(copy), new.heading, old.doc, len(copy.same), len(copy.changed), left, right
    )


def _verdict(copy: Copy) -> str:
    if copy.is_whole:
        return "照抄"
    if copy.is_nearly_whole:
        return "几乎照抄"
    return "已更新" if copy.changed else "沿用"


def page_of(compared: Sequence[Compared]) -> bytes:
    """Give 照抄.html as UTF-8: one offline page, the sentence of each unit, then side by side."""
    shown = [one for one in compared if one.passages]
    return _template().render(documents=shown, silent=len(compared) - len(shown)).encode()


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True)  # fmt: skip


def _template() -> Template:
    path = files("fangzhi.project") / "data" / "copies.html"
    return _environment().from_string(path.read_text(encoding="utf-8"))
