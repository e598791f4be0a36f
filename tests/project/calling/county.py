"""The invented county as a yearbook under way: units in the outline, last year's texts, returns."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from docx import Document
from docx.text.paragraph import Paragraph

from fangzhi.collect.readers import read_source
from fangzhi.files.guard import admit_bytes
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript
from fangzhi.project.calling.answers import write_packs
from fangzhi.project.calling.call import Asked, Call, Form, call_from_outline
from fangzhi.project.calling.callfile import save_call
from fangzhi.project.calling.incoming.hidden import hidden_in
from fangzhi.project.calling.incoming.returned import Returned, returned_from
from fangzhi.project.calling.last_year import last_year
from fangzhi.project.load import Project, load

SOURCES = Path(__file__).parents[3] / "examples" / "青浣年鉴"
UNITS = {
    "农业农村局": ("03农业农村", "农业·农村"),
    "交通运输局": ("05交通运输", "交通运输"),
    "水务局": ("06水利", "水利"),
    "财政局": ("07财政税务", "财政·税务"),
    "教育局": ("08教育", "教育"),
    "茶垭乡人民政府": ("15茶垭乡", "茶垭乡"),
}
FORM = Form(
    "水利工程基本情况",
    ("指标", "计量单位", "2023年", "2024年"),
    (("水库", "座", "38"), ("堤防长度", "千米", "61.2")),
    1,
    units=("水务局",),
)
_SETTINGS = """[work]
title = "青浣年鉴（2025）"
kind = "综合年鉴"
area = "青浣县"
volume_year = 2025
content_year = 2024
upper = "2024-01-01"
lower = "2024-12-31"
"""


def county(folder: Path) -> tuple[Project, Call]:
    """Write the project with its packs into a folder, and load it."""
    (folder / "上年").mkdir(parents=True)
    lines = [_SETTINGS]
    for unit, (file, title) in UNITS.items():
        lines.append(f'[[outline]]\ntitle = "{title}"\nunit = "{unit}"\n')
        older = SOURCES / "14茶垭乡（上年卷2024）.docx"
        if unit.startswith("茶垭"):
            shutil.copy(older, folder / "上年" / f"{file}.docx")
        else:
            a_year_earlier(SOURCES / f"{file}.docx", folder / "上年" / f"{file}.docx")
    for file, _ in UNITS.values():
        lines.append(f'[[documents]]\nfile = "上年/{file}.docx"\nprior_volume = true\n')
    (folder / "fangzhi.toml").write_text("\n".join(lines), encoding="utf-8")
    project = load(folder)
    asked = Asked("2025-05-31", office="青浣县地方志办公室", contact="李编辑", forms=(FORM,))
    call = call_from_outline(project.told.work, asked)
    save_call(folder, call)
    write_packs(folder, call, project)
    return project, call


def a_year_earlier(path: Path, out: Path) -> None:
    """Write a text as it may have read a year earlier: other years, most figures lower by 3."""
    document = Document(str(path))
    for paragraph in document.paragraphs:
        words = paragraph.text.replace("2023年", "2022年").replace("2024年", "2023年")
        words = re.sub(r"(?<![\d.])\d{2,5}(?![\d.年月日])", lambda m: str(int(m[0]) - 3), words)
        _say(paragraph, words)
    document.save(str(out))


def _say(paragraph: Paragraph, words: str) -> None:
    runs = paragraph.runs
    for run in runs[1:]:
        run.text = ""
    if runs:
        runs[0].text = words


def style_of(paragraph: Paragraph) -> str:
    """Give the name of a paragraph's style, in small letters."""
    return (paragraph.style.name or "").lower() if paragraph.style is not None else ""


def pack_of(folder: Path, unit: str) -> Path:
    """Give the pack of a unit."""
    return next((folder / "组稿包").glob(f"*-{unit}.docx"))


def fill_in(pack: Path, lines: list[str], out: Path, *, form: tuple[str, ...] = ()) -> Path:
    """Fill a pack in as a writer does: lines under the first node, people, the form's last column."""
    document = Document(str(pack))
    paragraphs = document.paragraphs
    slot = next(i for i, p in enumerate(paragraphs) if style_of(p) == "heading 2")
    for words in lines:
        paragraphs[slot + 2].insert_paragraph_before(words)
    for table in document.tables:
        head = table.rows[0].cells
        if head[0].text == "撰稿人":
            head[1].text, head[5].text = "王一", "13800000000"
            table.rows[1].cells[1].text = "刘局"
        if head[0].text == "指标":
            for row, words in zip(table.rows[1:], form, strict=False):
                row.cells[3].text = words
    document.save(str(out))
    return out


def lines_of(unit: str) -> list[str]:
    """Give the lines of what a unit writes this year, its own title left out."""
    document = Document(str(SOURCES / f"{UNITS[unit][0]}.docx"))
    return [p.text for p in document.paragraphs[1:] if p.text.strip()]


def without_ids(path: Path, out: Path) -> Path:
    """Write a Word file again without properties, bookmarks and footer, as some programs do."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/custom.xml":
                continue
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*custom[^>]*/>", b"", data)
            if name == "[Content_Types].xml":
                data = re.sub(rb'<Override PartName="/docProps/custom.xml"[^>]*/>', b"", data)
            if name == "word/document.xml":
                data = re.sub(rb"<w:bookmark(?:Start|End)[^>]*/>", b"", data)
                data = re.sub(rb"<w:footerReference[^>]*/>", b"", data)
            new.writestr(name, data)
    return out


def read_here(path: Path) -> Returned:
    """Read a returned file without a child process: it is our own."""
    source = admit_bytes(path.read_bytes(), path.name, path)
    assert isinstance(source, SourceFile)
    return returned_from(read_source(source, recognize=False), source.digest, hidden_in(source))


def lasts_of(project: Project, call: Call) -> dict[str, Manuscript]:
    """Give last year's texts by unit."""
    return last_year(call, project.priors)
