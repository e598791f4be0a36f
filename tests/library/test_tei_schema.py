"""Every file in TEI that the library gives, held against what TEI P5 allows (tei.rng, written by us)."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from fangzhi.library.collation.apparatus import collate
from fangzhi.library.collation.tei import tei_of as tei_of_collation
from fangzhi.library.collation.witness import witness
from fangzhi.library.exports.tei import tei
from fangzhi.library.index import Library
from fangzhi.library.reuse.between import Source, reuse
from fangzhi.library.reuse.tei import tei_of as tei_of_reuse
from fangzhi.library.search import search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.agent import Rights
from fangzhi.project.comparing.sources import witness_at
from tests.library.corpus import shelved, shipped

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei.rng")))
DATA = Path(__file__).parent / "collation" / "data"
HOSTILE = "茶<志>&\x02\ud800]]>\"'"
"""Words with what XML has to escape, and what it cannot hold at all."""


def check(data: bytes) -> etree._Element:
    """Hold a file to the schema."""
    root = etree.fromstring(data)
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


@pytest.mark.parametrize("words", ["茶", "/[茶水]./", "沒有的字詞"])
def test_hits_of_a_real_chronicle_are_valid(words: str, tmp_path: Path) -> None:
    library = shelved(list(shipped())[:2], tmp_path)
    found = search(library, words, limit=50)
    root = check(tei(found, library.by_id))
    assert len(list(root.iter("{*}cit"))) == len(found.hits)


def test_hits_with_everything_told_of_a_work_are_valid(tmp_path: Path) -> None:
    name = HOSTILE.replace("\ud800", "")  # the register is JSON, which has no half characters
    work = Shelved("w", name, "w", "", 0, author=name, edition=name, publisher=name,
                   year=1733, rights=Rights(attribution=name))  # fmt: skip
    library = Library(tmp_path, create=True)
    library.add([(work, Stream(HOSTILE, (0,), (HOSTILE,)))])
    check(tei(search(library, "茶"), library.by_id))


def test_a_real_collation_is_valid() -> None:
    witnesses = [witness_at(DATA / siglum, siglum) for siglum in ("SBCK", "WYG", "master")]
    root = check(tei_of_collation(*collate("華陽國志", witnesses)))
    assert len(list(root.iter("{*}app"))) > 10


def test_a_collation_of_hostile_words_is_valid() -> None:
    made = [
        witness(name, f"{name}<本>", [("一", Stream(text, (0,), (f"{HOSTILE}一a",)))])
        for name, text in zip(
            "甲乙", (f"武王既克殷以其宗姬{HOSTILE}", "武王既克殷封其宗姬"), strict=True
        )
    ]
    check(tei_of_collation(*collate(HOSTILE, made)))


def test_shared_passages_are_valid_also_where_there_are_none() -> None:
    shared = "武王既克殷以其宗姬於巴爵之以子古者遠國雖大爵不過子"
    one = Source("甲", HOSTILE, Stream(f"{HOSTILE}{shared}一二三", (0,), (HOSTILE,)))
    other = Source("乙", "乙志", Stream(f"四五六{shared.replace('以其', '封其')}", (0,), ("二",)))
    root = check(tei_of_reuse(reuse(one, other)))
    assert len(list(root.iter("{*}cit"))) == 2
    nothing = Source("丙", "丙志", Stream("七八九十", (0,), ("三",)))
    check(tei_of_reuse(reuse(one, nothing)))
