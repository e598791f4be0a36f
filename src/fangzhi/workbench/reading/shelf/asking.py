"""Ask the library in the name of one asker: nothing outside his scope counts, shows or is guessed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, cast
from zlib import crc32

import msgspec
from django.utils import timezone

from fangzhi.library.filters import Audience, Filters
from fangzhi.library.index import Library
from fangzhi.library.query.parse import parse
from fangzhi.library.search import Found, search
from fangzhi.library.seen import stream_for
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.workbench.reading.models import HOUSE_FROM
from fangzhi.workbench.reading.shelf.opened import library
from fangzhi.workbench.reading.shelf.scope import INSIDE, STAFF, Scope

LONGEST = 2000
"""Characters that one passage gives at most."""
AROUND = 40


class Question(NamedTuple):
    """A search as a page or a door puts it."""

    words: str
    exact: bool = False
    limit: int = 20
    offset: int = 0
    order: str = "text"
    width: int = 24
    filters: Filters = Filters()


class Words(NamedTuple):
    """Words as they stand: where in the work, their citation, what stands around them."""

    work: str
    start: int
    end: int
    text: str
    cite: str
    last_cite: str
    before: str
    after: str

    @property
    def sum(self) -> str:
        """Give the short sum by which these words are known again."""
        return sum_of(self.text)


class Leaf(NamedTuple):
    """A leaf, page or entry of a work: its number, citation, where its words stand."""

    number: int
    cite: str
    start: int
    end: int


def sum_of(text: str) -> str:
    """Give eight signs that tell these words from others of the same length."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def ask(scope: Scope, question: Question) -> Found:
    """Search what the asker may see; raise BadQuery where it cannot be searched."""
    opened = library()
    filters = _narrowed(scope, question.filters, opened) if opened is not None else None
    if opened is None or filters is None:
        parse(question.words, exact=question.exact)  # a faulty question is refused all the same
        return Found(0, ())
    return search(
        opened, question.words, exact=question.exact, limit=question.limit,
        offset=question.offset, order=cast(Any, question.order), width=question.width,
        filters=filters, audience=audience_of(scope),
    )  # fmt: skip


def audience_of(scope: Scope) -> Audience:
    """Say it in the library's words: the public today, the house on the day that stands for it."""
    if scope.circle == INSIDE:
        return Audience(everything=True)
    staff = scope.circle == STAFF
    return Audience(on=HOUSE_FROM if staff else timezone.localdate().isoformat())


def _narrowed(scope: Scope, filters: Filters, opened: Library) -> Filters | None:
    """Keep to the works that are in scope; None where no work is left."""
    if filters.works:
        wanted = tuple(id for id in filters.works if id in scope.ids)
        return _with(filters, wanted) if wanted else None
    generation = getattr(opened, "generation", 0)
    seen = _in_scope(opened, generation, scope.ids, audience_of(scope))
    if seen is None:
        return filters
    # a set is looked up at once where a tuple of thousands is walked through for each work
    return _with(filters, cast(Any, seen)) if seen else None


def _with(filters: Filters, works: tuple[str, ...]) -> Filters:
    return msgspec.structs.replace(filters, works=works)


@lru_cache(maxsize=8)
def _in_scope(
    opened: Library, generation: int, ids: frozenset[str], audience: Audience
) -> frozenset[str] | None:
    """Give the works of one state of the library that these ids let an audience see; None: all
    that it may see at all."""
    seen = frozenset(work.id for work in opened.register if audience.may_see(work.rights))
    return None if seen and seen <= ids else seen & ids


def shelved(scope: Scope, id: str) -> Shelved | None:
    """Give what the library knows of a work; None where it is not there for this asker."""
    opened = library()
    if opened is None or id not in scope.ids:
        return None
    found = opened.by_id.get(id)
    return found if found is not None and audience_of(scope).may_see(found.rights) else None


def works(scope: Scope) -> list[Shelved]:
    """List the works that the asker may see, by title."""
    return list(known(scope).values())


def known(scope: Scope) -> Mapping[str, Shelved]:
    """Give the works that the asker may see by their ids, in the order of their titles."""
    opened = library()
    if opened is None:
        return {}
    return _known(opened, getattr(opened, "generation", 0), scope.ids, audience_of(scope))


@lru_cache(maxsize=8)
def _known(
    opened: Library, generation: int, ids: frozenset[str], audience: Audience
) -> Mapping[str, Shelved]:
    """List the works of one state of the library once: every page of the room asks for them."""
    seen = (w for w in opened.register if w.id in ids and audience.may_see(w.rights))
    return MappingProxyType({w.id: w for w in sorted(seen, key=lambda w: (w.title, w.id))})


def stream(scope: Scope, id: str) -> Stream | None:
    """Give a work's whole text, what is closed in it left blank; None out of scope."""
    opened = library()
    if opened is None or shelved(scope, id) is None:
        return None
    try:
        return _stream(opened, id, audience_of(scope))
    except KeyError:
        return None


@lru_cache(maxsize=4)
def _stream(opened: Library, id: str, audience: Audience) -> Stream:
    return stream_for(opened, id, audience)


def _end(whole: Stream, number: int) -> int:
    return whole.offsets[number + 1] if number + 1 < len(whole.offsets) else len(whole.text)


def words(scope: Scope, id: str, start: int, end: int) -> Words | None:
    """Give the words at a place; None where there are none for this asker."""
    whole = stream(scope, id)
    if whole is None or not 0 <= start < end <= len(whole.text) or end - start > LONGEST:
        return None
    return Words(id, start, end, whole.text[start:end], whole.cite(start), whole.cite(end - 1),
                 whole.text[max(0, start - AROUND) : start], whole.text[end : end + AROUND])  # fmt: skip


def leaf_at(whole: Stream, position: int) -> Leaf:
    """Give the leaf that holds a position."""
    return leaf(whole, max(0, bisect_right(whole.offsets, position) - 1))


def leaf(whole: Stream, number: int) -> Leaf:
    """Give a leaf by its number."""
    if not whole.offsets:
        return Leaf(0, "", 0, len(whole.text))
    return Leaf(number, whole.cites[number], whole.offsets[number], _end(whole, number))


def leaves(whole: Stream) -> int:
    """Count the leaves."""
    return max(1, len(whole.offsets))


def moved(whole: Stream, start: int, end: int, told: str) -> int | None:
    """Find where words of this length and sum stand now, the nearest place; None: nowhere."""
    length = end - start
    if length <= 0 or length > LONGEST:
        return None
    reach = range(0, max(0, min(50_000, len(whole.text) - length + 1)))
    for step in reach:
        for at in (start - step, start + step):
            if 0 <= at <= len(whole.text) - length and sum_of(whole.text[at : at + length]) == told:
                return at
    return None
