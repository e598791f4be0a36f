"""抽查: pages drawn by lot, so that anyone with the seed draws the same.

The trade draws a few pages and reads on from each until there are 30,000 characters of text; what
stands outside the text (cover, front matter, contents, index) is read whole and counts 10,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from fangzhi.model.value import Value

WANTED = 30_000
"""版面字数 of the text that a sample holds at least."""
OUTSIDE = 10_000
"""What cover, front matter, contents and index count together."""
RUNS = 3
"""Places at which reading begins."""
RESERVES = 2
"""Places drawn beside, for when a page is nothing but a picture."""


class Sample(Value, frozen=True):
    """What was drawn: where reading begins, the pages to read (physical, from 0), and reserves.

    `characters` is the denominator; `whole` tells that there is less text than a sample wants.
    """

    seed: str
    starts: tuple[int, ...]
    pages: tuple[int, ...]
    reserves: tuple[int, ...]
    characters: int
    whole: bool = False


def draw(body: Sequence[int], page_characters: int, seed: str, outside: bool = True) -> Sample:
    """Draw from the pages of the text by lot; `outside` says whether the rest is read as well."""
    extra = OUTSIDE if outside else 0
    need = -(-WANTED // page_characters)
    if len(body) <= need:
        return Sample(
            seed, tuple(body[:1]), tuple(body), (), len(body) * page_characters + extra, True
        )
    drawn = lots(seed, len(body))
    each = -(-need // RUNS)
    starts: list[int] = []
    taken: set[int] = set()
    while len(taken) < need:
        at = next(drawn)
        if at not in taken:
            starts.append(at)
            taken.update(range(at, min(at + min(each, need - len(taken)), len(body))))
    reserves: list[int] = []
    while len(reserves) < RESERVES and len(taken) + len(reserves) < len(body):
        if (at := next(drawn)) not in taken and at not in reserves:
            reserves.append(at)
    pages = tuple(body[at] for at in sorted(taken))
    return Sample(
        seed, tuple(body[at] for at in starts), pages, tuple(body[at] for at in reserves),
        len(pages) * page_characters + extra,
    )  # fmt: skip


def lots(seed: str, count: int) -> Iterator[int]:
    """Give numbers below `count` for ever: the n-th from SHA-256 of "seed/n", whatever the program."""
    number = 0
    while True:
        number += 1
        yield int.from_bytes(sha256(f"{seed}/{number}".encode()).digest(), "big") % count
