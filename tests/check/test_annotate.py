"""Word copies with comments: on the exact words, and the text as it was."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from fangzhi.check.annotate import annotate
from fangzhi.model.finding import Finding, Level, Place


def made() -> Document:
    document = docx.Document()
    document.add_paragraph("解放前，")
    mixed = document.add_paragraph()
    for words, bold in (("文", True), ("革期间，学", False), ("校停课。", True)):
        mixed.add_run(words).bold = bold
    table = document.add_table(2, 2)
    table.cell(1, 1).text = "共48人\n共84人"
    tracked = document.add_paragraph("全县")
    tracked._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="9" w:author="甲"><w:r><w:t>共有村112个</w:t></w:r></w:ins>'
        )
    )
    tracked._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="8" w:author="甲"><w:r><w:delText>共有村99个</w:delText></w:r></w:del>'
        )
    )
    tracked._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>。</w:t></w:r>"))
    linked = document.add_paragraph("见")
    linked._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>表1-5所列</w:t></w:r></w:hyperlink>'
        )
    )
    return document


def saved(document: Document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def finding(block: str, start: int, text: str, level: Level = "硬") -> Finding:
    place = Place("a.docx", block, start, start + len(text), text)
    return Finding("R167", level, f"“{text}”请核。", text=text, evidence=("1+1=2",), place=place)


def commented_words(data: bytes) -> dict[str, str]:
    """Read back what each comment stands on, by the comment's first line."""
    document = docx.Document(BytesIO(data))
    body = document.element.body
    says = {}
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/comments"):
            root = parse_xml(relation.target_part.blob)
            for comment in root:
                lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in comment]
                says[comment.get(qn("w:id"))] = lines[0]
    words: dict[str, list[str]] = {}
    open_: list[str] = []
    for element in body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_.append(element.get(qn("w:id")))
            words[open_[-1]] = []
        elif element.tag == qn("w:commentRangeEnd"):
            open_.remove(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for number in open_:
                words[number].append(element.text or "")
    assert not open_
    return {says[number]: "".join(found) for number, found in words.items()}


FINDINGS = (
    finding("0", 0, "解放前"), finding("1", 0, "文革"), finding("1", 5, "学校"), finding("t0/1/1", 5, "84"),
    finding("2", 2, "共有村112个"), finding("3", 1, "表1-5"),
)  # fmt: skip


def all_text(data: bytes) -> list[str]:
    body = docx.Document(BytesIO(data)).element.body
    return [
        "".join(t.text or "" for t in p.iter(qn("w:t"), qn("w:delText")))
        for p in body.iter(qn("w:p"))
    ]


def test_comments_stand_on_the_exact_words_and_the_text_is_unchanged() -> None:
    original = saved(made())
    copy = annotate(original, FINDINGS)
    words = commented_words(copy)
    assert sorted(words.values()) == sorted(f.text for f in FINDINGS)
    assert all(word in line for line, word in words.items())
    assert all_text(copy) == all_text(original)


def test_overlapping_findings_each_keep_their_own_words() -> None:
    copy = annotate(saved(made()), (finding("1", 0, "文革期间"), finding("1", 1, "革期间，学")))
    assert sorted(commented_words(copy).values()) == sorted(["文革期间", "革期间，学"])


def test_the_same_input_gives_the_same_bytes_and_no_findings_give_the_original() -> None:
    original = saved(made())
    assert annotate(original, FINDINGS) == annotate(original, FINDINGS)
    assert annotate(original, ()) == original


def test_only_grave_levels_become_comments_unless_more_are_asked_for() -> None:
    original = saved(made())
    mild = (finding("0", 0, "解放前", "体"),)
    assert annotate(original, mild) == original
    assert commented_words(annotate(original, mild, ("体",))).popitem()[1] == "解放前"


def test_comments_that_were_there_stay() -> None:
    document = made()
    runs = document.paragraphs[0].runs
    document.add_comment(runs, text="请核", author="乙", initials="乙")
    words = commented_words(annotate(saved(document), FINDINGS))
    assert words.pop("请核") == "解放前，"
    assert len(words) == len(FINDINGS)


NOTES = Path(__file__).parents[3] / "shared/data/planted/manuscripts"


@pytest.mark.skipif(not NOTES.is_dir(), reason="needs ../shared/data/planted")
def test_words_in_a_footnote_are_quoted_at_its_reference_mark() -> None:
    original = (NOTES / "21教育志选章.docx").read_bytes()
    copy = annotate(original, (finding("fn1", 0, "《浣阳乡土志略》"),))
    (line,) = commented_words(copy)
    assert "浣阳乡土志略" in line
    assert all_text(copy) == all_text(original)


@pytest.mark.server
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_with_the_same_text(tmp_path: Path) -> None:
    texts = []
    for name, data in (("a", saved(made())), ("b", annotate(saved(made()), FINDINGS))):
        (tmp_path / f"{name}.docx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8",
                   "--outdir", str(tmp_path), str(tmp_path / f"{name}.docx")]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        texts.append((tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig"))
    assert texts[0] == texts[1]
    assert "共有村112个" in texts[0]
