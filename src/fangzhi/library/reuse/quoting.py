"""Quotations against the work they name, word by word: 引文与原书不同 3 字."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from fangzhi.align.diff import align
from fangzhi.align.reuse import Run, common_runs
from fangzhi.library.reuse.bare import Bare, bare
from fangzhi.library.reuse.between import Place, Source, place_of
from fangzhi.zh.fold import fold

SHORTEST = 5
"""Quotations of fewer bare characters are not looked up: they stand everywhere."""
_QUOTED = re.compile(
    r"《(?P<title>[^《》]{2,20})》(?P<between>[^“”「」《》。！？；\n]{0,16})"
    r"(?:“(?P<one>[^“”\n]{4,600})”|「(?P<other>[^「」\n]{4,600})」)"
)
_OMITTED = re.compile("…+|⋯+|\\.{3,}")
_SLACK = 8


class Quotation(msgspec.Struct, frozen=True):
    """Words quoted in a text from a work it names; `start`..`end` without the quotation marks."""

    title: str
    words: str
    start: int
    end: int


class Difference(msgspec.Struct, frozen=True):
    """What a quotation has, what its source has there; "" for nothing."""

    quoted: str
    source: str


class Checked(msgspec.Struct, frozen=True):
    """A quotation beside its source. `verdict`: 相同, 字形不同, 不同, 没有找到, 没有原书, 太短.

    `place` is the first part's place in the source. `differ` counts the characters that differ.
    """

    quotation: Quotation
    verdict: str
    differ: int = 0
    differences: tuple[Difference, ...] = ()
    place: Place | None = None
    block: str = ""

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        title = self.quotation.title
        if self.verdict == "没有原书":
            return f"资料库里没有《{title}》，这条引文没有核对。"
        if self.verdict == "太短":
            return f"引文不足 {SHORTEST} 字，没有核对。"
        if self.verdict == "没有找到" or self.place is None:
            return f"《{title}》里没有找到这段话，请核对书名和引文。"
        where = f"（《{title}》{self.place.told}）"
        if self.verdict == "相同":
            return f"引文与原书相同{where}。"
        if self.verdict == "字形不同":
            return f"引文与原书只有简繁、异体的不同{where}。"
        shown = "、".join(_told(one) for one in self.differences[:12])
        more = "等" if len(self.differences) > 12 else ""
        return f"引文与原书不同 {self.differ} 字：{shown}{more}{where}。"


def _told(one: Difference) -> str:
    if not one.quoted:
        return f"引文缺“{one.source}”"
    if not one.source:
        return f"原书无“{one.quoted}”"
    return f"引文作“{one.quoted}”，原书作“{one.source}”"


def quotations(text: str) -> Iterator[Quotation]:
    """Give what a text quotes from works it names: 《華陽國志》載：“……”."""
    for found in _QUOTED.finditer(text):
        group = "one" if found["one"] else "other"
        yield Quotation(found["title"], found[group], found.start(group), found.end(group))


def wanted(title: str, found: Iterable[Quotation]) -> bool:
    """Tell whether some quotation names a work of this title."""
    plain = _plain(title)
    return any(plain in _names(quotation.title) for quotation in found)


def _names(title: str) -> tuple[str, str]:
    """Give the title that 《华阳国志·巴志》 may mean: itself, or the work before the dot."""
    plain = _plain(title)
    return plain, re.split("[·・]", plain)[0]


class Sources:
    """The works that quotations are looked up in; each is read once."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._by_title: dict[str, list[Source]] = {}
        for source in sources:
            self._by_title.setdefault(_plain(source.title), []).append(source)
        self._bare: dict[int, Bare] = {}

    def named(self, title: str) -> Sequence[Source]:
        """Give the works that a title names, in any script; 《书·篇》 names the work 书."""
        whole, work = _names(title)
        return self._by_title.get(whole) or self._by_title.get(work, [])

    def bare(self, source: Source) -> Bare:
        """Give a work's bare characters."""
        if id(source) not in self._bare:
            self._bare[id(source)] = bare(source.stream.text)
        return self._bare[id(source)]


def _plain(title: str) -> str:
    return fold(re.sub(r"[《》\s]|[（(].*?[）)]", "", title))


def check_quotation(quotation: Quotation, sources: Sources, block: str = "") -> Checked:
    """Compare a quotation with the work it names; where several bear the name, the nearest."""
    named = sources.named(quotation.title)
    if not named:
        return Checked(quotation, "没有原书", block=block)
    parts = [bare(part) for part in _OMITTED.split(quotation.words)]
    parts = [part for part in parts if part.text]
    if sum(len(part.text) for part in parts) < SHORTEST:
        return Checked(quotation, "太短", block=block)
    checked = [_against(quotation, parts, source, sources.bare(source), block) for source in named]
    return min(checked, key=lambda one: (one.place is None, one.differ))


def _against(
    quotation: Quotation, parts: Sequence[Bare], source: Source, text: Bare, block: str
) -> Checked:
    differences: list[Difference] = []
    place: Place | None = None
    differ, same_forms = 0, True
    for part in parts:
        span = _nearest(part.text, text.text)
        if span is None:
            return Checked(quotation, "没有找到", block=block)
        start, end = span
        place = place or place_of(source, *text.span(start, end))
        for change in align(part.text, text.text[start:end]):
            mine = "".join(part.shown(n) for n in range(change.start, change.end))
            yours = "".join(
                text.shown(start + n) for n in range(change.other_start, change.other_end)
            )
            if change.kind == "equal":
                same_forms = same_forms and mine == yours
                continue
            differences.append(Difference(mine, yours))
            differ += max(change.end - change.start, change.other_end - change.other_start)
    verdict = "不同" if differ else "相同" if same_forms else "字形不同"
    return Checked(quotation, verdict, differ, tuple(differences), place, block)


def _nearest(words: str, text: str) -> tuple[int, int] | None:
    """Find where the words stand in a text, up to a third of them otherwise; None for nowhere."""
    at = text.find(words)
    if at >= 0:
        return at, at + len(words)
    if len(words) < SHORTEST:
        return None
    best: tuple[int, int, int] | None = None
    for size in (8, 6, 4, 3):
        if len(words) < size:
            continue
        for run in _leading(common_runs(words, text, size)):
            begin = max(0, run.b - run.a - _SLACK)
            window = text[begin : run.b + len(words) - run.a + _SLACK]
            same = [c for c in align(words, window) if c.kind == "equal"]
            equal = sum(c.end - c.start for c in same)
            if same and (best is None or equal > best[0]):
                start = max(0, same[0].other_start - same[0].start)
                end = min(len(window), same[-1].other_end + len(words) - same[-1].end)
                best = equal, begin + start, begin + end
        if best is not None and best[0] * 3 >= len(words) * 2:
            return best[1], best[2]
    return None


def _leading(runs: Sequence[Run]) -> list[Run]:
    """Choose the longest runs: the words stand near one of them."""
    return sorted(runs, key=lambda run: (-run.size, run.b))[:40]
