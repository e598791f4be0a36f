"""The apparatus: every difference of the witnesses, once, with its kind and leaf."""

from __future__ import annotations

import csv
import os
import tarfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zstandard
from lxml import etree

from fangzhi.library.collation.apparatus import Aligned, Apparatus, collate, unmatched
from fangzhi.library.collation.kinds import kind_of
from fangzhi.library.collation.page import manuscript_of, note_of, page_of, rows_of
from fangzhi.library.collation.tei import tei_of
from fangzhi.library.collation.witness import Witness, is_siglum, told, witness
from fangzhi.library.stream import Stream
from fangzhi.project.comparing.outputs import collation_writers
from fangzhi.project.comparing.sources import witness_at
from tests.work import quickest

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parents[3]
SIGLA = ("SBCK", "WYG", "master")
PACKED = ROOT.parent / "shared" / "data" / "classical" / "华阳国志_三本_raw_mandoku.tar.zst"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def texts(*words: str) -> list[Witness]:
    return [
        witness(name, f"{name}本", [("一", Stream(text, (0,), (f"{name}一a",)))])
        for name, text in zip("甲乙丙", words, strict=False)
    ]


def told_of(*words: str) -> list[tuple[str, list[tuple[tuple[str, ...], str, str]]]]:
    apparatus, _ = collate("某志", texts(*words))
    return [
        (entry.lemma, [(r.sigla, r.words, r.kind) for r in entry.readings])
        for entry in apparatus.entries
    ]


@cache
def two_juan() -> tuple[Apparatus, list[Aligned], list[Witness]]:
    witnesses = [witness_at(DATA / siglum, siglum) for siglum in SIGLA]
    apparatus, tables = collate("華陽國志", witnesses)
    return apparatus, tables, witnesses


@pytest.mark.parametrize(
    ("base", "other", "lemma", "reading", "kind"),
    [
        ("武王既克殷以其宗姬", "武王既克殷封其宗姬", "以", "封", "异文"),
        ("其果實之珍者樹有荔支", "其果實之者樹有荔支", "珍", "", "脱"),
        ("故於盟會希戰國時嘗與", "故於盟會希與戰國時嘗與", "", "與", "衍"),
        ("欲為更新兒童匹婦懽喜", "欲為更新童兒匹婦懽喜", "兒童", "童兒", "倒"),
        ("臺石書某山其民質直", "臺石書□山其民質直", "某", "□", "缺字"),
        ("太守陳弘字仲元成都人", "太守陳宏字仲元成都人", "弘", "宏", "疑讳"),
        ("其藥物之異者有巴&KR0923;", "其藥物之異者有巴椒", "&KR0923;", "椒", "未编码"),
        ("秦擅西土巴國分遠故於", "秦擅西土巴國分逺故於", "遠", "逺", "异体"),
        ("羊渠(巫北井六縣)為固陵", "羊渠巫北井六縣為固陵", "巫北井六縣", "巫北井六縣", "注文"),
    ],
)
def test_each_kind_is_named(base: str, other: str, lemma: str, reading: str, kind: str) -> None:
    assert told_of(base, other) == [(lemma, [(("乙",), reading, kind)])]


def test_words_that_stand_elsewhere_in_a_witness_are_told_as_moved() -> None:
    words = "天地玄黄宇宙洪荒日月盈昃辰宿列張寒來暑往秋收冬藏"
    moved = words[8:16] + words[:8] + words[16:]
    kinds = {reading[2] for _, readings in told_of(words, moved) for reading in readings}
    assert kinds == {"移"}


def test_witnesses_that_agree_share_a_reading_and_those_with_the_base_are_named() -> None:
    base = "武王既克殷以其宗姬於巴"
    other = "武王既克殷封其宗姬於巴"
    apparatus, _ = collate("某志", texts(base, other, other))
    [entry] = apparatus.entries
    assert entry.readings[0].sigla == ("乙", "丙")
    assert entry.readings[0].leaves == ("乙一a", "丙一a")
    assert note_of(entry) == "「以」，乙、丙作「封」。"
    apparatus, _ = collate("某志", texts(base, other, base))
    assert next(apparatus.entries).with_base == ("丙",)


def test_punctuation_and_line_breaks_are_not_collated() -> None:
    assert told_of("武王既克殷，以其宗姬於巴。", "武王既克殷以其宗姬/於巴") == []


def test_an_uncoded_character_is_learned_from_the_witness_that_has_it() -> None:
    line = "其民&KR1347;延山谷"
    base = "".join(f"{n}{line}" for n in "甲乙丙丁戊己")
    other = base.replace("&KR1347;", "蔓")
    third = other.replace("己其民蔓", "己其民萬")
    found = told_of(base, other, third)
    kinds = [{kind for _, _, kind in readings} for _, readings in found]
    assert kinds == [{"未编码"}] * 5 + [{"未编码", "异文"}]


def test_a_juan_that_a_witness_lacks_is_told() -> None:
    full = witness("甲", "甲本", [("x_001.txt", Stream("巴志", (0,), ("",))),
                                 ("x_002.txt", Stream("漢中志", (0,), ("",)))])  # fmt: skip
    part = witness("乙", "乙本", [("x_002.txt", Stream("漢中志", (0,), ("",))),
                                 ("x_003.txt", Stream("蜀志", (0,), ("",)))])  # fmt: skip
    apparatus, _ = collate("某志", [full, part])
    assert [one.lacking for one in apparatus.juan] == [("乙",), ()]
    assert unmatched([full, part]) == [("乙", "卷3")]


