"""A report in the browser: cards put in, every quotation checked, read, built, warned when changed."""

from __future__ import annotations

import re
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.reading.dossiers import acts, held
from fangzhi.workbench.reading.models import CLOSED, Card, Casefile, Holding
from fangzhi.workbench.reading.shelf.scope import house_scope
from tests.workbench.reading.conftest import SECRET, SECRET_TITLE, browser, person, worker

pytestmark = pytest.mark.django_db
TEXT = """[dossier]
title = "蒙頂茶貢額"
kind = "资政报告"
{more}
[form]
issuer = "某市地方志办公室"
signer = "某市地方志办公室"

[[works]]
title = "蒙山志"
period = "清"
{cards}
[[sections]]
head = "史志所载"
items = [
  {{ form = "现将有关记载摘报如下，原文照录。" }},
  {{ quote = ["证1"] }},
  {{ say = "{say}" }},
  {{ advice = "建议先对影印本再用。" }},
]
"""
SAID = "蒙頂茶歲貢三百六十葉〔证1〕。"


@pytest.fixture
def editor(shelf: Any) -> Any:
    return person("编辑")


@pytest.fixture
def card(shelf: Any, editor: Any) -> Card:
    words = "蒙頂茶歲貢三百六十葉。"
    whole = "蒙山在縣南十五里，産茶。順治十八年裁縣丞，茶課歸布政司。"
    path = f"/library/works/{shelf.open.shelved}/card/"
    told = {"start": len(whole), "end": len(whole) + len(words), "note": "貢茶"}
    assert browser(editor).post(path, told).status_code == 302
    made = Card.objects.get()
    assert made.quotation == words
    return made


@pytest.fixture
def case(editor: Any, card: Card) -> Casefile:
    client = browser(editor)
    told = {"title": "蒙頂茶貢額", "kind": "资政报告"}
    assert client.post("/library/dossiers/", told).status_code == 302
    row = Casefile.objects.get()
    page = client.get(at(row)).content.decode()
    assert "蒙頂茶歲貢三百六十葉。" in page and "还不能成文" in page
    assert client.post(f"{at(row)}cards/", {"card": [card.pk]}).status_code == 302
    row.refresh_from_db()
    return row


def at(row: Casefile) -> str:
    return f"/library/dossiers/{row.pk}/"


def cards_in(row: Casefile) -> str:
    """Give the cards' part of a dossier, as they were put in."""
    return "\n[[cards]]" + str(row.text).split("\n[[cards]]")[1]


def sent(client: Any, row: Casefile, text: str) -> Any:
    page = client.get(at(row)).content.decode()
    mark = re.findall(r'name="mark" value="(\w+)"', page)[0]
    return client.post(at(row), {"text": text, "mark": mark})


def written(row: Casefile, say: str = SAID, more: str = "") -> str:
    return TEXT.format(cards=cards_in(row), say=say, more=more)


def test_cards_become_a_report_with_every_sentence_linked_to_its_leaf(
    editor: Any, case: Casefile, shelf: Any
) -> None:
    client = browser(editor)
    assert sent(client, case, written(case)).status_code == 302
    page = client.get(at(case)).content.decode()
    assert "1 条引文逐字核对，都与原书相符" in page and "1 条还没有人对过影印本" in page
    clean = client.get(f"{at(case)}read/").content.decode()
    assert (
        "蒙頂茶歲貢三百六十葉。" in clean and "某市地方志办公室" in clean and "<sup>" not in clean
    )
    full = client.get(f"{at(case)}read/?edition=sourced").content.decode()
    link = re.findall(r'<sup><a href="([^"]+)"', full)[0].replace("&amp;", "&")
    assert shelf.open.shelved in link and "附录" in full and "趙懿" in full
    leaf = client.get(link).content.decode()
    assert "<mark>蒙頂茶歲貢三百六十葉。</mark>" in leaf


def test_a_sentence_that_its_evidence_does_not_bear_out_stops_the_report(
    editor: Any, case: Casefile
) -> None:
    client = browser(editor)
    assert sent(client, case, written(case, "蒙頂茶歲貢三百七十葉〔证1〕。")).status_code == 302
    for path in (at(case), f"{at(case)}read/"):
        page = client.get(path).content.decode()
        assert "还不能成文" in page and "三百七十" in page
    with pytest.raises(ValidationError, match="三百七十"):
        acts.build(worker(editor), Casefile.objects.get())


