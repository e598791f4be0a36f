"""The styles of office papers: the book's, with larger text and looks for what is filled in."""

from __future__ import annotations

from fangzhi.publish.docx.parts.styles import GREY, KAI, SANS, SERIF, STYLES, VERMILION, Style

_FLAT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _font(east: str, size: int, more: str = "", latin: str = "Times New Roman") -> str:
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'
    return f'{fonts}{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _space(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _color(code: str) -> str:
    return f'<w:color w:val="{code}"/>'


def _rule(side: str, size: int, space: int, color: str) -> str:
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
        "</w:pBdr>"
    )


_TIGHT = "<w:keepNext/><w:keepLines/>"
_LEFT, _CENTER = '<w:jc w:val="left"/>', '<w:jc w:val="center"/>'
_OWN = (
    Style("Normal", "Normal", based="", paragraph=(
        f'<w:widowControl/>{_space(0, 0, 420)}<w:ind w:firstLineChars="200" w:firstLine="480"/>'
        '<w:jc w:val="both"/>'), run=_font(SERIF, 24)),
    Style("Heading1", "heading 1", paragraph=(
        f'{_TIGHT}{_space(360, 140)}{_FLAT}{_LEFT}<w:outlineLvl w:val="0"/>'),
        run=_font(SANS, 30, latin="Arial")),
    Style("Heading2", "heading 2", paragraph=(
        f'{_TIGHT}{_space(260, 60)}{_FLAT}{_LEFT}<w:outlineLvl w:val="1"/>'),
        run=_font(SANS, 25, latin="Arial")),
)  # fmt: skip
_MORE = (
    Style("PaperNumber", "编号行", paragraph=(
        f'{_rule("bottom", 12, 6, VERMILION)}<w:tabs><w:tab w:val="right" w:pos="9300"/></w:tabs>'
        f"{_space(0, 0)}{_FLAT}{_LEFT}"), run=_font(KAI, 22)),
    Style("PaperTitle", "文件名称", paragraph=f"{_space(420, 260)}{_FLAT}{_CENTER}",
          run=_font(SANS, 40, '<w:spacing w:val="20"/>', "Arial")),
    Style("Flat", "不缩进", paragraph=f"{_FLAT}{_LEFT}", run=_font(SERIF, 24)),
    Style("Hint", "填写说明", paragraph=f"{_TIGHT}{_space(0, 80, 300)}{_FLAT}{_LEFT}",
          run=_font(KAI, 21, _color(GREY))),
    Style("Point", "要求条目", paragraph=(
        f'{_space(0, 40, 340)}<w:ind w:left="420" w:hanging="420" w:firstLineChars="0"/>{_LEFT}'),
        run=_font(SERIF, 22)),
    Style("Notice2", "上年稿提示", paragraph=(
        f'<w:keepNext/><w:pBdr><w:top w:val="single" w:sz="8" w:space="6" w:color="{VERMILION}"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="6" w:color="{VERMILION}"/></w:pBdr>'
        f"{_space(60, 200, 360)}{_FLAT}{_LEFT}"), run=_font(SANS, 22, _color(VERMILION), "Arial")),
    Style("LastHead", "上年稿标题", paragraph=(
        f'{_TIGHT}{_rule("left", 18, 10, "C9C2B6")}{_space(140, 40, 320)}'
        f'<w:ind w:left="240" w:firstLineChars="0" w:firstLine="0"/>{_LEFT}'),
        run=_font(SANS, 22, _color(GREY), "Arial")),
    Style("LastText", "上年稿", paragraph=(
        f'{_rule("left", 18, 10, "C9C2B6")}{_space(0, 0, 340)}'
        '<w:ind w:left="240" w:firstLineChars="0" w:firstLine="420"/><w:jc w:val="both"/>'),
        run=_font(KAI, 21, _color(GREY))),
    Style("CellHead", "表格栏目", paragraph=f"{_space(20, 20, 300)}{_FLAT}{_CENTER}",
          run=_font(SANS, 20, latin="Arial")),
    Style("CellLabel", "表格项目", paragraph=f"{_space(20, 20, 300)}{_FLAT}{_LEFT}",
          run=_font(SANS, 20, _color(GREY), "Arial")),
    Style("CellText", "表格填写", paragraph=f"{_space(20, 20, 300)}{_FLAT}{_LEFT}",
          run=_font(SERIF, 21)),
    Style("CellFigure", "表格数字", paragraph=(
        f'{_space(20, 20, 300)}{_FLAT}<w:jc w:val="right"/>'), run=_font(SERIF, 21)),
    Style("FormTitle", "填报表名", paragraph=f"{_TIGHT}{_space(200, 60)}{_FLAT}{_CENTER}",
          run=_font(SANS, 23, latin="Arial")),
    Style("FormUnit", "填报单位行", paragraph=(
        f'<w:keepNext/>{_space(0, 40)}{_FLAT}<w:jc w:val="right"/>'), run=_font(SERIF, 19)),
    Style("PaperFoot", "页脚编号", paragraph=(
        f'{_rule("top", 4, 4, "B9B2A6")}<w:tabs><w:tab w:val="right" w:pos="9300"/></w:tabs>'
        f"{_space(0, 0)}{_FLAT}{_LEFT}"), run=_font(SERIF, 18, _color(GREY))),
)  # fmt: skip
_REPLACED = {style.id for style in _OWN}
PAPER_STYLES = (*_OWN, *(style for style in STYLES if style.id not in _REPLACED), *_MORE)
"""Styles in the order they stand in the file: what `package` takes."""
