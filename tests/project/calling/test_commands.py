"""`fangzhi call` and `fangzhi receive`, as an office types them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fangzhi.cli.main import main
from fangzhi.project.load import load
from tests.project.calling.conftest import Made
from tests.project.calling.county import fill_in, lines_of, pack_of


@pytest.fixture
def office(made: Made, tmp_path: Path) -> Path:
    """The county's folder before anything was called for."""
    shutil.copytree(made[0] / "上年", tmp_path / "上年")
    shutil.copy(made[0] / "fangzhi.toml", tmp_path / "fangzhi.toml")
    return tmp_path


def receive(office: Path, *more: str) -> int:
    return main(["receive", str(office), "--on", "2025-05-20", *more])


def test_a_round_from_the_call_to_the_accepted_text(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["call", str(office), "--deadline", "2025-05-31"]) == 0
    assert "6个单位的组稿包" in capsys.readouterr().err
    assert len(list((office / "组稿包").glob("*.docx"))) == 6
    text = (office / "组稿包" / "微信文本.txt").read_text(encoding="utf-8-sig")
    assert text.count("您好！") == 6
    (office / "收件").mkdir()
    copied = lines_of("茶垭乡人民政府")
    fill_in(
        pack_of(office, "茶垭乡人民政府"), copied, office / "收件" / "新建 Microsoft Word 文档.docx"
    )
    assert receive(office) == 0
    said = capsys.readouterr().err
    assert "茶垭乡人民政府交的是去年的稿：1 段文字相同，8 个数未改。建议：退回修改。" in said
    assert "6个单位：未交5个，已交1个。" in said
    answers = {path.name for path in (office / "收件" / "回执").iterdir()}
    assert answers == {
        "06-茶垭乡人民政府-第1稿-回复.txt", "06-茶垭乡人民政府-第1稿-审读意见.docx",
        "06-茶垭乡人民政府-第1稿-签批单.docx",
    }  # fmt: skip
    assert (office / "收件" / "收稿一览.xlsx").is_file()
    assert (
        receive(office, "--return", "茶垭乡人民政府", "--who", "李编辑", "--reason", "8个数未改")
        == 0
    )
    mended = [words.replace("960", "973").replace("842", "861") for words in copied]
    fill_in(pack_of(office, "茶垭乡人民政府"), mended, office / "收件" / "改好了.docx")
    assert receive(office, "--accept", "茶垭乡人民政府", "--who", "李编辑") == 0
    said = capsys.readouterr().err
    assert "茶垭乡人民政府第2稿已收下，写成：06茶垭乡人民政府-茶垭乡.docx。" in said
    project = load(office, keep=False)
    assert [c.manuscript.name for c in project.contributions] == ["06茶垭乡人民政府-茶垭乡.docx"]


def test_calling_again_keeps_what_the_office_wrote(office: Path) -> None:
    main(["call", str(office), "--deadline", "2025-05-31"])
    path = office / "组稿.toml"
    written = path.read_text(encoding="utf-8").replace('contact = ""', 'contact = "李编辑"')
    path.write_text(written, encoding="utf-8")
    packs = {p.name for p in (office / "组稿包").iterdir()}
    assert main(["call", str(office), "--phone", "0800"]) == 0
    text = path.read_text(encoding="utf-8")
    assert 'contact = "李编辑"' in text and 'phone = "0800"' in text
    assert {p.name for p in (office / "组稿包").iterdir()} == packs


@pytest.mark.parametrize(
    ("more", "said"),
    [(["call", "{}"], "还没有交稿期限"), (["call", "{}", "--deadline", "五月底"], "日期要写成"),
     (["receive", "{}"], "还没有组稿")],
)  # fmt: skip
def test_wrong_use_is_told(
    office: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert main([word.format(office) for word in more]) == 2
    assert said in capsys.readouterr().err
