"""TEI from elsewhere: what its elements say becomes blocks, marks and notes."""

from __future__ import annotations

from pathlib import Path

from fangzhi.collect.readers import read_file, was_read
from fangzhi.collect.reading import Reading
from fangzhi.collect.tei import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Figure, Table, Utterance
from fangzhi.model.text import Mark, Text
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
    assert not was_read(found)


def test_a_line_end_beside_an_element_is_no_space_between_chinese_words() -> None:
    found = texts("<p>城南之<lb/>\n山，甲\n<hi>乙</hi>\n丙 a <hi>b</hi></p>")[0]
    assert found.text == "城南之山，甲乙丙 a b"
    assert found.marks == (
        Mark(3, 3, "line-break"), Mark(6, 7, "strong"), Mark(11, 12, "strong"))  # fmt: skip


def test_a_note_and_a_leaf_after_the_last_paragraph_stay_at_its_end() -> None:
    found = reading('<p>昔在唐尧。</p><note>段后注文。</note><pb n="2a"/>').manuscript
    text = found.blocks[-1]
    assert isinstance(text, Text) and text.text == "昔在唐尧。"
    assert [(m.kind, m.start, m.end) for m in text.marks] == [
        ("footnote", 5, 5), ("leaf-break", 5, 5)]  # fmt: skip
    assert [note.body.text for note in found.notes] == ["段后注文。"]


def test_a_note_between_two_paragraphs_stands_at_the_beginning_of_the_second() -> None:
    first, second = texts("<p>昔在唐尧。</p><note>段间注文。</note><p>洪水滔天。</p>")
    assert (first.marks, [(m.kind, m.start) for m in second.marks]) == ((), [("footnote", 0)])


def test_every_paragraph_and_verse_line_of_a_speech_is_read() -> None:
    body = "<sp><speaker>甲</speaker><p>第一句。</p><lg><l>第二句。</l><l>第三句。</l></lg></sp>"
    said = [block for block in reading(body).manuscript.blocks if isinstance(block, Utterance)]
    assert [(block.speaker, block.body.text) for block in said] == [
        ("甲", "第一句。"), ("甲", "第二句。"), ("甲", "第三句。")]  # fmt: skip
    assert len({block.id for block in said}) == 3


def test_a_figure_keeps_all_its_words_beside_and_inside_a_paragraph() -> None:
    body = (
        '<figure><graphic url="b.png"/><head>图2</head><p>说明一</p><p>说明二</p></figure>'
        '<p>如下<figure><graphic url="a.png"/><head>图1 县城</head></figure></p>'
    )
    figure, *rest = reading(body).manuscript.blocks
    assert isinstance(figure, Figure) and figure.title is not None and figure.caption is not None
    assert (figure.title.text, figure.caption.text) == ("图2", "说明一")
    assert [t.text for t in rest if isinstance(t, Text)] == ["说明二", "如下"]
    assert [t.marks for t in rest if isinstance(t, Text)][1] == (
        Mark(2, 2, "figure", "a.png", "图1 县城"),
    )


def test_numbers_on_cells_of_a_foreign_table_are_only_names_and_its_notes_are_read() -> None:
    body = (
        '<table><row><cell n="1">甲</cell><cell n="²">乙</cell></row>'
        '<row><cell cols="all" rows="999999999">丙</cell></row><note>表注。</note></table>'
    )
    table, note = reading(body).manuscript.blocks
    assert isinstance(table, Table) and isinstance(note, Text)
    assert [(c.row, c.column, c.text.text) for c in table.cells] == [
        (0, 0, "甲"), (0, 1, "乙"), (1, 0, "丙")]  # fmt: skip
    assert (note.role, note.text) == ("note", "表注。")


def test_a_leaf_between_two_lines_of_verse_is_a_mark_and_no_empty_line() -> None:
    found = texts('<lg><l>一</l><pb n="2"/><l>二</l></lg>')
    assert [(t.text, [m.ref for m in t.marks]) for t in found] == [("一", []), ("二", ["2"])]


def test_labels_inside_a_paragraph_are_words_of_it() -> None:
    found = texts("<p><label>一</label>茶，<label>二</label>漆</p>")[0]
    assert (found.label, found.text) == ("一", "茶，二漆")


def test_a_title_page_and_all_works_of_a_corpus_are_read() -> None:
    works = "".join(
        f"<TEI><text><front><titlePage><docTitle><titlePart>志{number}</titlePart></docTitle>"
        f"</titlePage></front><body><p>文{number}。</p></body></text></TEI>"
        for number in "一二"
    )
    data = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">{works}</teiCorpus>'.encode()
    found = read(SourceFile(Path("a.xml"), "a.xml", data, digest_of_bytes(data), "tei"))
    assert [b.text for b in found.manuscript.blocks if isinstance(b, Text)] == [
        "志一", "文一。", "志二", "文二。"]  # fmt: skip


def test_what_a_foreign_file_says_of_looks_and_roles_never_costs_its_words(tmp_path: Path) -> None:
    body = (
        '<p rend="align-start">甲</p><ab xmlns:f="urn:fangzhi:tei:1" f:level="x">乙</ab>'
        '<table xmlns:f="urn:fangzhi:tei:1"><row><cell f:role="x">丙</cell></row></table>'
    )
    path = tmp_path / "稿.xml"
    path.write_text(f"{HEAD}<text><body>{body}</body></text></TEI>", encoding="utf-8")
    found = read_file(path, tmp_path)
    assert was_read(found) and not found.findings
    assert [b.text for b in found.manuscript.blocks if isinstance(b, Text)] == ["甲", "乙"]


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    data = (
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"{HEAD}<text><body><p>甲&x;乙</p></body></text></TEI>"
    ).encode()
    found = read(SourceFile(Path("a.xml"), "a.xml", data, digest_of_bytes(data), "tei"))
    assert "机密" not in "".join(b.text for b in found.manuscript.blocks if isinstance(b, Text))
