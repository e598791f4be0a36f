"""Near-duplicates (重出): works of a library that are nearly the same text, or hold one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from zlib import crc32

import msgspec

from fangzhi.library.reuse.bare import bare
from fangzhi.library.reuse.between import Source

_GRAM = 10
_ONE_IN = 16
_CROWD = 50
"""Words that stand in more works than this are a formula and tell nothing of a pair."""


class Alike(msgspec.Struct, frozen=True):
    """Two works and how much of each stands in the other, estimated from a sample of passages."""

    a: str
    b: str
    share_a: float
    share_b: float

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        how = (
            "大体是同一种书" if min(self.share_a, self.share_b) > 0.6 else "一种含有另一种的大部分"
        )
        return (
            f"《{self.a}》与《{self.b}》{how}（约 {self.share_a:.0%}、{self.share_b:.0%} 相同）。"
        )


def alike(works: Iterable[Source], least: float = 0.4) -> tuple[Alike, ...]:
    """Give the pairs of which the larger share is at least `least`, most alike first.

    One in sixteen windows of ten bare characters is kept, chosen by content: the same words are
    chosen in every work. A work too short to have sixteen such windows is not judged.
    """
    titles: list[str] = []
    sizes: list[int] = []
    holders: dict[int, list[int]] = defaultdict(list)
    for number, work in enumerate(works):
        prints = _prints(bare(work.stream.text).text)
        titles.append(work.title)
        sizes.append(len(prints))
        for one in sorted(prints):
            holders[one].append(number)
    common: Counter[tuple[int, int]] = Counter()
    for works_with in holders.values():
        if 1 < len(works_with) <= _CROWD:
            common.update(combinations(works_with, 2))
    found = [
        Alike(titles[one], titles[other], count / sizes[one], count / sizes[other])
        for (one, other), count in common.items()
        if min(sizes[one], sizes[other]) >= _ONE_IN
        and count >= least * min(sizes[one], sizes[other])
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.share_a - pair.share_b, pair.a, pair.b)))


def _prints(text: str) -> set[int]:
    grams = (crc32(text[at : at + _GRAM].encode()) for at in range(len(text) - _GRAM + 1))
    return {number for number in grams if number % _ONE_IN == 0}