def test_the_report_is_built_in_the_background(editor: Any, case: Casefile) -> None:
    client = browser(editor)
    sent(client, case, written(case))
    asked = client.post(f"{at(case)}build/")
    assert asked.status_code == 302 and Run.objects.filter(title="做成：蒙頂茶貢額").exists()
    made = acts.build(worker(editor), Casefile.objects.get())
    with zipfile.ZipFile(made) as box:
        names = sorted(box.namelist())
        assert [name.rsplit(".", 1)[1] for name in names].count("docx") == 2
        assert [name.rsplit(".", 1)[1] for name in names].count("pdf") == 2
        assert "蒙頂茶貢額·证据卡.zip" in names


def test_a_source_corrected_later_is_told_with_the_sentences_that_rest_on_it(
    editor: Any, case: Casefile
) -> None:
    client = browser(editor)
    text = written(case).replace("三百六十葉。", "三百六十一葉。", 1)  # as if the book had said so
    assert sent(client, case, text).status_code == 302
    page = client.get(at(case)).content.decode()
    assert "与资料库不符（可能已更正）" in page and "蒙頂茶歲貢三百六十葉" in page


def test_two_who_write_at_once_do_not_overwrite_each_other(editor: Any, case: Casefile) -> None:
    mine = browser(editor)
    mark = held.mark_of(case)
    assert sent(browser(person("总纂")), case, written(case)).status_code == 302
    late = mine.post(at(case), {"text": "[dossier]", "mark": mark})
    assert late.status_code == 400 and "[dossier]" in late.content.decode()
    case.refresh_from_db()
    assert "史志所载" in case.text


def test_a_dossier_of_a_work_that_was_closed_is_not_there_any_more(
    editor: Any, case: Casefile, shelf: Any
) -> None:
    client = browser(editor)
    sent(client, case, written(case))
    row = Holding.objects.get(pk=shelf.open.pk)
    row.circle = CLOSED
    row.save()
    assert "蒙頂茶" not in client.get("/library/dossiers/").content.decode()
    for path in (at(case), f"{at(case)}read/"):
        assert client.get(path).status_code == 404
    with pytest.raises(ValidationError):
        acts.build(worker(editor), Casefile.objects.get())


@pytest.mark.parametrize("more", ['settled = ["/etc/hostname"]', 'settled = ["../x.jsonl"]'])
def test_a_dossier_reads_no_file_of_the_machine(editor: Any, case: Casefile, more: str) -> None:
    client = browser(editor)
    sent(client, case, written(case, more=more))
    assert "不用 settled" in client.get(at(case)).content.decode()
    text = written(case).replace('work = "蒙山志"', 'work = "蒙山志"\nimage = "/etc/hostname"')
    sent(client, case, text)
    page = client.get(f"{at(case)}read/").content.decode()
    assert "不在案卷文件夹里" in page or "还不能成文" in page


def test_a_closed_source_is_as_one_that_never_was(editor: Any, case: Casefile) -> None:
    client, told, plain = browser(editor), [], written(case)
    for title, words in ((SECRET_TITLE, SECRET), ("紫荊坪調查密仲", "雲母寨暗渠圗")):
        card = f'\n[[cards]]\nid = "证9"\nwork = "{title}"\nstart = 0\nend = 6\n'
        text = plain + card + f'quotation = "{words}"\n'
        text += f'[[searches]]\nid = "检1"\nwords = "{words}"\n'
        assert sent(client, case, text).status_code == 302
        case.refresh_from_db()
        page = client.get(at(case)).content.decode().replace(title, "＊").replace(words, "＊")
        told.append(re.sub(r'(csrfmiddlewaretoken|mark)" value="\w+"', "", page))
        case.refresh_from_db()
    assert told[0] == told[1]
    scope = house_scope()
    text = '[dossier]\ntitle = "查"\nkind = "专题"\n'
    text += f'[[searches]]\nid = "检1"\nwords = "{SECRET[:4]}"\n'
    row = Casefile.objects.create(title="查", kind="专题", text=text)
    dossier = held.read(row)
    assert held.shelf_for(scope, dossier).count(dossier.searches[0]).total == 0
