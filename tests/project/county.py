"""An invented county of 40-odd pages: tables over pages, notes, English to be hyphenated."""

from __future__ import annotations

import random

import msgspec

from fangzhi.compile.build import compile_work
from fangzhi.compile.printable import printable
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Block, Manuscript, Note
from fangzhi.model.text import Mark, Text
from tests.written import contribution, settings

_NAMES = "石岩溪坝湾坪垭沟岭坡桥井塘"
_ENGLISH = (
    "记之。The committee re-established co-operatives throughout the surrounding countryside, "
    "notwithstanding administrative difficulties."
)


def county() -> Book:
    """Give the book, the same every time."""
    handed_in = contribution("县志.docx", "\n".join(_lines(random.Random(3))))
    noted = msgspec.structs.replace(handed_in, manuscript=_with_notes(handed_in.manuscript))
    return printable(compile_work(settings("县志"), [noted]).book)


def _lines(chance: random.Random) -> list[str]:
    lines: list[str] = []
    for chapter in range(1, 5):
        lines.append(f"# 第{'一二三四'[chapter - 1]}章 章名{_NAMES[chapter]}事")
        for section in range(1, 4):
            name = _NAMES[chapter * 2 + section]
            lines.append(f"## 第{'一二三'[section - 1]}节 节名{name}务")
            lines += [_paragraph(chance) for _ in range(6)]
            lines.append(f"表|表{chapter}-{section}　{1950 + chapter * 10 + section}年各村户口")
            lines.append("村名|户数（户）|人口（人）|其中男（人）|备注")
            lines += [_row(chance, number) for number in range(60)]
            lines.append("此表据县档案局藏卷。")
    return lines


def _name(chance: random.Random, size: int) -> str:
    return "".join(chance.choice(_NAMES) for _ in range(size))


def _paragraph(chance: random.Random) -> str:
    told = (
        f"{_name(chance, 2)}村{1950 + chance.randrange(70)}年种{chance.choice('稻麦茶桑麻')}"
        f"{chance.randrange(10, 9999)}公顷，收{chance.randrange(1, 99)}.{chance.randrange(10)}万吨，"
        for _ in range(6)
    )
    return "".join(told) + _ENGLISH


def _row(chance: random.Random, number: int) -> str:
    figures = (chance.randrange(100, 999), chance.randrange(1000, 9999), chance.randrange(500, 999))
    remark = f"由原来的{_name(chance, 2)}大队与{_name(chance, 2)}大队于合并后改名而来"
    cells = (_name(chance, 3) + "村", *map(str, figures), "—" if number % 7 else remark)
    return "|".join(cells)


def _with_notes(manuscript: Manuscript) -> Manuscript:
    blocks: list[Block] = []
    notes: list[Note] = []
    for block in manuscript.blocks:
        if isinstance(block, Text) and len(block.text) > 100:
            number = len(notes) + 1
            at = block.text.index("，", 40 + number % 50)
            block = msgspec.structs.replace(block, marks=(Mark(at, at, "footnote", f"n{number}"),))
            words = (
                f"据{_NAMES[number % 13]}{_NAMES[number * 3 % 13]}档案馆藏{1900 + number}年"
                f"第{number * 7}卷，旧志作{_NAMES[number * 5 % 13]}，今从之。"
            )
            notes.append(Note(f"n{number}", "footnote", Text(f"nb{number}", words)))
        blocks.append(block)
    return msgspec.structs.replace(manuscript, blocks=tuple(blocks), notes=tuple(notes))
