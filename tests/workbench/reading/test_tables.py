"""Data sets in the browser: taken out by a recipe, corrected, rejected, kept with their evidence."""

from __future__ import annotations

import re
from typing import Any

import pytest

from fangzhi.workbench.reading.models import Extracted, Holding, Mending
from fangzhi.workbench.reading.tables.taking import take_out
from tests.workbench.reading.conftest import SECRET, browser, person, worker

pytestmark = pytest.mark.django_db
RECIPE = """title = "貢額"
[[pattern]]
words = "{物:字 1-2}歲貢{額:数}葉"
[[pattern]]
words = "{物:字 1-2}二十{額:数}眼"
[[pattern]]
words = "{物:字 2-2}暗渠"
"""


@pytest.fixture
def table(shelf: Any) -> Any:
    editor = person("编辑")
    assert browser(editor).post("/library/tables/", {"recipe": RECIPE}).status_code == 302
    made = Extracted.objects.get()
    told = take_out(worker(editor), made)
    assert "2 种书里取出 2 行" in told
    return made


def form_of(page: str) -> dict[str, str]:
    """Read a page's form as a browser would send it back unchanged."""
    told = dict(re.findall(r'<input name="([^"]+)" value="([^"]*)"', page))
    told["mark"] = re.findall(r'name="mark" value="([^"]*)"', page)[0]
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page):
        told[name] = "".join(re.findall(r"<option selected>([^<]*)", options))
    return told


def at(table: Any) -> str:
    return f"/library/tables/{table.pk}/"


def test_rows_have_their_words_their_place_and_what_was_computed(table: Any) -> None:
    page = browser(person("编辑")).get(at(table)).content.decode()
    assert "蒙頂茶歲貢三百六十葉" in page.replace("<mark>", "").replace("</mark>", "").replace(
        '<span class="beside">', ""
    ).replace("</span>", "")
    assert "《蒙山志》L5" in page and ">360<" in page and "四" in page
    assert SECRET not in page and "雲母" not in page  # taken as every colleague may read
    link = re.findall(r'<a href="(/library/works/[^"]+)">《蒙山志》', page)[0].replace("&amp;", "&")
    assert "<mark>" in browser(person("编辑")).get(link).content.decode()


def test_a_row_is_corrected_and_another_rejected_and_both_are_kept(table: Any) -> None:
    client = browser(person("编辑"))
    told = form_of(client.get(at(table)).content.decode())
    sent = dict(told)
    first = next(name for name, words in told.items() if words == "三百六十")
    row = first.split(":")[0]
    other = next(name.split(":")[0] for name in told if ":" in name and not name.startswith(row))
    sent |= {first: "三百六十五", f"{row}:说明": "據縣志", f"{other}:审定": "不取"}
    assert client.post(at(table), sent).status_code == 302
    kept = [(one.column, one.was, one.now) for one in Mending.objects.order_by("column")]
    assert sorted(kept) == sorted(
        [("額", "三百六十", "三百六十五"), ("说明", "", "據縣志"), ("审定", "", "不取")]
    )
    assert Mending.objects.get(column="額").quotation == "頂茶歲貢三百六十葉。"
    page = client.get(at(table)).content.decode()
    assert 'value="三百六十五"' in page and "三百六十 → 三百六十五" in page
    csv = client.get(f"{at(table)}csv/").content.decode("utf-8-sig")
    assert "三百六十五" in csv and "額原作“三百六十”" in csv and "不取" in csv and "L5" in csv
    assert client.get(f"{at(table)}xlsx/").content[:4] == b"PK\x03\x04"
    # taken anew, corrections stand
    take_out(worker(person("编辑")), Extracted.objects.get())
    assert 'value="三百六十五"' in client.get(at(table)).content.decode()
    # taken back: the first correction stays on record
    again = form_of(client.get(at(table)).content.decode()) | {first: "三百六十"}
    client.post(at(table), again)
    assert not Mending.objects.filter(column="額", stands=True).exists()
    assert Mending.objects.filter(column="額").count() == 1


def test_who_did_not_see_the_last_state_is_asked_to_look_again(table: Any) -> None:
    one, other = browser(person("编辑")), browser(person("分卷主编"))
    told = form_of(one.get(at(table)).content.decode())
    first = next(name for name, words in told.items() if words == "三百六十")
    assert one.post(at(table), told | {first: "三百"}).status_code == 302
    answer = other.post(at(table), told | {first: "四百"})
    assert answer.status_code == 400 and "刚才有人改过" in answer.content.decode()
    assert Mending.objects.get(stands=True).now == "三百"


def test_what_is_closed_since_is_not_shown_nor_carried_out(table: Any) -> None:
    from fangzhi.workbench.reading.actions import set_circle

    set_circle(person("总纂"), Holding.objects.get(title="鹽井考"), "不开放", None)
    client = browser(person("编辑"))
    page = client.get(at(table)).content.decode()
    assert "鹽井考" not in page and "共 1 行" in page
    assert "鹽井" not in client.get(f"{at(table)}json/").content.decode()


@pytest.mark.parametrize(("recipe", "why"), [
    ("", "title"), ("title = ", "TOML"), ('title = "a"', "pattern"),
    (RECIPE + '[lists]\nx = "file:/etc/passwd"\n', "不读文件"), ("x" * 30_000, "太长"),
])  # fmt: skip
def test_a_recipe_that_cannot_be_used_is_refused_in_words(
    shelf: Any, recipe: str, why: str
) -> None:
    answer = browser(person("编辑")).post("/library/tables/", {"recipe": recipe})
    assert answer.status_code == 400 and why in answer.content.decode()
    assert not Extracted.objects.exists()


def test_the_rows_of_an_isolated_document_go(table: Any) -> None:
    from fangzhi.workbench.ledger.forgetting import Secret
    from fangzhi.workbench.reading.forgetting import forget

    row = Holding.objects.get(title="蒙山志")
    Mending.objects.create(table=table, row="r", work=row.shelved, column="額", now="蒙頂")
    digest = row.files.filter(width=0).get().digest
    gone = list(forget(Secret(digest, frozenset(), frozenset())))
    assert [one.many for one in gone if one.words == "提取表里的行"] == [1]
    table.refresh_from_db()
    assert "蒙頂" not in table.rows and not Mending.objects.exists()
