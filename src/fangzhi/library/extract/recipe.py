"""A recipe (提取方案): which works, which patterns, which lists; read from TOML."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from fangzhi.library.extract.kinds import NoKind, one_of
from fangzhi.library.extract.pattern import BadPattern, Pattern, pattern
from fangzhi.model.value import shaped
from fangzhi.zh.fold import fold

_HAN_KEY = re.compile(r"(?m)^([ \t]*)([\u3400-\u9fff][\w]*)([ \t]*=)")
"""A key in Chinese at the beginning of a line, which TOML would have in quotation marks."""


class BadRecipe(ValueError):
    """Raised for a recipe that cannot be used; says in Chinese what is wrong and where."""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: str
    set: str = ""
    clears: tuple[str, ...] = ()
    where: Literal["", "正文", "小注"] = ""


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    works: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    carry: tuple[str, ...] = ()
    pattern: tuple[_Row, ...] = ()
    context: tuple[_Row, ...] = ()
    lists: dict[str, str] = {}


class Line(msgspec.Struct, frozen=True):
    """A pattern of a recipe: words it sets by itself, slots that it empties (for contexts), and
    whether its first slot must stand in the text (正文) or in a small note (小注)."""

    pattern: Pattern
    set: dict[str, str]
    clears: tuple[str, ...] = ()
    where: str = ""


class Recipe(msgspec.Struct, frozen=True):
    """`patterns` give rows, `contexts` only give what following rows carry on (`carry`).

    `works` are titles, `leaves` parts of citations; empty for all. `columns` are the slots in the
    order in which the patterns name them.
    """

    title: str
    works: tuple[str, ...]
    leaves: tuple[str, ...]
    carry: tuple[str, ...]
    patterns: tuple[Line, ...]
    contexts: tuple[Line, ...]

    @property
    def columns(self) -> dict[str, str]:
        """Give every slot with its kind: those carried first, then as the patterns name them."""
        found: dict[str, str] = {}
        for line in (*self.contexts, *self.patterns):
            for name, kind in line.pattern.slots.items():
                found.setdefault(name, kind)
        for line in self.patterns:
            found.update({name: "定" for name in line.set if name not in found})
        carried = {name: found[name] for name in self.carry if name in found}
        return carried | found


def read_recipe(path: Path) -> Recipe:
    """Read a recipe file; raise BadRecipe."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadRecipe(f"提取方案“{path}”读不出：{fault}") from fault
    return recipe_of(text, path.parent)


def recipe_of(text: str, folder: Path | None = None) -> Recipe:
    """Read a recipe; without a folder, its word lists must stand in it. Raises BadRecipe."""
    try:
        table = tomllib.loads(_HAN_KEY.sub(r'\1"\2"\3', text))
    except tomllib.TOMLDecodeError as fault:
        raise BadRecipe(f"提取方案不合 TOML 的写法：{fault}") from fault
    return recipe(table, folder)


def recipe(table: dict[str, Any], folder: Path | None) -> Recipe:
    """Make a recipe of a table of TOML; word lists in files are looked for in `folder`."""
    try:
        told = shaped(table, _Told)
    except msgspec.ValidationError as fault:
        raise BadRecipe(
            f"提取方案里有不认识或不合的项：{fault}。可用的有 title works leaves carry [[pattern]] "
            "[[context]] [lists]。"
        ) from fault
    if not told.pattern:
        raise BadRecipe("提取方案里没有 [[pattern]]，不知道要取什么。")
    lists = {name: one_of(_words(name, words, folder)) for name, words in told.lists.items()}
    try:
        patterns = tuple(_line(row, lists) for row in told.pattern)
        contexts = tuple(_line(row, lists) for row in told.context)
    except (BadPattern, NoKind) as fault:
        raise BadRecipe(str(fault)) from fault
    return Recipe(told.title, told.works, told.leaves, told.carry, patterns, contexts)


def _line(row: _Row, lists: dict[str, str]) -> Line:
    return Line(pattern(row.words, lists), _set(row.set), row.clears, row.where)


def _set(told: str) -> dict[str, str]:
    """Read "项：人丁；时：明季"."""
    found: dict[str, str] = {}
    for part in re.split("[；;]", told):
        if not part.strip():
            continue
        name, sign, words = part.replace("：", ":").partition(":")
        if not sign or not name.strip() or not words.strip():
            raise BadRecipe(f"set 里的“{part}”应写作“栏：词”，几个之间用分号。")
        found[name.strip()] = words.strip()
    return found


def _words(name: str, told: str, folder: Path | None) -> list[str]:
    """Give the words of a list: parted by white space, or the first column of a file."""
    if told.startswith("file:"):
        if folder is None:
            raise BadRecipe(f"词表“{name}”请直接写在方案里，这里不读文件。")
        path = folder / told.removeprefix("file:").strip()
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            raise BadRecipe(f"词表“{name}”的文件读不出：{path.name}（{fault}）") from fault
        words = [line.split("\t")[0].strip() for line in lines if not line.startswith("#")]
    else:
        words = told.split()
    words = [fold(word) for word in words if word]
    if not words:
        raise BadRecipe(f"词表“{name}”是空的。")
    return words
