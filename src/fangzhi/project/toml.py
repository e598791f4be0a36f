"""Read fangzhi.toml (or work.toml): what the work is, how it is ordered, what is checked."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from fangzhi.model.finding import Finding
from fangzhi.model.finding import Place as FilePlace

NAMES = ("fangzhi.toml", "work.toml")

Table = dict[str, Any]


class Settings(msgspec.Struct, frozen=True):
    """The settings file as tables, with its name ("" when the folder has none) and complaints."""

    name: str = ""
    work: Table = {}
    imprint: Table = {}
    rules: Table = {}
    switches: Table = {}
    authority: Table = {}
    index: Table = {}
    spelling: Table = {}
    outline: tuple[Table, ...] = ()
    documents: tuple[Table, ...] = ()
    complaints: tuple[Finding, ...] = ()


_KEYS: dict[str, tuple[str, ...]] = {
    "work": ("title", "kind", "level", "area", "parent", "volume_year", "content_year", "upper",
             "lower", "lang", "id", "merge_chronology", "ocr"),
    "imprint": ("subtitle", "compiler", "publisher", "place", "date", "isbn", "cip", "map_approval",
                "notice", "people"),
    "rules": ("packs", "off", "terms", "experience", "resolutions"),
    "index": ("subjects", "persons"),
    "spelling": ("model", "onnx"),
    "documents": ("file", "kind", "upper", "lower", "prior_volume", "unit", "node", "skip",
                  "switches", "licence", "attribution"),
}  # fmt: skip
_SECTIONS = ("work", "imprint", "rules", "switches", "authority", "index", "spelling", "outline",
             "documents")  # fmt: skip
_TOLD = (
    ("illegal character '\\n'", "引号没有成对"),
    ("unterminated string", "引号没有成对"),
    ('expected "\'"', "引号没有成对"),
    ("expected ']'", "方括号没有成对"),
    ("expected '='", "漏了等号"),
    ("unclosed", "括号没有成对"),
    ("overwrite", "同一个键写了两次"),
    ("twice", "同一节写了两次"),
    ("invalid value", "等号后面的写法不对（文字要加英文引号）"),
    ("invalid statement", "不是“键 = 值”的写法（标点要用英文的）"),
)
_ARRAYS = ("outline", "documents")


def settings_file(folder: Path) -> Path | None:
    """Give the settings file of a folder; fangzhi.toml wins over work.toml."""
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def read_settings(folder: Path) -> Settings:
    """Read a folder's settings; faults become findings and what is readable still holds."""
    path = settings_file(folder)
    if path is None:
        return Settings()
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        words = "不是 UTF-8 编码，没有采用。请用记事本另存为 UTF-8。"
        return Settings(path.name, complaints=(complaint(path.name, words),))
    except tomllib.TOMLDecodeError as fault:
        words = f"写法有误，整个文件没有采用：{_where(fault)}"
        return Settings(path.name, complaints=(complaint(path.name, words),))
    found = [complaint(path.name, words) for words in _unknown(table)]
    sections: dict[str, Any] = {}
    for section in _SECTIONS:
        value = table.get(section, [] if section in _ARRAYS else {})
        if not isinstance(value, list if section in _ARRAYS else dict):
            found.append(complaint(path.name, f"[{section}] 的写法不对，没有采用。"))
            continue
        sections[section] = tuple(value) if section in _ARRAYS else value
    return Settings(path.name, **sections, complaints=tuple(found))


def complaint(name: str, words: str) -> Finding:
    """Say something of the settings file as a finding."""
    return Finding("设置", "式", f"设置文件 {name}：{words}", place=FilePlace(name))


def _where(fault: tomllib.TOMLDecodeError) -> str:
    """Say in Chinese where the first fault stands and what is usual there."""
    told = str(fault)
    what = next((words for sign, words in _TOLD if sign in told.lower()), "看不懂")
    at = re.search(r"line (\d+), column (\d+)", told)
    place = f"第{at[1]}行第{at[2]}个字处" if at else "到文件末尾"
    return f"{place}{what}。请改正后再运行。"


def _unknown(table: Table) -> Iterator[str]:
    for section in table:
        if section not in _SECTIONS:
            yield f"不认识的一节 [{section}]{near(section, _SECTIONS)}，没有采用。"
    for section, keys in _KEYS.items():
        value = table.get(section, {})
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            for key in row if isinstance(row, dict) else ():
                if key not in keys:
                    yield f"[{section}] 里不认识“{key}”{near(key, keys)}，没有采用。"


def near(word: str, known: Iterable[str]) -> str:
    """Ask whether a key was meant that is known, "" when none is near."""
    found = difflib.get_close_matches(word, list(known), 1)
    return f"（是不是“{found[0]}”？）" if found else ""
