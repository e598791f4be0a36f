"""Words in odd places of small Markdown manuscripts: each stands once in every format."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from fangzhi.model.book import Book
from fangzhi.project.build import build
from fangzhi.project.load import load

FILES = {
    "fangzhi.toml": """
[work]
title = "试志"
kind = "部门志"
[imprint]
people = [{duty = "主编", name = "张三", note = "执行"}]
[[documents]]
file = "03人物.md"
unit = "县史志办"
""",
    "00凡例.md": "# 凡例\n\n本志述而不论。\n\n## 一、断限\n\n上限一九八六年。\n",
    "01大事记.md": "# 大事记\n\n## 1958年\n\n### 3月\n\n8日　公社成立。\n\n## 1959年\n\n### 3月\n\n"
    "2日　水库竣工[^5]。\n\n6日　通车典礼。\n\n[^5]: 一说为次日竣工。\n",
    "02镇村概况.md": "# 【概况】\n\n全镇面积甚广。\n\n## 【人口】\n\n全镇人口甚众。\n",
    "03人物.md": "# 第一章 人物[^1]\n\n[^1]: 生人不立传。\n\n[^9]: 名单待补。\n\n"
    "## 单大山\n\n单大山，农民[^2]。\n\n[^2]: 见族谱。\n\n## 【曾小明】[^3]\n\n曾小明，教师。\n\n"
    "[^3]: 又名曾晓明。\n",
}  # fmt: skip
WORDS = (
    "本志述而不论。", "上限一九八六年。", "公社成立。", "水库竣工", "通车典礼。", "一说为次日竣工。",
    "全镇面积甚广。", "全镇人口甚众。", "生人不立传。", "名单待补。", "见族谱。", "又名曾晓明。",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, dict[str, str]]:
    """The book, and the words of each format."""
    folder = tmp_path_factory.mktemp("来稿")
    for name, words in FILES.items():
        (folder / name).write_text(words, encoding="utf-8")
    built = build(load(folder, keep=False), folder / "out")
    out = folder / "out" / "成书"
    texts = {
        "pdf": _pdf(out / "试志.pdf"),
        "docx": _zipped(out / "试志.docx", ".xml"),
        "epub": _zipped(out / "试志.epub", ".xhtml"),
        "site": "".join(
            _bare(p.read_text("utf-8")) for p in sorted((out / "site").glob("n-*.html"))
        ),
        "tei": _bare((out / "试志.tei.xml").read_text("utf-8")),
        "press": _zipped(out / "发排" / "试志.docx", ".xml"),
    }
    return built.book, texts


def _bare(markup: str) -> str:
    return re.sub(r"<[^>]*>|\s", "", re.sub(r"<w:instrText.*?</w:instrText>", "", markup))


def _zipped(path: Path, suffix: str) -> str:
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(suffix) and "customXml" not in n]
        return "".join(_bare(archive.read(name).decode()) for name in names)


def _pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "".join("".join(page.split()) for page in pages)


@pytest.mark.parametrize("name", ["pdf", "docx", "epub", "site", "tei", "press"])
def test_every_line_and_note_stands_once(made: tuple[Book, dict[str, str]], name: str) -> None:
    text = made[1][name]
    assert {words: text.count(words) for words in WORDS} == dict.fromkeys(WORDS, 1)


def test_the_word_file_says_where_each_word_of_the_index_stands(
    made: tuple[Book, dict[str, str]],
) -> None:
    text = made[1]["docx"].split("全选后按F9，即换成页码。）")[1]
    assert text.startswith("主题索引R人口镇村概况人物第一章人名索引S单大山单大山、单大山Z曾小明")


def test_the_word_file_tells_the_note_of_an_editor_from_the_name(
    made: tuple[Book, dict[str, str]],
) -> None:
    assert "主编张三（执行）" in made[1]["docx"]


def test_the_words_of_a_unit_are_not_added_to_those_of_the_chapters(
    made: tuple[Book, dict[str, str]],
) -> None:
    rows = {count.name: count.by_unit for count in made[0].counts}
    assert rows == {"大事记": False, "镇村概况": False, "人物": False, "供稿：县史志办": True}
