"""What an audience may not see is in no total, facet, context or passage, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangzhi.library.filters import Audience, Filters
from fangzhi.library.index import Library
from fangzhi.library.passages import NoPassage, passage
from fangzhi.library.search import BadQuery, Order, search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.agent import Restriction, Rights

CLOSED = {
    "内部": Rights(secrecy="内部"),
    "未到开放日期": Rights(open_from="2030-01-01"),
    "开放日期写错": Rights(open_from="以后"),
    "全书另有限制": Rights(restrictions=(Restriction("", "2030-01-01"),)),
    "限制没有期限": Rights(restrictions=(Restriction("全部"),)),
}
OPEN = Rights()
EVERYTHING = Audience(everything=True)
TODAY = Audience(on="2026-11-23")


def work(id: str, text: str, leaf: int = 4, rights: Rights = OPEN, **more: object) -> tuple[
    Shelved, Stream
]:  # fmt: skip
    offsets = tuple(range(0, len(text), leaf))
    cites = tuple(f"{id}葉{n + 1}" for n in range(len(offsets)))
    told = Shelved(id, f"书{id}", id, "", len(text), rights=rights, **more)  # type: ignore[arg-type]
    return told, Stream(text, offsets, cites)


@pytest.mark.parametrize("why", CLOSED)
def test_a_closed_work_is_nowhere(tmp_path: Path, why: str) -> None:
    library = Library(tmp_path, create=True)
    library.add([
        work("开", "蜀茶之利。"),
        work("闭", "蜀茶密事。", rights=CLOSED[why], kind="口述", place="密县", year=1999,
             persons=("某甲",)),
    ])  # fmt: skip
    for query in ("茶", "蜀茶", "茶 OR 密", "/茶./", "蜀 NEAR/2 茶", "茶 NOT 利"):
        told = search(library, query, audience=TODAY, limit=0)
        shown = repr(msgspec.structs.replace(told, took=0))
        assert not any(word in shown for word in ("闭", "密", "口述", "1999", "某甲")), query
    assert search(library, "密", audience=TODAY).total == 0
    assert search(library, "类:口述 茶", audience=TODAY).total == 0
    assert search(library, "茶", audience=TODAY, filters=Filters(works=("闭",))).total == 0
    assert search(library, "茶").total == 1  # who does not say who asks sees what is open
    assert search(library, "茶", audience=EVERYTHING).total == 2
    with pytest.raises(NoPassage):
        passage(library, "闭", 0, 2, TODAY)
    assert passage(library, "闭", 0, 2, EVERYTHING).text == "蜀茶"


def test_a_closed_leaf_is_not_shown_around_an_open_one(tmp_path: Path) -> None:
    library = Library(tmp_path, create=True)
    rights = Rights(restrictions=(Restriction("葉2", "2030-01-01", "个人隐私"),))
    library.add([work("甲", "蜀中產茶密事勿傳茶出蒙山", rights=rights)])
    found = search(library, "茶", audience=TODAY)
    assert [(hit.before, hit.after) for hit in found.hits] == [("蜀中產", ""), ("", "出蒙山")]
    assert search(library, "茶密", audience=TODAY).total == 0
    assert search(library, "茶 NEAR/9 茶", audience=TODAY).total == 0
    assert search(library, "/茶.{4}茶/", audience=TODAY).total == 0
    assert search(library, "茶密", audience=Audience(on="2030-01-01")).total == 1
    with pytest.raises(NoPassage):
        passage(library, "甲", 2, 6, TODAY)
    told = passage(library, "甲", 2, 6, EVERYTHING)
    assert (told.text, [cite.cite for cite in told.cites]) == ("產茶密事", ["甲葉1", "甲葉2"])


LETTERS = "茶鹽國"
QUERIES = ("茶", "茶鹽", "茶?國", "茶 AND 鹽", "茶 OR 國", "茶 NOT 鹽", "茶 NEAR/3 鹽",
           "鹽 先/4 國", "/茶.{0,3}鹽/", "/[茶鹽]+/", "题:书0 茶", "条目:葉2 茶", "国")  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.text(alphabet=LETTERS, min_size=1, max_size=16), st.booleans()),
             min_size=1, max_size=5),
    st.sampled_from(QUERIES), st.sampled_from(["text", "rank"]),
)  # fmt: skip
def test_the_answer_is_that_of_a_library_without_the_closed_works(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, bool]], query: str,
    order: Order,
) -> None:  # fmt: skip
    works = [work(str(n), text, rights=CLOSED["内部"] if shut else OPEN, year=1900 + n)
             for n, (text, shut) in enumerate(texts)]  # fmt: skip
    whole = Library(tmp_path_factory.mktemp("全"), create=True)
    whole.add(works)
    bare = Library(tmp_path_factory.mktemp("开放"), create=True)
    bare.add(each for each, (_, shut) in zip(works, texts, strict=True) if not shut)
    one = search(whole, query, audience=TODAY, limit=0)
    other = search(bare, query, audience=TODAY, limit=0)
    assert (one.total, one.hits, one.works, one.facets, one.years, one.rates) == (
        other.total, other.hits, other.works, other.facets, other.years, other.rates,
    )  # fmt: skip
    ranked = search(whole, query, audience=TODAY, limit=0, order=order)
    assert sorted(map(repr, ranked.hits)) == sorted(map(repr, one.hits))


def test_passages_outside_a_work_do_not_exist(tmp_path: Path) -> None:
    library = Library(tmp_path, create=True)
    library.add([work("甲", "蜀中產茶"), work("乙", "蒙山")])
    assert passage(library, "甲", 0, 4).text == "蜀中產茶"
    for start, end in ((0, 5), (-1, 2), (2, 2), (3, 1), (4, 6)):
        with pytest.raises(NoPassage):
            passage(library, "甲", start, end)
    with pytest.raises(BadQuery):
        search(library, "")
