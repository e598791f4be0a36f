"""What a folder says of the works in it, for the library: library.toml, or the list 资料清单.csv.

A row names a file (or a pattern of names) and tells its title, kind, place, years, persons and
rights. What cannot be used is a finding; a marking of secrecy that is not known counts as closed.
"""

from __future__ import annotations

import csv
import fnmatch
import io
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from fangzhi.library.shelf import Shelved
from fangzhi.model.agent import Restriction
from fangzhi.model.finding import Finding
from fangzhi.model.value import digest_of, shaped
from fangzhi.project.toml import complaint

TOML, CSV = "library.toml", "资料清单.csv"
COLUMNS = {
    "文件": "file", "书名": "title", "种类": "kind", "地方": "place", "区划代码": "place_code",
    "起年": "start", "止年": "end", "体裁": "genre", "人物": "persons", "作者": "author",
    "版本": "edition", "出版者": "publisher", "年份": "year", "密级": "secrecy",
    "开放日期": "open_from", "权利人": "holder", "许可": "licence", "署名": "attribution",
    "图": "images", "说明": "note",
}  # fmt: skip
"""Heads of the list, and the keys of library.toml."""
_RIGHTS = ("secrecy", "open_from", "holder", "licence", "attribution")
_NUMBERS = ("start", "end", "year")
_WORDS = tuple(k for k in COLUMNS.values() if k not in (*_RIGHTS, *_NUMBERS, "persons", "file"))
_MARKINGS = ("", "内部", "秘密", "机密", "绝密")
Row = Mapping[str, Any]


class ShelfList(msgspec.Struct, frozen=True):
    """The rows of a folder's list, and what was wrong in it."""

    rows: tuple[dict[str, Any], ...] = ()
    complaints: tuple[Finding, ...] = ()

    def row(self, name: str) -> dict[str, Any]:
        """Give what is said of a file by its path in the folder, its name or a pattern; "" asks
        for the row of the whole folder."""
        found: dict[str, Any] = {}
        for row in self.rows:
            pattern = row.get("file", "")
            last = name.rsplit("/", 1)[-1]
            if pattern == name or (pattern and any(
                fnmatch.fnmatchcase(each, pattern) for each in (name, last)
            )):  # fmt: skip
                found |= row
        return found


def read_list(folder: Path) -> ShelfList:
    """Read the list of a folder; an empty one when there is none."""
    found: list[Finding] = []
    rows: list[dict[str, Any]] = []
    for name, read in ((TOML, _toml), (CSV, _csv)):
        path = folder / name
        if not path.is_file():
            continue
        try:
            told = list(read(path.read_bytes().decode("utf-8-sig")))
            rows += _all_checked(told, name, found)
        except UnicodeDecodeError:
            found.append(complaint(name, "不是 UTF-8 编码，没有采用。请另存为 UTF-8。"))
        except (tomllib.TOMLDecodeError, csv.Error, TypeError) as fault:
            found.append(complaint(name, f"看不懂，没有采用：{fault}"))
    return ShelfList(tuple(rows), tuple(found))


def with_row(work: Shelved, row: Row) -> Shelved:
    """Give the work with what its row says; what the row does not say stays."""
    told = {key: row[key] for key in (*_WORDS, *_NUMBERS, "persons") if row.get(key)}
    rights = {key: row[key] for key in _RIGHTS if row.get(key)}
    if row.get("restrictions"):
        rights["restrictions"] = row["restrictions"]
    if rights:
        told["rights"] = msgspec.structs.replace(work.rights, **rights)
    return msgspec.structs.replace(work, **told)


def row_digest(row: Row) -> str:
    """Name what a row says, so that a changed row is taken over."""
    return digest_of(sorted((key, repr(value)) for key, value in row.items()))


def _toml(text: str) -> Iterator[dict[str, Any]]:
    table = tomllib.loads(text)
    if "work" in table:
        yield {"file": "", **table["work"]}
    yield from (dict(row) for row in table.get("works", []))


def _csv(text: str) -> Iterator[dict[str, Any]]:
    for row in csv.DictReader(io.StringIO(text)):
        yield {
            COLUMNS.get((head or "").strip(), (head or "").strip()): value.strip()
            for head, value in row.items()
            if isinstance(value, str) and value.strip()
        }


def _all_checked(
    told: list[dict[str, Any]], name: str, found: list[Finding]
) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(told, 1):
        said: list[str] = []
        yield _checked(row, said.append)
        found += (complaint(name, f"第{number}项：{words}") for words in said)


def _checked(row: dict[str, Any], say: Callable[[str], None]) -> dict[str, Any]:
    """Bring a row's values to their types; say what is not understood."""
    made: dict[str, Any] = {"file": str(row.get("file", ""))}
    for key, value in row.items():
        if key in _WORDS or key in _RIGHTS:
            made[key] = str(value)
        elif key in _NUMBERS:
            try:
                made[key] = int(value)
            except (TypeError, ValueError):
                say(f"“{value}”不是年份，没有采用。")
        elif key == "persons":
            names = value if isinstance(value, list) else str(value).replace("；", "、").split("、")
            made[key] = tuple(str(name).strip() for name in names if str(name).strip())
        elif key == "restrictions":
            try:
                made[key] = shaped(value, tuple[Restriction, ...])
            except msgspec.ValidationError:
                say("restrictions 看不懂，这部书先按不开放处理。")
                made["secrecy"] = "内部"
        elif key != "file":
            say(f"不认识“{key}”，没有采用。")
    if made.get("secrecy", "") not in _MARKINGS:
        say(f"不认识的密级“{made['secrecy']}”，先按内部处理。")
        made["secrecy"] = "内部"
    return made
