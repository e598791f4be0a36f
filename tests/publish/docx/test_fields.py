"""Fields of a manuscript in our Word files: counting ones live, the others are words."""

from __future__ import annotations

import io
import zipfile

import pytest

from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Mark, Text
from fangzhi.publish.docx.manuscript import write_manuscript


def document(code: str) -> str:
    text = Text("p1", "产量见旧表。", marks=(Mark(2, 5, "field", text=code),))
    data = write_manuscript(Manuscript((text,)), {})
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


@pytest.mark.parametrize(
    "code", ["DDEAUTO c:\\\\cmd.exe", " includetext /etc/passwd", "INCLUDEPICTURE x", "LINK Excel",
             'DATE \\@ "yyyy"', "", "MACROBUTTON x", "IMPORT x"],
)  # fmt: skip
def test_a_field_that_fetches_runs_or_changes_is_words_only(code: str) -> None:
    made = document(code)
    assert "instrText" not in made and "fldChar" not in made
    assert "见旧表" in made


@pytest.mark.parametrize("code", ["PAGE", " seq 图 "])
def test_a_field_that_counts_stays_alive(code: str) -> None:
    assert "instrText" in document(code)


@pytest.mark.parametrize(
    ("address", "live"),
    [("https://a.cn/", True), ("mailto:a@a.cn", True), ("file:///etc/passwd", False),
     ("javascript:alert(1)", False), ("\\\\\\\\host\\\\share", False)],
)  # fmt: skip
def test_only_links_to_the_web_and_to_mail_lead_out(address: str, live: bool) -> None:
    text = Text("p1", "产量见旧表。", marks=(Mark(2, 5, "link", address),))
    data = write_manuscript(Manuscript((text,)), {})
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    assert ('TargetMode="External"' in relations) is live
