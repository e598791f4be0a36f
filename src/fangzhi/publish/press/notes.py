"""说明.txt: what the typesetter must know: styles, counts, rare characters, fonts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fangzhi.publish.press.styles import MEANING
from fangzhi.publish.press.text import PressText
from fangzhi.zh.counts import typed_characters
from fangzhi.zh.han import han_block, is_han


def explanation(text: PressText, rows: Sequence[Sequence[str]]) -> str:
    """Give the explanation in plain Chinese, lines parted as Windows parts them."""
    work = text.book.work
    lines = [f"《{work.title}》发排说明", ""]
    if work.imprint.notice:
        lines += [work.imprint.notice, ""]
    lines += ["一、文件"]
    figures = sum(1 for row in rows if row[1] == "图")
    lines += [
        f"　　正文一个（.docx），图片 {figures} 幅（图片/，原文件未作任何改动），"
        f"表格 {len(rows) - figures} 张（表格/，.xlsx），清单一份（清单.xlsx）。",
        "　　正文中【图2-1】【表2-3】是图、表的位置，文件名以同一编号开头。",
        "",
        "二、样式",
        *(f"　　{name}：{meaning}。" for name, meaning in MEANING),
        "",
        "三、字数",
        f"　　{sum(typed_characters(part) for part in text.words)} 字（按 Word“字数”口径，"
        "含标题、表格、注释，不含空白）。版面字数以付印样为准。",
        "",
        "四、生僻字",
        *_rare(text),
        "",
        "五、字体",
        "　　样式里写的是宋体、黑体（Windows 字体名），只作区别之用；排版时请按贵厂字库替换，",
        "　　生僻字请用收到扩展 B 区以上的字库（如方正书宋超大字符集、思源宋体）。",
    ]
    lines += _remarks(text)
    return "\r\n".join(lines) + "\r\n"


def _rare(text: PressText) -> list[str]:
    counts: dict[str, int] = {}
    for words in text.words:
        for character in filter(_is_rare, set(words)):
            counts[character] = counts.get(character, 0) + words.count(character)
    lines = [
        f"　　{character}　U+{ord(character):04X}　{_kind(character)}　{count} 次"
        for character, count in sorted(counts.items())
    ]
    lines += [
        f"　　未编码字　{ids or '（无部件描述）'}　{ref}　{count} 次，须造字"
        for (ref, ids), count in sorted(text.glyphs.items())
    ]
    return lines or ["　　没有 GBK 字库以外的字。"]


def _is_rare(character: str) -> bool:
    """Say whether a plain GBK font lacks a character that is Han or private use."""
    if not (is_han(character) or 0xE000 <= ord(character) <= 0xF8FF):
        return False
    try:
        encoded = character.encode("gbk")
    except UnicodeEncodeError:
        return True
    return not encoded


def _kind(character: str) -> str:
    if 0xE000 <= ord(character) <= 0xF8FF:
        return "造字区（换机即失，请向编者索要字形）"
    return han_block(character) or ""


def _remarks(text: PressText) -> Iterable[str]:
    rows = (
        (text.changes, "处修订尚未接受，正文按接受后的文字给出"),
        (text.comments, "处批注未带出"),
        (text.doubled, "处文字原有两种以上格式，只保留了最要紧的一种"),
    )
    said = [f"　　{count} {words}。" for count, words in rows if count]
    return ["", "六、请注意", *said] if said else []
