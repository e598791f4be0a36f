"""The query language answers as its definition does, place by place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangzhi.library.filters import Audience
from fangzhi.library.index import Library
from fangzhi.library.search import BadQuery, Found, search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from tests.library.reference import Tree, occurrences

LETTERS = "茶鹽盐國国志，"


def shelf(folder: Path, *streams: Stream) -> Library:
    library = Library(folder, create=True)
    library.add(
        (Shelved(f"w{i}", f"书{i}", f"{i}.txt", "", len(stream.text)), stream)
        for i, stream in enumerate(streams)
    )
    return library


def leaves(*texts: str) -> Stream:
    """Give a stream with one leaf for each text."""
    offsets = tuple(sum(map(len, texts[:i])) for i in range(len(texts)))
    return Stream("".join(texts), offsets, tuple(f"葉{i + 1}" for i in range(len(texts))))


def places(found: Found) -> list[tuple[int, int, int]]:
    return [(int(h.work_id[1:]), h.position, h.position + len(h.words)) for h in found.hits]


words = st.text(alphabet=LETTERS, min_size=1, max_size=3)
phrases = st.builds(lambda w: Tree("phrase", w), words)
wild = st.builds(lambda a, b: Tree("wild", f"{a}?{b}"), words, st.sampled_from(["", "志", "?國"]))
patterns = st.sampled_from(
    [
        "茶.{0,2}盐",
        "[茶盐]国",
        "志(?:国|盐)+",
        "国.?志",
        "茶{2,3}",
        "(茶|盐志)[^，]",
        "志.*?茶",
        "[^，]{2}",
    ]
).map(lambda source: Tree("pattern", source))
placed = st.recursive(
    phrases | wild | patterns,
    lambda inner: st.builds(
        lambda kind, a, b, n: Tree(kind, parts=(a, b), number=n),
        st.sampled_from(["near", "pre"]), inner, inner, st.integers(0, 4),
    )
    | st.builds(lambda a, b: Tree("or", parts=(a, b)), inner, inner),
    max_leaves=3,
)  # fmt: skip
trees = st.recursive(
    placed,
    lambda inner: st.builds(
        lambda kind, a, b: Tree(kind, parts=(a, b)),
        st.sampled_from(["and", "or", "but"]), inner, inner,
    ),
    max_leaves=4,
)  # fmt: skip
streams = st.lists(st.text(alphabet=LETTERS, min_size=1, max_size=14), min_size=1, max_size=4)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(streams, min_size=1, max_size=3), trees, st.booleans())
def test_every_query_finds_what_its_definition_says(
    tmp_path_factory: pytest.TempPathFactory, works: list[list[str]], tree: Tree, exact: bool
) -> None:
    texts = [leaves(*parts) for parts in works]
    library = shelf(tmp_path_factory.mktemp("库"), *texts)
    everything = Audience(everything=True)
    found = search(library, tree.written(), exact=exact, limit=0, audience=everything)
    expected = sorted(occurrences(tree, texts, exact))
    assert (places(found), found.total) == (expected, len(expected)), tree.written()
    ranked = search(library, tree.written(), exact=exact, limit=0, order="rank")
    assert sorted(places(ranked)) == expected
    paged = [
        place
        for offset in range(0, len(expected), 2)
        for place in places(search(library, tree.written(), exact=exact, limit=2, offset=offset))
    ]
    assert paged == expected


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory: pytest.TempPathFactory) -> Library:
    old = leaves(
        "蒙山產茶，順治十八年貢。",
        "康熙元年，鹽井&KR0836;溢，",
        "民國廿一年大水（茶毁）。",
        "𢎞治間修志⿰氵𥳑。",
    )
    new = leaves("1661年设县，父与子。", "四川茶叶", "1950年修路")
    library = Library(tmp_path_factory.mktemp("库"), create=True)
    library.add(
        [
            (Shelved("旧", "四川通志", "a", "", 1, kind="旧志", place="四川", place_code="510000",
                     genre="志", year=1733, start=1600, end=1733, persons=("張晉生",)), old),
            (Shelved("新", "茶县志", "b", "", 1, kind="志书", place="茶县", place_code="510123",
                     year=1990), new),
        ]
    )  # fmt: skip
    return library


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("1661", ["順治十八年", "1661"]),
        ("1661年", ["順治十八年", "1661年"]),
        ("1662", ["康熙元年"]),
        ("1932", ["民國廿一年"]),
        ('"1661"', ["1661"]),
        ("茶 AND 蒙山", ["蒙山", "茶"]),
        ("茶 & 蒙山", ["蒙山", "茶"]),
        ("茶 -蒙山", ["茶", "茶"]),
        ("茶 非 蒙山", ["茶", "茶"]),
        ("蒙山 或 鹽井", ["蒙山", "鹽井"]),
        ("盐井|蒙山", ["蒙山", "鹽井"]),
        ("(蒙山 OR 四川) 与 茶", ["蒙山", "茶", "四川", "茶"]),
        ("父与子", ["父与子"]),
        ("（茶毁）", ["（茶毁）"]),
        ("(茶毁", ["（茶毁"]),
        ("“父与子”", ["父与子"]),
        ("U+22399治", []),
        ("U+2239E治", ["𢎞治"]),
        ("弘治", ["𢎞治"]),
        ("&KR0836;溢", ["&KR0836;溢"]),
        ("⿰氵𥳑", ["⿰氵𥳑"]),
        ("题:四川 茶", ["茶", "茶"]),
        ("題:茶县 茶", ["茶"]),
        ("条目:葉3 茶", ["茶"]),
        ("地:510100 茶", ["茶"]),
        ("地:510000 茶", ["茶", "茶", "茶"]),
        ("时:1600-1650 茶", ["茶", "茶"]),
        ("时:1990 茶", ["茶"]),
        ("类:旧志 大水", ["大水"]),
        ("体:志 大水", ["大水"]),
        ("人:张晋生 大水", ["大水"]),
        ("蒙?产", ["蒙山產"]),
        ("茶条目:葉", []),
        ("茶先/3", []),
        ("顺治 近/4 贡", ["順治十八年貢"]),
        ("贡 近/4 顺治", ["順治十八年貢"]),
        ("贡 先/9 顺治", []),
        ("顺治 PRE/2 贡", []),
        ("顺治 PRE/3 贡", ["順治十八年貢"]),
        ("溢，民国", ["溢，民國"]),
        (r"\(茶毁", ["（茶毁"]),
        ("/民国.{1,4}年/", ["民國廿一年"]),
    ],
)
def test_queries_find(chronicle: Library, query: str, matches: list[str]) -> None:
    assert [hit.match for hit in search(chronicle, query).hits] == matches


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "没有要找的"), (" \n　", "没有要找的"), ('""', "没有要找的"), ("???", "至少一个字"),
        ('"茶', "引号没有成对"), ("(茶 AND 盐", "缺一个右括号"), ("茶) AND 盐", "多了一个右括号"),
        ("茶 AND", "缺少要找的字词"), ("OR 茶", "缺少要找的字词"), ("-茶 -盐", "不要的"),
        ("茶 OR NOT 盐", "不要的"), ("题:四川", "只写了范围"), ("时:昔年 茶", "公元年份"),
        ("茶 NEAR/5000 盐", "不要超过1000"), ("茶 NEAR (盐 AND 酒)", "两边只能是"),
        ("茶" * 1001, "太长"), ("茶" * 100_000, "太长"), ("U+110000", "没有 U\\+110000"),
        ("/茶*/", "什么也不匹配"), ("/(茶/", "括号没有成对"), ("/[茶/", "方括号没有成对"),
        ("/^茶/", "没有行首"), (r"/茶(?=水)/", "不支持这种括号"), (r"/(茶)\1/", "不支持"),
        ("/茶{1000}{1000}/", "重复"), ("/((茶+)+)+/", "窄些"), ("/*茶/", "没有要重复"),
        ("(" * 60 + "茶 OR 盐" + ")" * 60, "套得太深"), ("茶 OR " * 2500 + "盐", "太多"),
    ],
)  # fmt: skip
def test_a_query_that_cannot_be_searched_says_why(chronicle: Library, query: str, why: str) -> None:
    with pytest.raises(BadQuery, match=why):
        search(chronicle, query)


@pytest.mark.parametrize(
    ("query", "how"),
    [("蒙山", "原字"), ("盐井", "异体、简繁相通"), ("1662", "纪年（康熙元年即1662年）"),
     ("/蒙.产/", "正则式"), ("蒙?產", "原字"), ("蒙?产", "异体、简繁相通")],
)  # fmt: skip
def test_a_hit_says_how_it_was_found(chronicle: Library, query: str, how: str) -> None:
    assert search(chronicle, query).hits[0].how == how


def test_counts_by_kind_place_period_and_year_are_those_of_the_hits(chronicle: Library) -> None:
    found = search(chronicle, "茶", limit=1)
    assert (found.total, found.works) == (3, {"旧": 2, "新": 1})
    assert found.facets["kind"] == {"旧志": 2, "志书": 1}
    above = {"温江县": 1, "成都市": 1, "四川省": 1}  # what 510123 was in its years, and stood under
    assert found.facets["place"] == {"四川": 2, "茶县": 1} | above
    assert found.unplaced == {"四川": 2}
    assert found.facets["period"] == {"清": 2, "1979—2000": 1}
    assert found.facets["person"] == {"張晉生": 2}
    assert found.years == {1733: 2, 1990: 1}
    assert found.rates["kind"] == {"旧志": 40_000.0, "志书": 43_478.261}  # 50 and 23 characters


@pytest.mark.parametrize(
    ("query", "exact", "match"),
    [("十里", False, ["十里"]), ("十里", True, []), ("十/里", True, ["十/里"]), ("/", True, ["/"]),
     ("十/里", False, ["十里"]), ("/里", True, ["/里"]), ("十/", True, ["十/"]), ("東十", True, ["東十"]),
     ("人/户", True, ["人/户"]), ("人/户", False, ["人/户"]), ("人户", False, [])],
)  # fmt: skip
def test_words_run_over_the_turn_of_a_double_row_and_exact_ones_find_it(
    tmp_path: Path, query: str, exact: bool, match: list[str]
) -> None:
    turned = Stream("東十里人", (0,), ("葉一",), turns=(2,))
    library = shelf(tmp_path, turned, leaves("人/户三百"))
    found = search(library, query, exact=exact)
    assert [hit.match for hit in found.hits if hit.work_id == "w0" or query != "/"] == match


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
@given(
    text=st.text(alphabet="茶鹽盐/", min_size=2, max_size=12),
    where=st.sets(st.integers(1, 11)),
    query=st.text(alphabet="茶鹽盐/", min_size=1, max_size=4),
    exact=st.booleans(),
)
def test_exact_words_are_found_as_a_transcript_with_turns_writes_them(
    tmp_path_factory: pytest.TempPathFactory,
    text: str, where: set[int], query: str, exact: bool,
) -> None:  # fmt: skip
    plain = text.replace("/", "")
    if not plain:
        return
    turns = tuple(sorted(at for at in where if at < len(plain)))
    stream = Stream(plain, (0,), ("葉一",), turns=turns)
    library = shelf(tmp_path_factory.mktemp("turns"), stream)
    if "//" in query or (not exact and (not query.strip("/") or query[0] == query[-1] == "/")):
        return  # a pattern, or nothing to look for
    found = search(library, query, exact=exact, limit=0)
    assert {(0, h.position, h.position + len(h.words)) for h in found.hits} == occurrences(
        Tree("phrase", query), [stream], exact
    )
