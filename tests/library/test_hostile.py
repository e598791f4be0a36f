"""Whatever is typed: an answer or a reason in Chinese, within a second."""

from __future__ import annotations

import os
import random

import pytest

from fangzhi.library.filters import Filters
from fangzhi.library.index import Library
from fangzhi.library.search import BadQuery, search
from tests.library.corpus import everything, shelved, shipped
from tests.work import quickest

LONG = bool(os.environ.get("FANGZHI_PROVE"))
PIECES = (
    *"茶鹽盐國的之，。（）()\"“”/\\|&-?:：*+[]{}^$.~年月日一二三 \n\t　\0\U0010ffff\ud800",
    "AND", " OR ", " NOT ", " 与 ", " 或 ", " 非 ", " NEAR/3 ", " NEAR/500 ", " PRE/2 ", " 近 ", " 先/9 ",
    "题:", "条目:", "地:", "时:", "体:", "人:", "时:1600-1700 ", "1661", "-1", "U+8336", "U+D800",
    "&KR0836;", "⿰氵𥳑", "/茶.*水/", "/[^茶]{3}/", "/(.?){9}/", "/(茶|盐)+/", "{2,}", "{99999}", "\\d", "\\1",
    "(?=", "(?i)", "華陽國志", "四川", "之",
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return shelved(list(shipped())[:1], tmp_path_factory.mktemp("小库"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    works = list(everything()) if LONG else []
    return shelved(works or list(shipped()), tmp_path_factory.mktemp("库"))


def ask(library: Library, query: str, **more: object) -> None:
    """Search, and hold that an answer or a reason in Chinese came within a second."""

    def asked() -> None:
        try:
            search(library, query, **more)  # type: ignore[arg-type]
        except BadQuery as refusal:
            assert any("一" <= c <= "鿿" for c in str(refusal))

    taken = quickest(asked, 1)
    assert taken < 1, (query[:200], taken)


@pytest.mark.parametrize(("size", "number"), [("small", 50_000 if LONG else 400),
                                              ("library", 1_000 if LONG else 100)])  # fmt: skip
def test_fuzzed_queries_are_answered_or_refused(
    size: str, number: int, request: pytest.FixtureRequest
) -> None:
    library: Library = request.getfixturevalue(size)
    dice = random.Random(number)
    for turn in range(number):
        query = "".join(dice.choices(PIECES, k=dice.randint(1, 12)))
        order = "rank" if turn % 7 == 0 else "text"
        ask(library, query, exact=dice.random() < 0.2, limit=dice.choice([1, 20]), order=order)


@pytest.mark.parametrize(
    "query",
    [
        "/茶.?[山水]{2}.{3}/",
        "/[一-龥]{10}/",
        "/(一|二|三|四|五)+年/",
        " OR ".join(chr(0x4E00 + n) + "山" for n in range(1000)),
        " OR ".join(f'"{chr(0x4E00 + n)}"' for n in range(1000)),
        " AND ".join(f'"{chr(0x4E00 + n)}"' for n in range(1000)),
        "之 NEAR/500 以",
        "之 NEAR/500 以 NEAR/500 不 NEAR/500 而",
        "之 OR 以 OR 不 OR 而 OR 也 OR 為",
        "茶?" * 300,
        "",
        "((((",
        '"' * 99,
        "茶" * 100_000,
        "/" + "(" * 300 + "茶" + ")" * 300 + "/",
        "/(((((a+)+)+)+)+)+/",
        "/(a|a|a|a)*b/",
        "-" * 5000 + "茶",
        "NOT " * 4000 + "茶 茶",
    ],
    ids=lambda query: query[:12] or "empty",
)
def test_hard_queries_are_answered_or_refused_within_a_second(library: Library, query: str) -> None:
    ask(library, query)


def test_a_limit_by_an_unknown_field_is_refused(library: Library) -> None:
    with pytest.raises(BadQuery, match="没有“页”这一项"):
        search(library, "茶", filters=Filters(fields=(("页", "3"),)))
