"""Words that would run in a browser, stored wherever words come in: shown everywhere, run nowhere.

They come through Word files (headings, text, cells, captions, notes, file names), registers and
tasks; then every page that shows them is read as a browser reads it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fangzhi.model.manuscript import Asset, Cell, Figure, Manuscript, Note, Table
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import digest_of_bytes
from fangzhi.publish.docx.manuscript import write_manuscript
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.sources import actions, hearing
from fangzhi.workbench.sources.models import Named
from fangzhi.workbench.works.models import EntryPage, SectionPage

pytestmark = pytest.mark.django_db
CORPUS = (
    "<script>stored()</script>",
    "<img src=x onerror=stored()>",
    '"><svg/onload=stored()>',
    "'><details open ontoggle=stored()>",
    "</title><script src=//stored></script>",
    "</textarea><iframe srcdoc='<script>stored()</script>'>",
    "javascript:stored()",
    "<a href='java\tscript:stored()'>按这里</a>",
    "<math><mi xlink:href='data:text/html,<script>stored()</script>'>",
    "</script><script>stored()</script>",
    "{{ stored }}{% debug %}",
    "<style>@import '//stored'</style>",
    "<form action=//stored><button>登录</button>",
)
_LEADS = ("href", "src", "action", "formaction", "xlink:href", "data")


class _Read(HTMLParser):
    """What a page would run or load by stored words."""

    def __init__(self) -> None:
        super().__init__()
        self.run: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            leads = "".join((value or "").split()).lower()
            away = name in _LEADS and (leads.startswith("javascript:") or "//stored" in leads)
            if name.startswith("on") or name == "srcdoc" or away:
                self.run.append(f"<{tag} {name}={value}>")
        if tag == "script" and not {"src", "type"} & {name for name, _ in attrs}:
            self.run.append("<script>")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style" and "stored" in data:
            self.run.append("<style>")


def running(page: str) -> list[str]:
    """Give what in a page would run by stored words."""
    read = _Read()
    read.feed(page)
    return read.run


@pytest.mark.parametrize("words", [w for w in CORPUS if w[0] in "<\"'" and "mi xlink" not in w])
def test_the_reader_of_this_test_finds_each_of_them_where_it_is_not_escaped(words: str) -> None:
    assert running(f"<input value=\"{words}\"> <input value='{words}'> <p>{words}</p>")


def _word_file() -> bytes:
    """Give a Word file with every one of them in each place where words stand."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 3), "green").save(picture, "PNG")
    digest = digest_of_bytes(picture.getvalue())
    blocks: list[Any] = []
    notes: list[Note] = []
    for n, words in enumerate(CORPUS):
        cell = Cell(0, 0, Text(f"c{n}", words))
        mark = Mark(1, 1, "footnote", ref=f"n{n}")
        notes.append(Note(f"n{n}", "footnote", Text(f"nb{n}", words)))
        blocks += [
            Text(f"h{n}", f"第{n}项{words}", "heading", 2),
            Text(f"p{n}", f"全县{words}。", marks=(mark,)),
            Table(f"t{n}", 1, 1, (cell,), title=Text(f"tt{n}", f"表{n + 1} {words}")),
            Figure(f"f{n}", digest, words, title=Text(f"ft{n}", f"图{n + 1} {words}"),
                   description=words),
        ]  # fmt: skip
    head = Text("h", f"茶业{CORPUS[0]}", "heading", 1)
    asset = Asset(digest, "image/png", len(picture.getvalue()), "图.png", 4, 3)
    manuscript = Manuscript((head, *blocks), tuple(notes), (asset,), title=CORPUS[0])
    return write_manuscript(manuscript, {digest: picture.getvalue()})


def _carried(words: str) -> Run:
    run = Run.objects.filter(title__contains=words).order_by("-pk").first()
    assert run is not None
    runs.carry_out.call(run.pk)
    run.refresh_from_db()
    return run


def _registered(chief: Any, client: Any) -> Iterator[str]:
    """Register each of them as a source, a narrator and a name; give the pages that show them."""
    for words in CORPUS:
        source = actions.register(chief, {"title": words, "kind": "archive", "note": words})
        narrator = hearing.record_narrator(chief, {"name": words[:60], "posts": words})
        heard = hearing.record_interview(chief, {"narrator": narrator, "title": words,
                                                 "summary": words})  # fmt: skip
        told = {"kind": "person", "name": [words], "first": [""], "last": [""], "short": [words[:60]],
                "basis": [words], "note": words}  # fmt: skip
        assert client.post("/names/", told).status_code == 302
        yield from (f"/sources/{source.pk}/", f"/sources/{source.pk}/edit/", f"/oral/{heard.pk}/")
        yield f"/names/{Named.objects.latest('pk').pk}/"
    yield from ("/sources/", "/names/?kind=person", "/oral/", f"/names/?words={CORPUS[2]}")


def test_stored_words_are_shown_on_every_page_and_run_on_none(
    work: Any, chief: Any, signed_in: Any, office: Any
) -> None:
    client = signed_in(chief)
    files = [SimpleUploadedFile("一.docx", _word_file()),
             SimpleUploadedFile('"><img src=x onerror=stored()>.docx', b"PK\x03\x04 broken")]  # fmt: skip
    assert client.post(f"/works/{work.pk}/import/", {"files": files}).status_code == 302
    run = _carried("导入")
    assert run.state == "完成", run.message
    client.post(f"/works/{work.pk}/check/")
    _carried("检")
    came = EntryPage.objects.filter(title__contains="stored")
    assert came.count() == len(CORPUS)
    pages = ["/", "/works/", f"/works/{work.pk}/", f"/works/{work.pk}/check/", "/runs/",
             f"/works/{work.pk}/conflicts/", f"/runs/{run.pk}/", "/admin/",
             f"/works/{work.pk}/export/", f"/works/{work.pk}/import/",
             f"/works/{work.pk}/?find={CORPUS[2]}"]  # fmt: skip
    for section in SectionPage.objects.filter(path__startswith=work.path):
        pages.append(f"/admin/pages/{section.pk}/")
    for entry in came:
        pages += [f"/admin/pages/{entry.pk}/edit/", f"/entries/{entry.pk}/history/",
                  f"/entries/{entry.pk}/evidence/"]  # fmt: skip
    shown = 0
    for address in (*pages, *_registered(chief, client)):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        shown += "stored" in page
        assert running(page) == [], address
    assert shown > len(CORPUS)
    ledger = signed_in(office("审计员")).get("/ledger/").content.decode()
    assert "stored" in ledger and running(ledger) == []
