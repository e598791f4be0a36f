"""What the ledger's page says of a line is Chinese: names of details, kinds of things, yes and no."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.ledger.wording import THINGS, WORDS, thing, told
from tests.workbench.ready import ROOT


def _lines_written() -> Iterator[ast.Call]:
    """Give every call in the workbench that writes a line."""
    for path in sorted((ROOT / "src" / "fangzhi" / "workbench").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (
                (isinstance(node.func, ast.Name) and node.func.id == "write")
                or (isinstance(node.func, ast.Attribute) and node.func.attr == "write"
                    and isinstance(node.func.value, ast.Name) and node.func.value.id == "lines")
            ):  # fmt: skip
                yield node


def test_every_detail_and_kind_of_thing_that_a_line_bears_has_a_word() -> None:
    calls = list(_lines_written())
    assert len(calls) > 80
    details = {word.arg for call in calls for word in call.keywords if word.arg}
    assert sorted(details - {*WORDS, "outcome"}) == []
    kinds = {
        str(about.values[0].value)
        for call in calls for about in call.args[2:3]
        if isinstance(about, ast.JoinedStr) and isinstance(about.values[0], ast.Constant)
    }  # fmt: skip
    plain = {kind.partition(":")[0] for kind in kinds if kind.isascii()}
    assert sorted(plain - {*THINGS}) == []


def test_a_line_is_told_in_words() -> None:
    assert (
        told('{"active": true, "unit": null, "proofs": ["样书"]}')
        == "在用：是；单位：无；佐证：样书"
    )
    assert told('{"digests": ["a", "b", "c", "d"]}') == "各件摘要：a、b、c 等4个"
    assert (
        thing("User:3 王编辑") == "人员 3 王编辑" and thing("季度通报:2026年") == "季度通报:2026年"
    )


def test_the_page_shows_a_line_in_words(office: Any, signed_in: Any) -> None:
    auditor = office("审计员")
    write(auditor, "people.edit", "User:1 王编辑", added="wang", active=True)
    page = signed_in(auditor).get("/ledger/").content.decode()
    assert "人员 1 王编辑" in page and "在用：是；新增：wang" in page
