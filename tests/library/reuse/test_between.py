"""Passages that two works share: found all, quoted as they stand, cited on both sides."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from lxml import etree

from fangzhi.collect.readers import read_file
from fangzhi.library.reuse.alike import alike
from fangzhi.library.reuse.bare import bare
from fangzhi.library.reuse.between import Reuse, Source, beside, reuse
from fangzhi.library.reuse.page import page_of, rows_of
from fangzhi.library.reuse.tei import tei_of
from fangzhi.library.stream import Stream, stream_of_manuscript
from tests.library.reuse.brute import HUAYANG, SICHUAN, Print, read_print, shared_runs
from tests.work import quickest

TEI = "{http://www.tei-c.org/ns/1.0}"
_HAN = "".join(chr(0x4E00 + n) for n in range(3000))


def source(title: str, text: str, cites: tuple[tuple[int, str], ...] = ((0, "一"),)) -> Source:
    offsets, names = zip(*cites, strict=True)
    return Source(title, title, Stream(text, offsets, names))


def prose(seed: int, size: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(_HAN) for _ in range(size))


def read_source(path: Path, title: str) -> Source:
    return Source("", title, stream_of_manuscript(read_file(path, path.parent).manuscript))


def recall(found: Reuse, a: Print, b: Print) -> float:
    """Give the share of the reference's runs that lie whole in one found passage."""
    wanted = shared_runs(a, b, 12)
    assert wanted
    covered = sum(
        any(
            one.a.start <= run.a_start and run.a_end <= one.a.end
            and one.b.start <= run.b_start and run.b_end <= one.b.end
            for one in found.passages
        )
        for run in wanted
    )  # fmt: skip
    return covered / len(wanted)


def test_variant_forms_notes_and_entities_do_not_hide_a_shared_passage() -> None:
    a = source(
        "甲志", prose(1, 50) + "其地東至魚復西至僰道北接漢中南極黔涪&KR0836;土" + prose(2, 50)
    )
    b = source(
        "乙志", prose(3, 30) + "其地东至魚復(西至僰道/北接漢中)南極黔涪&KR0836;土" + prose(4, 30)
    )
    [one] = reuse(a, b).passages
    assert one.a.words == "其地東至魚復西至僰道北接漢中南極黔涪&KR0836;土"
    assert one.b.words == "其地东至魚復(西至僰道/北接漢中)南極黔涪&KR0836;土"
    assert (one.equal, one.differ, one.likeness) == (20, 0, 1.0)
    assert a.stream.text[one.a.start : one.a.end] == one.a.words


def test_small_differences_stay_inside_one_passage_and_are_shown() -> None:
    a = source(
        "甲志", prose(1, 40) + "武王既克殷以其宗姬於巴爵之以子古者逺國雖大爵不過子" + prose(2, 40)
    )
    b = source(
        "乙志", prose(3, 40) + "武王既克殷封其宗姬於巴爵之以子古者國雖大爵不過子也" + prose(4, 40)
    )
    [one] = reuse(a, b).passages
    assert (one.equal, one.differ) == (23, 2)
    left, right = beside(one)
    assert [words for words, same in left if not same] == ["以", "逺"]
    assert [words for words, same in right if not same] == ["封"]
    assert "".join(words for words, _ in left) == one.a.words
    assert "".join(words for words, _ in right) == one.b.words


def test_places_are_cited_by_first_and_last_leaf_and_a_named_source_is_told() -> None:
    words = prose(9, 30)
    a = source("甲志", words, ((0, "葉一a"), (10, "葉一b")))
    b = source("乙志", prose(8, 20) + "甲志云" + words)
    [one] = reuse(a, b).passages
    assert one.a.told == "葉一a 至 葉一b"
    assert one.named
    assert reuse(a, b).share_a == 1.0


def test_works_without_common_words_share_nothing() -> None:
    found = reuse(source("甲志", prose(1, 3000)), source("乙志", prose(2, 3000)))
    assert found.passages == ()
    assert found.sentence == "《甲志》与《乙志》没有相同的文字段落。"


