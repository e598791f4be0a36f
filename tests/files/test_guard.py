"""What the guard lets in, what it remarks on, and that no bytes whatever make it raise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.files.guard import admit, admit_bytes
from fangzhi.files.limits import Limits
from fangzhi.files.refusal import REASONS, Refusal, Refused, refuse
from fangzhi.files.source import SourceFile
from fangzhi.model.value import digest_of_bytes
from tests.hostile import office, others

SHARED = Path(__file__).parents[3] / "shared" / "data"
PROSE = "2024年末，全县总人口32.6万人，其中城镇人口12.1万人。\n"

SOUND: list[tuple[str, bytes, str]] = [
    ("a.docx", office.word(), "docx"),
    ("a.xlsx", office.pack(office.sheet_parts('<row r="1"/>')), "xlsx"),
    ("a.doc", office.old_word("县志"), "doc"),
    ("a.wps", office.old_word("县志"), "wps"),
    ("a.xls", office.old_sheet(), "xls"),
    ("a.et", office.old_sheet(), "et"),
    ("a.pdf", others.page_pdf(), "pdf"),
    ("a.png", others.png(8, 8), "image"),
    ("a.tif", others.tiff(8, 8), "image"),
    ("a.txt", PROSE.encode("gb18030"), "txt"),
    ("无扩展名", PROSE.encode(), "txt"),
    ("a.csv", b"a,b\n", "txt"),
    ("a.md", f"# 人口\n\n{PROSE}".encode(), "md"),
    ("a.jsonl", b'{"text":"x"}\n', "jsonl"),
    ("a.jsonl.zst", others.zst(b'{"text":"x"}\n'), "jsonl"),
    ("a.txt", "# -*- mode: mandoku-view -*-\n<pb:KR2k0052_WYG_001-1a>¶\n".encode(), "mandoku"),
    ("a.xml", b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "tei"),
]


@pytest.mark.parametrize(("name", "data", "media_type"), SOUND)
def test_a_sound_file_comes_in_with_its_bytes_and_type(
    tmp_path: Path, name: str, data: bytes, media_type: str
) -> None:
    path = tmp_path / "经济" / name
    path.parent.mkdir()
    path.write_bytes(data)
    source = admit(path, tmp_path)
    assert source == SourceFile(path, f"经济/{name}", data, digest_of_bytes(data), media_type)


@pytest.mark.parametrize(
    ("limits", "data", "name", "code"),
    [
        (Limits(unpacked_bytes=100), office.word(), "a.docx", "zip-bomb"),
        (Limits(member_bytes=100), office.word(), "a.docx", "zip-bomb"),
        (Limits(zip_members=2), office.word(), "a.docx", "too-many-members"),
        (Limits(pdf_pages=0), others.page_pdf(), "a.pdf", "too-many-pages"),
        (Limits(text_bytes=10), PROSE.encode(), "a.txt", "text-too-large"),
        (Limits(paragraph_characters=10), PROSE.encode(), "a.txt", "long-paragraph"),
        (Limits(picture_side=7), others.png(8, 8), "a.png", "huge-picture"),
        (Limits(picture_pixels=63), others.png(8, 8), "a.png", "huge-picture"),
        (Limits(name_characters=3), PROSE.encode(), "abcd.txt", "bad-name"),
    ],
)
def test_every_limit_of_the_table_holds(limits: Limits, data: bytes, name: str, code: str) -> None:
    answer = admit_bytes(data, name, Path(name), limits)
    assert isinstance(answer, Refusal) and answer.code == code


def test_a_file_over_the_size_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 2000)
    answer = admit(path, tmp_path, Limits(file_bytes=1000))
    assert isinstance(answer, Refusal) and "2.0 KB，超过上限 1.0 KB" in answer.message


@pytest.mark.parametrize(
    ("name", "data", "remark"),
    [
        ("a.doc", office.word(), "扩展名是 .doc，内容是Word 文档（.docx）"),
        ("a.xls", office.pack(office.sheet_parts("")), "内容是Excel 工作簿"),
        ("a.docm", office.word(None, ("word/vbaProject.bin", b"x")), "带有宏，没有运行"),
        ("a.pdf", others.page_pdf(catalog="/OpenAction<</S/JavaScript/JS(x)>>"), "带有脚本"),
        ("a.第二稿", PROSE.encode(), "扩展名是 .第二稿，内容是纯文本"),
    ],
)
def test_what_an_editor_should_know_is_remarked(name: str, data: bytes, remark: str) -> None:
    answer = admit_bytes(data, name, Path(name))
    assert isinstance(answer, SourceFile) and remark in "".join(answer.remarks)


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_says_what_to_do(code: str) -> None:
    message = REASONS[code][1]
    assert any(word in message for word in ("请", "能读的有", "关闭文档后")), message


def test_a_refusal_keeps_its_words_between_processes() -> None:
    import pickle

    fault = pickle.loads(pickle.dumps(Refused("too-large", size="2 GB", limit="1 GB")))
    assert fault.refusal("a.docx") == refuse("a.docx", "too-large", size="2 GB", limit="1 GB")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SOUND), st.data())
def test_no_damage_makes_the_guard_raise(
    sound: tuple[str, bytes, str], data: st.DataObject
) -> None:
    name, whole, _ = sound
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 6))] = data.draw(
            st.sampled_from([b"", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"A"])
        )
        broken = broken or bytearray(b"x")
    del broken[data.draw(st.integers(1, len(broken))) :]
    answer = admit_bytes(bytes(broken), name, Path(name))
    assert isinstance(answer, SourceFile | Refusal)


def test_every_real_file_of_an_office_is_let_in() -> None:
    folders = [SHARED / "planted" / "manuscripts", SHARED / "office_docs", SHARED / "modern"]
    if not folders[0].is_dir():
        pytest.skip("../shared is not here")
    kinds = {".docx", ".xlsx", ".doc", ".pdf", ".md"}
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if path.suffix in kinds:
            answer = admit(path, SHARED)
            assert isinstance(answer, SourceFile), answer
            assert not answer.remarks


def test_lines_that_end_as_on_old_macs_are_lines_too() -> None:
    limits = Limits(paragraph_characters=100)
    found = admit_bytes(("县志" * 20 + "\r").encode() * 10, "志.txt", Path("志.txt"), limits)
    assert isinstance(found, SourceFile)
