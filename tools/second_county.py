"""Build the second invented county: manuscripts with planted errors, their key and their traps.

The text is written in `tests/check/second_county/source/NN.txt`, one document a file:
  `= name.docx|kind|upper|lower`   first line: file name, kind and limits of the work
  `# `, `## `                      headings; other lines are paragraphs
  `|a|b|`                          a table row; `<` joins the cell on the left, `^` the cell above
  `@ name`                         a sheet of a workbook
  `{E:R171|wrong|why，应为right|check}`   a planted error; `{T:R171|text|why|check}` a look-alike
A check is a Python expression that must be true; calendar facts ask sxtwl and lunar-python,
which must agree. Everything written is invented and must never be used as a source.

usage: second_county.py [OUT]
"""

from __future__ import annotations

import calendar
import datetime
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import sxtwl
from docx import Document
from lunar_python import Lunar
from openpyxl import Workbook

HERE = Path(__file__).resolve().parent.parent / "tests" / "check" / "second_county"
MARK = re.compile(r"\{([ET]):(R\d{3})\|([^|{}]*)(?:\|([^|{}]*))?(?:\|([^|{}]*))?\}")
LETTERS = [
    (24, "A"), (44, "B"), (56, "C"), (69, "D"), (86, "E"), (120, "F"), (132, "G"), (148, "H"),
    (158, "I"), (166, "J"), (178, "K"), (197, "L"), (219, "M"), (225, "N"), (236, "O"), (248, "P"),
]  # fmt: skip
FAMILIES = {"K": "computed", "L": "computed", "B": "names_time", "I": "other"} | dict.fromkeys(
    "EFG", "num_unit_punct"
)
MUST_PROVE = re.compile(r"R(151|152|16[7-9]|17\d|18[0-8])$")
ERAS = {
    "贞观": (627, 23), "天宝": (742, 15), "乾符": (874, 6), "宝正": (926, 6),
    "太平兴国": (976, 9), "熙宁": (1068, 10), "淳熙": (1174, 16), "嘉定": (1208, 17),
    "淳祐": (1241, 12), "至元": (1264, 31), "后至元": (1335, 6), "洪武": (1368, 31),
    "永乐": (1403, 22), "宣德": (1426, 10), "弘治": (1488, 18), "正德": (1506, 16),
    "嘉靖": (1522, 45), "隆庆": (1567, 6), "万历": (1573, 48), "崇祯": (1628, 17),
    "弘光": (1645, 1), "顺治": (1644, 18), "康熙": (1662, 61), "雍正": (1723, 13),
    "乾隆": (1736, 60), "嘉庆": (1796, 25), "道光": (1821, 30), "咸丰": (1851, 11),
    "同治": (1862, 13), "光绪": (1875, 34), "宣统": (1909, 3), "民国": (1912, 999),
}  # fmt: skip


def letter(rule: str) -> str:
    """The family letter of a rule id."""
    return next(name for last, name in LETTERS if int(rule[1:]) <= last)


