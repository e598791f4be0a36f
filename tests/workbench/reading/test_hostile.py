"""Hostile questions through HTTP: an answer or a refusal in Chinese, soon, and never a 5xx."""

from __future__ import annotations

import os
import random
import re
from typing import Any

import pytest

from tests.work import quickest
from tests.workbench.reading.conftest import browser, person

pytestmark = pytest.mark.django_db
CHINESE = re.compile("[\u4e00-\u9fff]{4,}")
PIECES = (
    '"', "(", ")", "（", "）", "与", "或", "非", "近/", "NEAR/500", "AND", "OR", "NOT", "先/3", "/",
    "/[茶", "]/", "{1,9999}", "?", "*", "题:", "时:", "时:9999-1", "地:51", "&KR0836;", "&x", "U+2B739",
    "U+D800", "\\", "\x00", "\n", "\u202e", "\ufffd", "\U0010ffff", "𫜹", "茶", "蒙山", "a", "1661",
    "<script>", "' OR 1=1 --", "%00", "../..", "🙂", " ", "\u3000", "￼", "+", "&", "|", "^", "$", "(?:", "(?=",
)  # fmt: skip
FIXED = (
    "", " ", "(", '"', '""', "/", "//", "茶 与", "与 茶", "(((((茶", "茶" * 100_000, "(" * 5000,
    "/茶{0,1000}茶{0,1000}/", "/(茶|茶茶)*税/", "/.{10}/", " 或 ".join(f"茶{n}" for n in range(1000)),
    "茶 NEAR/500 税", "茶 近/99999999999 税", "时:茶 茶", "题: 茶", "\x00", "U+110000", "&" * 3000,
    "/(?P<a>茶)(?P=a)/", "/(?<=茶)税/", "NOT 茶", "??????????", "茶" + "?" * 300, "\ud7ff",
)  # fmt: skip
PARTS = ("page=99999999", "width=-1", "order=%00", "from=-1&to=999999999999", "from=茶", "exact=2",
         "work=%00", "kind=" + "x" * 500, "place=510000", "limit=-1", "offset=99999999999999999999",
         "inside=1", "format=csv", "from_year=x", "limit=100", "")  # fmt: skip


def made(source: random.Random) -> str:
    """Make a question of pieces; many are unbalanced."""
    return "".join(source.choice(PIECES) for _ in range(source.randint(1, 14)))


def ask_all(questions: list[str], seed: int) -> list[str]:
    """Ask each at one of the doors; give what was wrong."""
    source = random.Random(seed)
    clients = (browser(), browser(person("编辑")))
    faults = []
    for words in questions:
        path = source.choice(("/library/", "/api/v1/search", "/api/v1/facets", "/library/export/"))
        part = source.choice(PARTS)
        told = {"q": words} | dict(one.split("=", 1) for one in part.split("&") if one)
        if path == "/library/export/":
            told |= {"format": "gb7714"}
        answer, took = asked(source.choice(clients), path, told)
        where = f"{path} {part} {words[:60]!r}"
        if answer.status_code not in (200, 400, 403):
            faults.append(f"{answer.status_code} {where}")
        elif answer.status_code != 200 and not CHINESE.search(words_of(answer)):
            faults.append(f"no words {where}")
        elif took > 5:
            faults.append(f"{took:.1f} s {where}")
    return faults


def asked(client: Any, path: str, told: dict[str, str]) -> tuple[Any, float]:
    """Give the answer, and the processor's seconds that it took."""
    answers: list[Any] = []
    took = quickest(lambda: answers.append(client.get(path, told)), 5)
    return answers[-1], took


def words_of(answer: Any) -> str:
    if "json" in answer["Content-Type"]:
        return str(answer.json()["reason"])
    return str(answer.content.decode())


def test_known_hostile_questions_get_an_answer(shelf: Any) -> None:
    faults = []
    for path in ("/library/", "/api/v1/search"):
        for words in FIXED:
            answer, took = asked(browser(), path, {"q": words})
            if answer.status_code not in (200, 400) or took > 5:
                faults.append(f"{answer.status_code} {path} {words[:40]!r}")
    assert not faults, faults[:10]


def test_a_hundred_questions_of_pieces_get_an_answer(shelf: Any) -> None:
    source = random.Random(5)
    faults = ask_all([made(source) for _ in range(100)], 7)
    assert not faults, faults[:10]


@pytest.mark.prove
@pytest.mark.skipif(not os.environ.get("FANGZHI_PROVE"), reason="两千问，make prove 里做")
def test_two_thousand_questions_of_pieces_get_an_answer(shelf: Any) -> None:
    source = random.Random(20261123)
    faults = ask_all([made(source) for _ in range(2000)], 11)
    assert not faults, faults[:10]


@pytest.mark.parametrize(
    "path",
    ["/library/works/x/99999999999999999999/", "/library/works/x/9-1/", "/library/oai/?verb=%00",
     "/library/pictures/x/?leaf=%00", "/library/works/?page=x", "/library/desk/?words=%00",
     "/api/v1/works/%00", "/api/v1/works/x/passage/5/1", "/api/v1/works?limit=0",
     "/library/oai/?verb=GetRecord&metadataPrefix=oai_dc&identifier=%ED%A0%80",
     "/library/oai/?verb=ListRecords&resumptionToken=W3sidmVyYiI6IkxpcyJ9LC0xXQ=="],
)  # fmt: skip
def test_hostile_addresses_are_never_our_fault(shelf: Any, path: str) -> None:
    for client in (browser(), browser(person("编辑"))):
        assert client.get(path).status_code < 500
