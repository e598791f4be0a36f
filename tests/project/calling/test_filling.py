"""What a unit filled in: our lines come off, all of its own stays, what is empty is said."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook

from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.text import Text
from fangzhi.project.calling.call import Call, Owed, Task
from fangzhi.project.calling.incoming.filled import Filled, manuscript_of, open_points
from fangzhi.project.calling.incoming.filling import fill
from fangzhi.project.calling.incoming.returned import Returned
from fangzhi.project.calling.template import template
from tests.project.calling.conftest import Made
from tests.project.calling.county import fill_in, lasts_of, lines_of, pack_of, read_here, style_of

NODES = (Owed("防汛", ("水利",)), Owed("灌区", ("水利",)), Owed("移民"))
TASK = Task(7, "水务局", NODES)
CALL = Call("c", "青浣年鉴（2025）", 2024, "2025-05-31", 2025, tasks=(TASK,))
sentences = st.lists(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30),
    max_size=4,
)


def filled_in(made: Made, path: Path, unit: str = "水务局") -> Filled:
    _, project, call = made
    task = call.task(unit)
    assert task is not None
    return fill(read_here(path), call, task, lasts_of(project, call).get(unit))


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Text)]


@given(st.tuples(sentences, sentences, sentences))
def test_what_was_written_under_each_node_comes_back_under_it(
    written: tuple[list[str], ...],
) -> None:
    blocks: list[Block] = []
    for part in template(CALL, TASK):
        role = "heading" if part.kind in ("heading", "slot") else "paragraph"
        if part.text:
            blocks.append(Text(f"{len(blocks)}", part.text, role))  # type: ignore[arg-type]
        if part.kind == "hint" and blocks and "下一行" in part.text:
            at = sum("下一行" in b.text for b in blocks if isinstance(b, Text)) - 1
            blocks += [Text(f"{len(blocks)}-{n}", w) for n, w in enumerate(written[at])]
    found = fill(Returned("稿.docx", "d", Manuscript(tuple(blocks))), CALL, TASK)
    expected = [
        [w for w in lines if w not in ("防汛", "灌区", "移民", "水利")] for lines in written
    ]
    assert [words_of(node.blocks) for node in found.nodes] == expected
    assert not found.loose and found.is_empty == (not any(written))


def test_a_filled_pack_gives_text_people_and_form_and_names_empty_cells(
    made: Made, tmp_path: Path
) -> None:
    lines = lines_of("水务局")
    path = fill_in(pack_of(made[0], "水务局"), lines, tmp_path / "稿.docx", form=("40",))
    found = filled_in(made, path)
    assert words_of(found.nodes[0].blocks) == lines
    assert found.person("撰稿人") == "王一" and found.person("审核领导") == "刘局"
    assert found.forms[0].filled == 1
    assert found.forms[0].empty == ("“堤防长度”一行的“2024年”",)
    assert found.ours and not found.remarks and not found.missing_forms
    task = made[2].task("水务局")
    assert task is not None
    assert open_points(found, task) == ("表“水利工程基本情况”里“堤防长度”一行的“2024年”还空着",)


def test_the_empty_pack_is_an_empty_hand_in(made: Made) -> None:
    for unit in ("水务局", "教育局"):
        found = filled_in(made, pack_of(made[0], unit), unit)
        assert found.is_empty and found.characters == 0 and not found.remarks


def test_last_years_text_changed_in_place_is_taken_and_told(made: Made, tmp_path: Path) -> None:
    document = Document(str(pack_of(made[0], "水务局")))
    last = [p for p in document.paragraphs if style_of(p) == "上年稿"]
    for paragraph in last:
        paragraph.runs[0].text = paragraph.runs[0].text.replace("2023年", "2024年")
    document.save(str(tmp_path / "稿.docx"))
    found = filled_in(made, tmp_path / "稿.docx")
    assert found.in_place and not found.is_empty
    assert "正文直接改在了“上年稿”里" in found.remarks[-1]
    said = words_of(found.nodes[0].blocks)
    assert all(p.text in said for p in last)
    assert not any("请不要在这里改" in words or "须更新的数字" in words for words in said)


def test_last_years_text_beside_a_written_one_is_left_alone(made: Made, tmp_path: Path) -> None:
    path = fill_in(
        pack_of(made[0], "水务局"),
        ["【概况】", "2024年，全县完成水利投资5亿元。"],
        tmp_path / "稿.docx",
    )
    found = filled_in(made, path)
    assert words_of(found.nodes[0].blocks) == ["【概况】", "2024年，全县完成水利投资5亿元。"]
    assert not found.in_place and not found.remarks


def test_words_typed_on_after_our_hint_are_kept(made: Made, tmp_path: Path) -> None:
    document = Document(str(pack_of(made[0], "教育局")))
    hint = next(p for p in document.paragraphs if p.text.endswith("请从下一行写起。"))
    hint.runs[0].text += "2024年，全县有学校118所。"
    document.save(str(tmp_path / "稿.docx"))
    found = filled_in(made, tmp_path / "稿.docx", "教育局")
    assert words_of(found.nodes[0].blocks) == ["2024年，全县有学校118所。"]


def test_a_renamed_head_is_still_its_slot(made: Made, tmp_path: Path) -> None:
    document = Document(str(pack_of(made[0], "教育局")))
    slot = next(p for p in document.paragraphs if style_of(p) == "heading 2")
    slot.runs[0].text = "一、全县教育工作情况"
    after = document.paragraphs[[p.text for p in document.paragraphs].index(slot.text) + 2]
    after.insert_paragraph_before("2024年，全县有学校118所。")
    document.save(str(tmp_path / "稿.docx"))
    found = filled_in(made, tmp_path / "稿.docx", "教育局")
    assert words_of(found.nodes[0].blocks) == ["2024年，全县有学校118所。"]


def test_this_years_figures_filled_in_the_list_come_back(made: Made, tmp_path: Path) -> None:
    document = Document(str(pack_of(made[0], "水务局")))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "序号")
    said, old = table.rows[1].cells[1].text, table.rows[1].cells[2].text
    table.rows[1].cells[3].text = "5.08"
    document.save(str(tmp_path / "稿.docx"))
    found = filled_in(made, tmp_path / "稿.docx")
    assert found.figures == ((said, old, "5.08"),) and old in said


def test_a_text_of_the_units_own_is_shared_out_by_its_titles() -> None:
    lines = [("水利", "heading"), ("防汛", "heading"), ("2024年无大汛。", "paragraph"),
             ("二、灌区", "heading"), ("新修渠道20千米。", "paragraph")]  # fmt: skip
    blocks = tuple(Text(str(n), w, role, 1) for n, (w, role) in enumerate(lines))  # type: ignore[arg-type]
    found = fill(Returned("稿.docx", "d", Manuscript(blocks)), CALL, TASK)
    assert [words_of(node.blocks) for node in found.nodes] == [
        ["2024年无大汛。"],
        ["新修渠道20千米。"],
        [],
    ]
    assert not found.ours
    assert open_points(found, TASK) == ("“移民”还没有写", "没有写撰稿人和联系电话")
    whole = manuscript_of(found, Manuscript(blocks))
    heads = [(b.text, b.level) for b in whole.blocks if isinstance(b, Text) and b.role == "heading"]
    assert heads == [("水利", 1), ("防汛", 2), ("灌区", 2)]


def test_a_form_sent_as_a_workbook_beside_counts(made: Made, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["水利工程基本情况"], ["指标", "计量单位", "2023年", "2024年"], ["水库", "座", 38, 40],
                ["堤防长度", "千米", 61.2, 63]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "表.xlsx")
    call = made[2]
    task = call.task("水务局")
    assert task is not None
    text = read_here(Path(__file__).parents[3] / "examples" / "青浣年鉴" / "06水利.docx")
    found = fill(text, call, task, None, [read_here(tmp_path / "表.xlsx")])
    assert found.forms[0].rows[0][3] == "40" and found.forms[0].empty == ()
    assert not found.missing_forms


def test_our_lines_in_an_older_wording_are_still_ours(made: Made, tmp_path: Path) -> None:
    path = fill_in(pack_of(made[0], "教育局"), ["2024年，全县有学校118所。"], tmp_path / "稿.docx")
    _, project, call = made
    node = Owed("教育", length="800字以内", requirements="写清民办学校")
    tasks = tuple(replace(t, nodes=(node,)) if t.unit == "教育局" else t for t in call.tasks)
    later = replace(call, tasks=tasks, requirements=("只记本年内的事。",), deadline="2025-06-30")
    task = later.task("教育局")
    assert task is not None
    found = fill(read_here(path), later, task, lasts_of(project, call)["教育局"])
    assert words_of(found.nodes[0].blocks) == ["2024年，全县有学校118所。"]
    assert not found.loose and not found.remarks
