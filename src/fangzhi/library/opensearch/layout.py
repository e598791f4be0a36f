"""How a library lies in an OpenSearch index: settings, fields, and how a text is cut into pieces.

A piece holds CORE characters and the TAIL that follow, so that a phrase which begins in its core
lies whole within it. The phrase's frequency in the piece less that in its tail is how often it
begins in the core: both are read from one score (see `COUNT`).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
import numpy as np
import zstandard
from numpy.typing import NDArray

from fangzhi.library.opensearch import beside
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.value import read_json, read_msgpack
from fangzhi.zh.fold import fold

FORMAT = 3
"""2: the words as typed and the years lie beside each piece; 3: folded with more graphic forms."""
CORE = 2_000
TAIL = 128
"""The longest phrase that the cluster itself looks for; what is longer is read on from there."""
_SHARE = 2 * TAIL
COUNT = (
    "double both = _score.doubleValue(); double whole = Math.floor(both + 0.001);"
    f"return whole - Math.round((both - whole) * {_SHARE});"
)
"""Occurrences that begin in a piece's core, of a score that is in piece + in tail / 256. The score
is a 32-bit float, off by less than 0.0005 at 2,128; a share of 1/256 is told apart from there."""


class Units(msgspec.Struct, frozen=True):
    """Where the leaves or entries of a work begin, their citations, until when each is closed, where
    double rows turn, and the years told as (begin, end, year); None: not read when it was put in."""

    offsets: tuple[int, ...]
    cites: tuple[str, ...]
    closed: tuple[int, ...]
    turns: tuple[int, ...] = ()
    told: tuple[tuple[int, int, int], ...] | None = None


class Standing(msgspec.Struct, frozen=True):
    """A work in the index: what is known of it, which text of it stands (`text`), its place in the
    order of the shelf, its length, its pieces, and whether a part of it is closed."""

    work: Shelved
    text: str
    place: int
    length: int
    pieces: int
    restricted: bool


class Held(NamedTuple):
    """Units as they are reckoned with: columns; `told` has rows (begin, end, year)."""

    offsets: NDArray[np.int64]
    cites: tuple[str, ...]
    closed: NDArray[np.uint32]
    turns: NDArray[np.int64]
    told: NDArray[np.int64] | None


def body_of_index(shards: int) -> dict[str, Any]:
    """Give the settings and mappings of an index."""

    def similarity(score: str) -> dict[str, Any]:
        return {"type": "scripted", "script": {"source": f"return {score};"}}

    def characters(similarity: str) -> dict[str, Any]:
        return {
            "type": "text", "analyzer": "characters", "similarity": similarity, "norms": False,
            "index_options": "positions",
        }  # fmt: skip

    stored = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "auto_expand_replicas": "0-1",
                "refresh_interval": "-1",  # what is whole is shown by who writes, all at once
                "translog": {"durability": "request"},
                "unassigned": {"node_left": {"delayed_timeout": "10s"}},
                "similarity": {
                    "piece": similarity("query.boost * doc.freq"),
                    "tail": similarity(f"query.boost * doc.freq / {_SHARE}.0"),
                },
                "analysis": {
                    "analyzer": {"characters": {"type": "custom", "tokenizer": "one"}},
                    "tokenizer": {"one": {"type": "ngram", "min_gram": 1, "max_gram": 1}},
                },
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"format": FORMAT},
            "_source": {"excludes": ["folded", "tail", "typed", "core", "years"]},
            "properties": {
                "what": {"type": "keyword"},
                "text": {"type": "keyword"},
                "piece": {"type": "integer"},
                "folded": characters("piece"),
                "tail": characters("tail"),
                "words": stored,
                "units": stored,
                "standing": stored,
                "place": {"type": "long"},
                "version": {"type": "long"},
                **beside.fields(),
            },
        },
    }


def text_id(work: Shelved, stream: Stream, closed: tuple[int, ...], place: int) -> str:
    """Give the name of a text in the index: the same words at the same place, the same name."""
    told = msgspec.msgpack.encode((work.id, place, stream, closed))
    return blake2b(told, digest_size=12).hexdigest()


def pieces(
    text: str, place: int, stream: Stream, told: tuple[tuple[int, int, int], ...]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the documents of a text, at its place on the shelf, with their ids."""
    words = stream.text
    folded = fold(words)
    lying = beside.Beside(stream, told)
    for number, start in enumerate(range(0, max(len(words), 1), CORE)):
        end = start + CORE
        yield (
            f"{text}-{number}",
            {
                "what": "piece",
                "text": text,
                "place": place,
                "piece": number,
                "words": words[start:end],
                "folded": folded[start : end + TAIL],
                "tail": folded[end : end + TAIL],
                **lying.of(start, end, TAIL),
            },
        )


def units_document(text: str, units: Units) -> tuple[str, dict[str, Any]]:
    """Give the document that holds a text's citations."""
    packed = zstandard.compress(msgspec.msgpack.encode(units), 3)
    told = base64.b64encode(packed).decode("ascii")
    return f"{text}-units", {"what": "units", "text": text, "units": told}


def read_units(source: dict[str, Any]) -> Held:
    """Read what `units_document` wrote."""
    packed = zstandard.ZstdDecompressor().decompress(base64.b64decode(source["units"]))
    units = read_msgpack(packed, Units)
    told = None if units.told is None else np.array(units.told, dtype=np.int64).reshape(-1, 3)
    return Held(
        np.array(units.offsets, dtype=np.int64),
        units.cites,
        np.array(units.closed or (0,) * len(units.cites), dtype=np.uint32),
        np.array(units.turns, dtype=np.int64),
        told,
    )


def standing_document(standing: Standing) -> tuple[str, dict[str, Any]]:
    """Give the document that makes a text stand."""
    told = msgspec.json.encode(standing).decode("utf-8")
    return f"work-{standing.work.id}", {
        "what": "work", "place": standing.place, "standing": told, "text": standing.text,
    }  # fmt: skip


def read_standing(source: dict[str, Any]) -> Standing:
    """Read what `standing_document` wrote."""
    return read_json(source["standing"].encode("utf-8"), Standing)
