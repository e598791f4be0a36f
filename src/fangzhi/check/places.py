"""From words in a block to the place in the original file, through the block's origin runs."""

from __future__ import annotations

from bisect import bisect_left

from fangzhi.model.finding import Place
from fangzhi.model.place import Origin, Run


def place_of(origin: Origin, text: str, start: int, end: int, doc: str) -> Place:
    """Give the place of `text[start:end]` in its original: `Place.text == original[start:end]`.

    Where the words stand in several runs (a paragraph over two leaves), the place is their part
    in the run that holds most of them. Without an origin the place names the document only.
    Runs stand in text order, so that only those near the words are looked at.
    """
    best: Run | None = None
    most = -1
    for run in origin[bisect_left(origin, start, key=_end) :]:
        if run.start > end:
            break
        shared = min(end, run.end) - max(start, run.start)
        inside = shared > 0 or (start == end and run.start <= start <= run.end)
        if inside and run.address and shared > most:
            best, most = run, shared
    if best is None:
        return Place(doc)
    first, last = max(start, best.start), min(end, best.end)
    shift = best.offset - best.start
    return Place(doc, best.address, first + shift, last + shift, text[first:last])


def _end(run: Run) -> int:
    return run.end