def test_one_file_of_leaves_is_cut_into_its_juan() -> None:
    cites = ("KR9_WYG_001-1a", "KR9_WYG_001-1b", "KR9_WYG_002-1a")
    one = witness("甲", "甲本", [("全.jsonl", Stream("巴志一漢中", (0, 2, 3), cites))])
    assert [(juan.name, juan.stream.text) for juan in one.juan] == [
        ("卷1", "巴志一"),
        ("卷2", "漢中"),
    ]


def test_sigla_can_stand_in_xml() -> None:
    assert [is_siglum(words) for words in ("底", "SBCK", "四庫 本", "1a", "")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_equal_wordings_have_no_kind() -> None:
    assert kind_of("巴志", "巴志") == ""


def test_the_apparatus_of_two_juan_is_the_one_that_was_judged_by_hand() -> None:
    apparatus, _, _ = two_juan()
    made = [
        (
            e.juan, e.leaf, e.before, e.lemma, e.after,
            "；".join(f"{'、'.join(r.sigla)}〔{r.kind}〕{r.words or '（无）'}" for r in e.readings),
        )
        for e in apparatus.entries
        if e.is_substantive
    ]  # fmt: skip
    with (ROOT / "docs" / "judged" / "collation_huayang.tsv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    assert made == [tuple(row[:6]) for row in rows]
    assert {row[6] for row in rows} == {"对"}


def whole_text(root: etree._Element, siglum: str) -> str:
    """Read one witness out of the parallel segmentation."""
    entities = {
        char.get(f"{XML}id"): char[0].get("value") or "" for char in root.iter(f"{TEI}char")
    }

    def words(node: etree._Element) -> str:
        if node.tag == f"{TEI}g":
            return entities[node.get("ref", "").removeprefix("#")]
        if (
            node.tag in (f"{TEI}lem", f"{TEI}rdg")
            and f"#{siglum}" not in (node.get("wit") or "").split()
        ):
            return ""
        return (node.text or "") + "".join(words(child) + (child.tail or "") for child in node)

    return "".join(words(ab) for ab in root.iter(f"{TEI}ab"))


def as_compared(text: str) -> str:
    return told(witness("x", "x", [("x", Stream(text, (0,), ("",)))]).juan[0]).bare.text


def check_tei(apparatus: Apparatus, tables: list[Aligned], witnesses: list[Witness]) -> None:
    root = etree.fromstring(tei_of(apparatus, tables))
    names = [node.get(f"{XML}id") for node in root.iter() if node.get(f"{XML}id")]
    assert len(names) == len(set(names))
    pointers = {
        p for node in root.iter(f"{TEI}lem", f"{TEI}rdg") for p in node.get("wit", "").split()
    }
    assert {pointer.removeprefix("#") for pointer in pointers} <= set(names)
    keys = [juan.key for juan in witnesses[0].juan]
    for one in witnesses:
        held = "".join(juan.stream.text for key in keys if (juan := one.of(key)))
        read = whole_text(root, one.siglum)
        if one is witnesses[0]:
            assert read == "".join(bare_as_shown(held))
        assert as_compared(read) == as_compared(held)


def bare_as_shown(text: str) -> list[str]:
    held = told(witness("x", "x", [("x", Stream(text, (0,), ("",)))]).juan[0]).bare
    return [held.shown(at) for at in range(len(held.text))]


def test_every_witness_can_be_read_whole_out_of_the_tei() -> None:
    check_tei(*two_juan())


def test_the_page_table_and_manuscript_hold_the_same_entries() -> None:
    apparatus, tables, _ = two_juan()
    entries = [entry for entry in apparatus.entries if entry.is_substantive]
    assert len(list(rows_of(apparatus))) == len(entries)
    assert len(list(rows_of(apparatus, forms=True))) == len(list(apparatus.entries))
    page = page_of(apparatus).decode()
    assert all(f'id="e{entry.number}"' in page for entry in entries)
    headings = [b for b in manuscript_of(apparatus).blocks if getattr(b, "role", "") == "heading"]
    assert [getattr(b, "text", "") for b in headings] == ["華陽國志校勘记", "卷1", "卷2"]
    writers = collation_writers(apparatus, tables, forms=False)
    assert {ending: write()[:2] for ending, write in writers.items() if ending in (".docx", ".xlsx")} == {
        ".docx": b"PK", ".xlsx": b"PK",
    }  # fmt: skip
    assert writers[".xml"]() == tei_of(apparatus, tables)


@pytest.mark.prove
@pytest.mark.skipif(os.environ.get("FANGZHI_PROVE") != "1", reason="long proof: FANGZHI_PROVE=1")
@pytest.mark.skipif(not PACKED.is_file(), reason="the three witnesses lie in ../shared")
def test_the_whole_work_is_collated_within_a_minute(tmp_path: Path) -> None:
    data = zstandard.ZstdDecompressor().stream_reader(PACKED.open("rb")).read()
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        archive.extractall(tmp_path, filter="data")
    made: list[tuple[Any, ...]] = []

    def collated() -> None:
        witnesses = [witness_at(tmp_path / siglum, siglum) for siglum in SIGLA]
        made.append((*collate("華陽國志", witnesses), witnesses))

    assert quickest(collated, 60) < 60
    apparatus, tables, witnesses = made[-1]
    assert len(apparatus.juan) == 13
    check_tei(apparatus, tables, witnesses)
