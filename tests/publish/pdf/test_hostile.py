"""Text from outside can never become typst code."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Mark, Text
from fangzhi.model.work import Entry, Imprint, Node, Person, Work, ref_to
from fangzhi.publish.pdf.literal import literal, printable
from fangzhi.publish.pdf.render import render

NASTY = ['"', "\\", '\\"', "#", "#panic()", "]", "[", ")", "$", "`", "*", "_", "//", "/*", "*/",
         "<x>", "@x", "\n", "\r", "\u2028", "\x00", "\\u{22}", "${", "= ", "- ", "+ ",
         '"#read("/etc/passwd")"', "#import", "~", "---", "'", "\u202e", "\ufeff"]  # fmt: skip
# a lone surrogate cannot stand in a value (it has no JSON), but the literal must bear it
hostile = st.lists(
    st.one_of(st.sampled_from([*NASTY, "\ud800"]), st.text(max_size=4)), max_size=8
).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(hostile, min_size=1, max_size=30))
def test_typst_reads_each_literal_back_as_the_printable_text(texts: list[str]) -> None:
    rows = ", ".join(literal(text) for text in texts)
    source = f"#metadata(({rows},))<all>".encode()
    compiler = typst.Compiler(source, ignore_system_fonts=True)
    read = json.loads(compiler.query("<all>", field="value", one=True))
    assert read == [printable(text) for text in texts]


def _book(words: str) -> Book:
    marks = tuple(Mark(0, len(words), kind, words, words)
                  for kind in ("strong", "link", "ruby", "emphasis"))  # fmt: skip
    text = Text("b", words + "正文", label=words, role="list", level=1, marks=marks)
    entry = Entry("e", Manuscript((text, Text("c", "末段"))), Text("h", words))
    imprint = Imprint(words, words, words, words, words, words, words, words, words,
                      (Person(words, words, words),))  # fmt: skip
    node = Node("n", "章", words, words, entries=(ref_to(entry),))
    return Book(Work("w", words, "村志", (node,), area=words, imprint=imprint),
                {ref_to(entry).digest: entry})  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_hostile_words_in_every_field_are_printed_not_run(words: str, tmp_path: Path) -> None:
    result = render(_book(words), {}, tmp_path)
    document = pypdfium2.PdfDocument((tmp_path / result.files[0]).read_bytes())
    whole = "".join(page.get_textpage().get_text_range() for page in document)
    assert "末段" in whole
    if words.isprintable() and words.strip() and "\u202e" not in words:
        shown = "".join(whole.split())
        assert "".join(words.split()) in shown