def test_every_planted_passage_is_found_in_all_its_places() -> None:
    copies = [prose(100 + n, 12 + n % 9) for n in range(60)]
    a = source("甲志", "".join(prose(n, 40) + copied for n, copied in enumerate(copies)))
    b = source(
        "乙志", "".join(prose(500 + n, 25) + copied for n, copied in enumerate(copies[::-1]))
    )
    found = {one.a.words for one in reuse(a, b).passages}
    assert all(any(copied in words for words in found) for copied in copies)


def test_the_shared_passages_of_two_juan_are_those_of_the_reference() -> None:
    a, b = read_print(HUAYANG, ("1", "2")), read_print(SICHUAN, ("卷二", "卷八"))
    found = reuse(source("華陽國志", a.text), source("四川通志", b.text))
    assert recall(found, a, b) >= 0.98
    for one in found.passages:
        assert a.text[one.a.start : one.a.end] == one.a.words
        assert b.text[one.b.start : one.b.end] == one.b.words


@pytest.mark.prove
@pytest.mark.skipif(os.environ.get("FANGZHI_PROVE") != "1", reason="long proof: FANGZHI_PROVE=1")
def test_the_whole_two_works_share_what_the_reference_says_within_thirty_seconds() -> None:
    a, b = read_print(HUAYANG), read_print(SICHUAN)
    one, other = read_source(HUAYANG, "華陽國志"), read_source(SICHUAN, "四川通志")
    assert (one.stream.text, other.stream.text) == (a.text, b.text)
    found: list[Reuse] = []
    taken = quickest(lambda: found.append(reuse(one, other)), 30)
    assert taken < 30
    print(f"{taken:.1f} s")
    assert recall(found[-1], a, b) >= 0.98


def test_near_duplicates_are_told_and_strangers_are_not() -> None:
    text = prose(1, 6000)
    works = [
        source("原本", text),
        source("翻刻本", text[:3000] + prose(5, 40) + text[3000:]),
        source("节本", text[1000:3000]),
        source("别书", prose(7, 6000)),
    ]
    found = {(one.a, one.b) for one in alike(works)}
    assert found == {("原本", "翻刻本"), ("原本", "节本"), ("翻刻本", "节本")}
    assert "大体是同一种书" in alike(works)[0].sentence


def test_the_page_the_table_and_the_tei_hold_every_passage_as_it_stands() -> None:
    a = source("甲<志>", prose(1, 20) + "武王既克殷以其宗姬於巴爵之以子")
    b = source("乙志", prose(2, 20) + "武王既克殷封其宗姬於巴爵之以子")
    found = reuse(a, b)
    [row] = rows_of(found)
    assert row[3] == "武王既克殷以其宗姬於巴爵之以子"
    page = page_of(found).decode()
    assert '武王既克殷<span class="differs">以</span>其宗姬' in page
    assert "<志>" not in page
    root = etree.fromstring(tei_of(found))
    quotes = ["".join(map(str, quote.itertext())) for quote in root.iter(f"{TEI}quote")]
    assert quotes == [found.passages[0].a.words, found.passages[0].b.words]


def test_a_formula_is_counted_on_the_page_and_listed_in_the_table() -> None:
    words = "守備一員千總二員把總四員馬"
    a = source("甲志", "".join(prose(n, 30) + words for n in range(4)))
    b = source("乙志", "".join(prose(50 + n, 30) + words for n in range(4)) + prose(9, 20))
    found = reuse(a, b)
    assert {one.times for one in found.passages} == {16}
    assert len(list(rows_of(found))) == 16
    page = page_of(found).decode()
    assert f"<li>{words} " in page and "16 处" in page
    assert 'id="p1"' not in page


def test_a_bare_character_knows_where_it_stands() -> None:
    text = bare("(甲/乙)。&KR0836;𢎞□ABC")
    assert "".join(text.shown(n) for n in range(len(text.text))) == "甲乙&KR0836;𢎞□ABC"
    assert text.span(2, 3) == (6, 14)