def rounded(value: Decimal, places: int = 1) -> float:
    """Half-up rounding, as the trade rounds."""
    return float(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def total(*parts: float) -> float:
    """The exact decimal sum of the parts."""
    return float(sum((Decimal(str(p)) for p in parts), Decimal(0)))


def share(part: float, whole: float) -> float:
    """Part of whole in percent, one decimal."""
    return rounded(Decimal(str(part)) * 100 / Decimal(str(whole)))


def growth(before: float, after: float) -> float:
    """Change in percent of the earlier value, one decimal."""
    first = Decimal(str(before))
    return rounded((Decimal(str(after)) - first) * 100 / first)


def product(one: float, other: float) -> float:
    """The exact decimal product."""
    return float(Decimal(str(one)) * Decimal(str(other)))


def era(title: str, year: int) -> int:
    """The Common Era year of a regnal year that exists."""
    first, years = ERAS[title]
    if not 1 <= year <= years:
        raise ValueError(f"{title}{year}")
    return first + year - 1


def lunar(year: int, month: int, day: int) -> tuple[int, int, int]:
    """The solar date of a lunar one (negative month: leap), by two calendars that must agree."""
    one = sxtwl.fromLunar(year, abs(month), day, month < 0)
    two = Lunar.fromYmd(year, month, day).getSolar()
    first = (one.getSolarYear(), one.getSolarMonth(), one.getSolarDay())
    if first != (two.getYear(), two.getMonth(), two.getDay()):
        raise ValueError(f"the calendars differ on {year}-{month}-{day}")
    return first


def lunar_text(year: int, month: int, day: int) -> str:
    """The solar date in words."""
    y, m, d = lunar(year, month, day)
    return f"{y}年{m}月{d}日"


NAMES: dict[str, Any] = {
    "S": total,
    "sh": share,
    "gr": growth,
    "mul": product,
    "era": era,
    "len_era": lambda title: ERAS[title][1],
    "gz": lambda year: (
        "甲乙丙丁戊己庚辛壬癸"[(year - 4) % 10] + "子丑寅卯辰巳午未申酉戌亥"[(year - 4) % 12]
    ),
    "wd": lambda y, m, d: "一二三四五六日"[datetime.date(y, m, d).weekday()],
    "lun": lunar_text,
    "lunar": lunar,
    "days": lambda a, b: (datetime.date(*b) - datetime.date(*a)).days,
    "leap": calendar.isleap,
    "round": lambda value, places=0: rounded(Decimal(str(value)), places),
}


def prove(check: str, what: str) -> None:
    """Stop the build when a check of the key is not true."""
    if check and eval(check, {"__builtins__": {"True": True}}, NAMES) is not True:
        raise SystemExit(f"不成立：{what}：{check}")


@dataclass
class Book:
    """What is gathered while the documents are built: texts, errors, traps."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    keys: list[dict[str, Any]] = field(default_factory=list)
    traps: list[dict[str, Any]] = field(default_factory=list)

    def take(self, doc: str, block: int | str, source: str) -> str:
        """Record one block's text and marks; return the text as printed."""
        text, at = "", 0
        for mark in MARK.finditer(source):
            text += source[at : mark.start()]
            kind, rule, span, why, check = (part or "" for part in mark.groups())
            self._mark(kind, rule, doc, block, (len(text), span, why, check))
            text += span
            at = mark.end()
        text += source[at:]
        if re.search(r"[{}]", text):
            raise SystemExit(f"标记不完整：{doc} {block} {text[:60]}")
        if text:
            self.blocks.append({"doc": doc, "block": block, "text": text})
        return text

    def _mark(
        self, kind: str, rule: str, doc: str, block: int | str, told: tuple[int, str, str, str]
    ) -> None:
        start, span, why, check = told
        prove(check, f"{doc} {span}")
        place = {"doc": doc, "block": block, "text": span, "start": start, "end": start + len(span)}
        if kind == "T":
            name = f"second-T{len(self.traps) + 1:03}"
            self.traps.append(
                {"id": name, **place, "rule_it_resembles": rule, "why_ok": why, "check": check}
            )
            return
        if MUST_PROVE.match(rule) and not check:
            raise SystemExit(f"没有算式：{doc} {span}")
        reason, _, right = why.partition("应为")
        self.keys.append(
            {
                "id": f"second-E{len(self.keys) + 1:03}",
                **place,
                "rule": rule,
                "rule_name": rule,
                "letter": letter(rule),
                "family": FAMILIES[letter(rule)],
                "weight": 1,
                "why": reason.rstrip("，"),
                "right": right,
                "check": check,
            }
        )


def cells(line: str) -> list[str]:
    """The cells of a `|a|b|` row; bars inside marks do not part cells."""
    out, depth, cell = [], 0, ""
    for char in line.strip()[1:]:
        depth += (char == "{") - (char == "}")
        if char == "|" and not depth:
            out.append(cell)
            cell = ""
        else:
            cell += char
    return out


def owner(rows: list[list[str]], row: int, column: int) -> tuple[int, int]:
    """The top-left cell of the joined region a cell belongs to."""
    while rows[row][column] in "<^" and rows[row][column]:
        row, column = (row, column - 1) if rows[row][column] == "<" else (row - 1, column)
    return row, column


def regions(rows: list[list[str]]) -> Iterator[tuple[int, int, int, int]]:
    """Each joined region as (top, left, bottom, right)."""
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise SystemExit(f"列数不齐：{row}")
        for c, _ in enumerate(row):
            last[owner(rows, r, c)] = (r, c)
    for (top, left), (bottom, right) in last.items():
        if (top, left) != (bottom, right):
            yield top, left, bottom, right


def write_docx(lines: list[str], name: str, book: Book) -> bytes:
    """One Word manuscript from its lines."""
    doc = Document()
    tables = 0
    while lines:
        line = lines.pop(0)
        if line.startswith("|"):
            rows = [cells(line)]
            while lines and lines[0].startswith("|"):
                rows.append(cells(lines.pop(0)))
            _word_table(doc, rows, name, book, tables)
            tables += 1
            continue
        marks = re.match(r"(#*) ?", line)
        level = len(marks[1]) if marks else 0
        text = book.take(name, len(doc.paragraphs), line[level:].removeprefix(" "))
        if level:
            doc.add_heading(text, level)
        else:
            doc.add_paragraph(text)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _word_table(doc: Any, rows: list[list[str]], name: str, book: Book, number: int) -> None:
    table = doc.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for top, left, bottom, right in regions(rows):
        table.cell(top, left).merge(table.cell(bottom, right))
    for r, row in enumerate(rows):
        for c, source in enumerate(row):
            if source not in ("<", "^"):
                table.cell(r, c).text = book.take(name, f"t{number}/{r}/{c}", source)


def write_xlsx(lines: list[str], name: str, book: Book) -> bytes:
    """One workbook; figures are numbers shown with as many decimals as written."""
    work = Workbook()
    work.remove(work.worksheets[0])
    while lines:
        sheet = work.create_sheet(lines.pop(0).removeprefix("@ "))
        rows = []
        while lines and lines[0].startswith("|"):
            rows.append(cells(lines.pop(0)))
        for r, row in enumerate(rows):
            for c, source in enumerate(row):
                cell = sheet.cell(r + 1, c + 1)
                if source in ("<", "^"):
                    continue
                text = book.take(name, f"{sheet.title}!{cell.coordinate}", source)
                if re.fullmatch(r"-?\d+(\.\d+)?", text):
                    places = len(text.partition(".")[2])
                    cell.value = float(text) if places else int(text)
                    cell.number_format = "0." + "0" * places if places else "0"
                else:
                    cell.value = text or None
        for top, left, bottom, right in regions(rows):
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    out = io.BytesIO()
    work.save(out)
    return out.getvalue()


def steady(data: bytes) -> bytes:
    """The same archive without the hour it was made, so that building twice gives one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            if info.filename == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2022-01-01T00:00:00Z", body)
            plain = zipfile.ZipInfo(info.filename, (2022, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(plain, body)
    return out.getvalue()


def build(source: Path) -> dict[str, bytes]:
    """All files of the set by name, every check proven."""
    book = Book()
    files: dict[str, bytes] = {}
    work = (source / "work.toml").read_text(encoding="utf-8")
    for path in sorted(source.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
        name, kind, upper, lower = lines.pop(0).removeprefix("= ").split("|")
        write = write_xlsx if name.endswith(".xlsx") else write_docx
        files[f"manuscripts/{name}"] = steady(write(lines, name, book))
        work += f'\n[[documents]]\nfile = "{name}"\nkind = "{kind}"\n'
        work += f'upper = "{upper}"\nlower = "{lower}"\n'
    files["manuscripts/work.toml"] = work.encode()
    for name, rows in (("key", book.keys), ("traps", book.traps), ("blocks", book.blocks)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        files[f"{name}.jsonl"] = text.encode()
    return files


def main(out: Path) -> None:
    """Write the set and tell its size."""
    files = build(HERE / "source")
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    rows = {n: files[f"{n}.jsonl"].decode().splitlines() for n in ("key", "traps", "blocks")}
    size = sum(len(json.loads(row)["text"]) for row in rows["blocks"])
    print(f"{len(rows['key'])} 处差错，{len(rows['traps'])} 处似误实对，{size} 字")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "data")
