"""python-docx as a second witness: paragraph i of the body has the words it gives."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.collect.docx.read import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Figure, texts
from fangzhi.model.value import digest_of_bytes

SHARED = Path(__file__).parents[4] / "shared" / "data"
CASES = Path(__file__).parent / "cases"
FILES = sorted(SHARED.rglob("*.docx")) if SHARED.is_dir() else []

LEFT_OUT_BY_PYTHON_DOCX = frozenset(
    {"inserted", "deleted", "formula", "ruby", "glyph", "field", "crossref", "link"}
)
"""Words under these marks may stand in elements python-docx does not look into."""


def same_place(theirs: str, ours: str) -> str:
    """Take our character where python-docx gives a symbol font's private one."""
    return ours if "\uf020" <= theirs <= "\uf0ff" else theirs


def check(path: Path) -> int:
    """Compare all plain paragraphs of a file; give how many were compared."""
    data = path.read_bytes()
    reading = read(SourceFile(path, path.name, data, digest_of_bytes(data), "docx"))
    ours: dict[str, str] = {}
    doubtful: set[str] = set()
    for text in texts(reading.manuscript):
        for run in text.origin:
            ours[run.address] = text.text[run.start : run.end]
            if LEFT_OUT_BY_PYTHON_DOCX & {mark.kind for mark in text.marks}:
                doubtful.add(run.address)
    figures = {b.origin_address for b in reading.manuscript.blocks if isinstance(b, Figure)}
    compared = 0
    for index, paragraph in enumerate(docx.Document(str(path)).paragraphs):
        address = str(index)
        if address in doubtful:
            continue
        if address in ours:
            theirs = "".join(
                map(same_place, paragraph.text, ours[address].ljust(len(paragraph.text)))
            )
            assert ours[address] == theirs, f"{path.name} {index}"
            compared += 1
        else:
            assert not paragraph.text.strip() or address in figures, f"{path.name} {index}"
    return compared


@pytest.mark.skipif(not FILES, reason="../shared/data is absent")
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_paragraphs_of_real_files_are_those_of_python_docx(path: Path) -> None:
    assert check(path) > 0


@pytest.mark.parametrize(
    "name",
    [
        "tabs-breaks-and-hyphens",
        "run-formats",
        "headings-only-bold-and-centred",
        "list-starting-over",
        "footnotes-with-marks-of-their-own",
        "comments-over-words-and-paragraphs",
        "table-in-a-content-control",
        "text-box-once-after-its-paragraph",
        "breaks-of-pages-columns-and-sections",
    ],
)
def test_paragraphs_of_cases_are_those_of_python_docx(name: str) -> None:
    assert check(CASES / name / "manuscript.docx") > 0


WORDS = st.text(
    st.one_of(
        st.sampled_from("浣阳县志，。（）\t\n 　Ａ1𠀀"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=4), min_size=1, max_size=5))
def test_what_python_docx_writes_is_read_with_equal_offsets(paragraphs: list[list[str]]) -> None:
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for number, words in enumerate(runs):
            paragraph.add_run(words).bold = number % 2 == 1
    out = io.BytesIO()
    document.save(out)
    data = out.getvalue()
    reading = read(SourceFile(Path("a"), "a.docx", data, digest_of_bytes(data), "docx"))
    ours = {run.address: text.text for text in texts(reading.manuscript) for run in text.origin}
    theirs = {str(i): p.text for i, p in enumerate(document.paragraphs) if p.text.strip()}
    assert {address: ours.get(address) for address in theirs} == theirs
