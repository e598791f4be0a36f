"""A witness (本): one text of a work, cut into its juan so that they can be laid side by side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from fangzhi.library.reuse.bare import Bare, bare
from fangzhi.library.stream import Stream
from fangzhi.zh.fold import witness_forms

_JUAN_OF_LEAF = re.compile(r"_([0-9]{3,4})-[0-9]+[a-z]?$")
_JUAN_OF_FILE = re.compile(r"_([0-9]{3,4})\.txt$")
_SIGLUM = re.compile(r"[^\W\d][\w.\-]{0,19}")


class Juan(msgspec.Struct, frozen=True):
    """One juan (卷) of a witness: the key by which witnesses are matched, its name and text."""

    key: str
    name: str
    stream: Stream


class Witness(msgspec.Struct, frozen=True):
    """A text of the work: siglum (文, SBCK), what it is, and its juan in order."""

    siglum: str
    title: str
    juan: tuple[Juan, ...]

    def of(self, key: str) -> Juan | None:
        """Give the juan of a key, None where this witness lacks it."""
        return next((one for one in self.juan if one.key == key), None)


def is_siglum(words: str) -> bool:
    """Tell whether words can stand as a siglum, in print and as a name in XML."""
    return bool(_SIGLUM.fullmatch(words))


def witness(siglum: str, title: str, parts: Iterable[tuple[str, Stream]]) -> Witness:
    """Make a witness of its files in order, each (name, stream); a file may hold many juan.

    A file KR2i0003_001.txt, or else leaves KR2i0003_WYG_001-2a, say the juan; other files are
    counted.
    """
    made: dict[str, tuple[str, list[Stream]]] = {}
    for number, (name, stream) in enumerate(parts):
        told = _JUAN_OF_FILE.search(name)
        for key, piece in [(told[1], stream)] if told else _by_juan(stream, f"{number:03d}"):
            made.setdefault(key, (name, []))[1].append(piece)
    return Witness(
        siglum,
        title,
        tuple(
            Juan(key, f"卷{int(key)}" if int(key) else "卷首", _one(streams))
            for key, (_, streams) in sorted(made.items())
        ),
    )


def _by_juan(stream: Stream, number: str) -> Iterator[tuple[str, Stream]]:
    """Cut a stream where the leaves say that another juan begins."""
    told = [found[1] if (found := _JUAN_OF_LEAF.search(c)) else "" for c in stream.cites]
    if not any(told):
        yield number, stream
        return
    keys: list[str] = []
    for key in told:  # text before the first numbered leaf belongs to the first one
        keys.append(key or (keys[-1] if keys else next(filter(None, told))))
    begin = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] != keys[begin]:
            yield keys[begin], _cut(stream, begin, at)
            begin = at


def _cut(stream: Stream, first: int, last: int) -> Stream:
    start = stream.offsets[first]
    end = stream.offsets[last] if last < len(stream.offsets) else len(stream.text)
    offsets = tuple(offset - start for offset in stream.offsets[first:last])
    return Stream(stream.text[start:end], offsets, stream.cites[first:last])


def _one(streams: list[Stream]) -> Stream:
    if len(streams) == 1:
        return streams[0]
    offsets: list[int] = []
    at = 0
    for stream in streams:
        offsets += [at + offset for offset in stream.offsets]
        at += len(stream.text)
    cites = tuple(cite for stream in streams for cite in stream.cites)
    return Stream("".join(stream.text for stream in streams), tuple(offsets), cites)


class Told(msgspec.Struct, frozen=True):
    """A juan ready to be collated: bare characters, `like` folded further for the comparison."""

    juan: Juan
    bare: Bare
    like: str
    notes: tuple[int, ...]

    def cite(self, at: int) -> str:
        """Give the leaf of a bare character; past the end, of the last one."""
        if not self.bare.offsets:
            return self.juan.stream.cite(0) if self.juan.stream.cites else ""
        return self.juan.stream.cite(self.bare.offsets[min(max(at, 0), len(self.like) - 1)])

    def in_note(self, at: int) -> bool:
        """Tell whether a bare character stands in a small note."""
        return bool(bisect_right(self.notes, self.bare.offsets[at]) % 2)


def told(juan: Juan) -> Told:
    """Prepare a juan; graphic forms that collation takes as one character are one in `like`."""
    text = bare(juan.stream.text)
    signs = tuple(at for at, c in enumerate(juan.stream.text) if c in "()（）")
    forms, typed = witness_forms(), juan.stream.text
    like = "".join(
        forms.get(typed[at], folded) for at, folded in zip(text.offsets, text.text, strict=True)
    )
    return Told(juan, text, like, signs)
