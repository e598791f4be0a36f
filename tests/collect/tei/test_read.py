"""TEI from elsewhere: what its elements say becomes blocks, marks and notes."""

from __future__ import annotations

from pathlib import Path

from fangzhi.collect.reading import Reading
from fangzhi.collect.tei import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Table, Utterance
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of_bytes

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
    "<title>华阳国志</title><author>常璩</author></titleStmt></fileDesc></teiHeader>"
)


def reading(body: str) -> Reading:
    data = f"{HEAD}<text><body>{body}</body></text></TEI>".encode()
    return read(SourceFile(Path("a.xml"), "a.xml", data, digest_of_bytes(data), "tei"))


def texts(body: str) -> list[Text]:
    return [block for block in reading(body).manuscript.blocks if isinstance(block, Text)]


def test_title_and_author_come_from_the_header() -> None:
    manuscript = reading("<p>巴志</p>").manuscript
    assert (manuscript.title, manuscript.author) == ("华阳国志", "常璩")


def test_heads_take_their_level_from_the_depth_of_divisions() -> None:
    found = texts("<div><head>卷一</head><div><head>巴志</head><p>昔在唐尧。</p></div></div>")
    assert [(t.role, t.level, t.text) for t in found] == [
        ("heading", 1, "卷一"), ("heading", 2, "巴志"), ("paragraph", 0, "昔在唐尧。")]  # fmt: skip


def test_line_ends_of_the_file_are_not_words() -> None:
    found = texts("<p>\n   昔在唐尧，\n   洪水滔天。 the  Ba\n people</p>")
    assert found[0].text == "昔在唐尧，洪水滔天。 the Ba people"


def test_page_and_line_beginnings_are_marks_without_width() -> None:
    found = texts('<pb n="1a"/><p>昔在<lb/>唐尧<pb n="1b"/>，</p>')
    assert found[0].text == "昔在唐尧，"
    assert [(m.kind, m.start, m.end, m.ref) for m in found[0].marks] == [
        ("leaf-break", 0, 0, "1a"), ("line-break", 2, 2, ""), ("leaf-break", 4, 4, "1b")]  # fmt: skip


def test_notes_names_and_emphasis_become_marks() -> None:
    body = (
        '<p><placeName ref="#ba">巴</placeName>国<note place="foot">今重庆。</note><hi>大</hi></p>'
    )
    manuscript = reading(body).manuscript
    text = manuscript.blocks[0]
    assert isinstance(text, Text) and text.text == "巴国大"
    assert [(m.kind, m.start, m.end) for m in text.marks] == [
        ("entity", 0, 1), ("footnote", 2, 2), ("strong", 2, 3)]  # fmt: skip
    assert manuscript.notes[0].body.text == "今重庆。"
    assert text.marks[1].ref == manuscript.notes[0].id


def test_of_two_readings_the_editors_one_is_read() -> None:
    assert texts("<p>甲<choice><sic>已</sic><corr>巳</corr></choice>丙</p>")[0].text == "甲巳丙"
    assert texts("<p><app><lem>蜀</lem><rdg>屬</rdg></app>王</p>")[0].text == "蜀王"


def test_lists_keep_their_labels_and_depth_of_nesting_in_order() -> None:
    found = texts(
        "<list><label>一</label><item>茶</item><item>漆<list><item>生漆</item></list></item></list>"
    )
    assert [(t.role, t.label, t.text) for t in found] == [
        ("list", "一", "茶"), ("list", "", "漆"), ("list", "", "生漆")]  # fmt: skip


def test_a_table_without_column_numbers_is_laid_out_around_its_spans() -> None:
    body = (
        '<table><head>户口</head><row role="label"><cell rows="2">郡</cell><cell cols="2">户</cell>'
        "</row><row><cell>旧</cell><cell>新</cell></row></table>"
    )
    table = reading(body).manuscript.blocks[0]
    assert isinstance(table, Table) and table.title is not None and table.title.text == "户口"
    assert [(c.row, c.column, c.text.text) for c in table.cells] == [
        (0, 0, "郡"), (0, 1, "户"), (1, 1, "旧"), (1, 2, "新")]  # fmt: skip
    assert (table.rows, table.columns, table.header_rows) == (2, 3, 1)


def test_speech_has_its_speaker() -> None:
    block = reading("<sp><speaker>张老汉</speaker><p>那年发大水。</p></sp>").manuscript.blocks[0]
    assert isinstance(block, Utterance)
    assert (block.speaker, block.body.text) == ("张老汉", "那年发大水。")


def test_broken_xml_is_a_finding_in_chinese() -> None:
    data = b"<TEI><text>"
    found = read(SourceFile(Path("a.xml"), "a.xml", data, digest_of_bytes(data), "tei"))
    assert found.manuscript.blocks == ()
    assert found.findings[0].message.startswith("未读入：这个 TEI 文件不是完好的 XML")


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    data = (
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"{HEAD}<text><body><p>甲&x;乙</p></body></text></TEI>"
    ).encode()
    found = read(SourceFile(Path("a.xml"), "a.xml", data, digest_of_bytes(data), "tei"))
    assert "机密" not in "".join(b.text for b in found.manuscript.blocks if isinstance(b, Text))
