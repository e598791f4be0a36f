"""Styles and pages of the Word files: official papers by GB/T 9704-2012, bound files.

Fonts carry the names that offices have installed (仿宋, 方正小标宋简体, 黑体, 楷体); the font table
names what stands in where one is missing.
"""

from __future__ import annotations

from fangzhi.publish.docx.parts.styles import Style

FONTS = (("SimSun-ExtB", "宋体-方正超大字符集,SimSun-ExtG,Noto Serif CJK SC", "auto"),
         ("仿宋", "FangSong,仿宋_GB2312,FangSong_GB2312,Noto Serif SC,Noto Serif CJK SC", "auto"),
         ("方正小标宋简体", "FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif SC,Noto Serif CJK SC",
          "auto"),
         ("宋体", "SimSun,Noto Serif SC,Noto Serif CJK SC", "auto"),
         ("黑体", "SimHei,Noto Sans SC,Noto Sans CJK SC", "auto"),
         ("楷体", "KaiTi,AR PL UKai CN,Noto Serif SC,Noto Serif CJK SC", "auto"))  # fmt: skip

PAGE_OFFICIAL = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984"'
    ' w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>{title}'
    '<w:docGrid w:type="lines" w:linePitch="579"/>'
)
"""A4; upper margin 37 mm, left 28 mm, type area 156 × 225 mm, 22 lines of 28 characters.

Lines stand on the grid; characters are drawn together by 0.2 pt instead of standing on one, as
other programs than Word spread a grid of characters over the page."""

PAGE_BOUND = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1474" w:bottom="1474"'
    ' w:left="1588" w:header="851" w:footer="680" w:gutter="0"/>{title}'
)

_CENTER = '<w:jc w:val="center"/>'
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _font(east: str, half_points: int, more: str = "") -> str:
    return (
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east}"'
        f' w:cs="Times New Roman"/>{more}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def _exact(before: int = 0, after: int = 0, line: int = 579) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def _loose(before: int = 0, after: int = 0, line: int = 360) -> str:
    return (
        '<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="atLeast"/>'
    )


_TWO = '<w:ind w:firstLineChars="200" w:firstLine="{0}"/>'
_SHARED = (
    Style("DefaultParagraphFont", "Default Paragraph Font", "character", ""),
    Style("Cell", "表文", paragraph=f'{_loose(20, 20, 250)}{_FLUSH}<w:jc w:val="left"/>',
          run=_font("宋体", 18)),
    Style("CellHead", "表头", paragraph=f"<w:keepNext/>{_loose(20, 20, 250)}{_FLUSH}{_CENTER}",
          run=_font("黑体", 18)),
    Style("TableTitle", "表题", paragraph=f"<w:keepNext/>{_loose(200, 80)}{_FLUSH}{_CENTER}",
          run=_font("黑体", 20)),
    Style("Caption", "caption", paragraph=f"{_loose(40, 200)}{_FLUSH}{_CENTER}",
          run=_font("黑体", 18, '<w:color w:val="616161"/>')),
    Style("Figure", "图片", paragraph=f"<w:keepNext/>{_loose(200, 60)}{_FLUSH}{_CENTER}"),
    Style("List", "引文出处", paragraph=(
        f'{_loose(40, 40, 290)}<w:ind w:left="480" w:hanging="480" w:firstLineChars="0"/>'
        '<w:jc w:val="both"/>'), run=_font("宋体", 19)),
    Style("Label", "证据小标", paragraph=f"<w:keepNext/>{_loose(140, 40, 300)}{_FLUSH}",
          run=_font("黑体", 20)),
    Style("Spacer", "间隔", paragraph=f"{_exact(line=160)}{_FLUSH}", run=_font("宋体", 8)),
    Style("Header", "header", paragraph=(
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="B9B2A6"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs>'
        f'{_loose(0, 0, 240)}{_FLUSH}<w:jc w:val="left"/>'),
        run=_font("黑体", 17, '<w:color w:val="616161"/>')),
)  # fmt: skip

OFFICIAL = (
    Style("Normal", "Normal", based="", paragraph=(
        f'<w:widowControl w:val="0"/>{_exact()}{_TWO.format(640)}<w:jc w:val="both"/>'),
        run=_font("仿宋", 32, '<w:spacing w:val="-4"/>')),
    Style("Flush", "顶格", paragraph=_FLUSH),
    Style("Mark", "版头标记", paragraph=f'{_FLUSH}<w:jc w:val="left"/>', run=_font("黑体", 32)),
    Style("Flag", "发文机关标志", paragraph=f"{_loose(line=240)}{_FLUSH}{_CENTER}",
          run=_font("方正小标宋简体", 72, '<w:b/><w:color w:val="C8161D"/>')),
    Style("Number", "发文字号", paragraph=f"{_FLUSH}{_CENTER}", run=_font("仿宋", 32)),
    Style("Title", "Title", paragraph=f"{_exact(1000, 579, 640)}{_FLUSH}{_CENTER}",
          run=_font("方正小标宋简体", 44, "<w:b/>")),
    Style("Subtitle", "Subtitle", paragraph=f"{_exact(0, 579)}{_FLUSH}{_CENTER}",
          run=_font("楷体", 32)),
    Style("Heading1", "heading 1", paragraph=(
        f'<w:keepNext/>{_exact()}{_TWO.format(640)}<w:outlineLvl w:val="0"/>'), run=_font("黑体", 32)),
    Style("Heading2", "heading 2", paragraph=(
        f'<w:keepNext/>{_exact()}{_TWO.format(640)}<w:outlineLvl w:val="1"/>'), run=_font("楷体", 32)),
    Style("Heading3", "heading 3", paragraph=(
        f'<w:keepNext/>{_exact()}{_TWO.format(640)}<w:outlineLvl w:val="2"/>'), run=_font("仿宋", 32)),
    Style("Quote", "Quote"),
    Style("Note", "注", paragraph=_loose(0, 0, 420),
          run=_font("仿宋", 28, '<w:color w:val="616161"/>')),
    Style("Sign", "署名", paragraph=f'{_exact()}<w:ind w:right="1280" w:firstLineChars="0"'
          ' w:firstLine="0"/><w:jc w:val="right"/>'),
    Style("Imprint", "版记", paragraph=(
        '<w:tabs><w:tab w:val="right" w:pos="8560"/></w:tabs>'
        f'{_loose(0, 0, 420)}<w:ind w:left="280" w:right="280" w:firstLineChars="0" w:firstLine="0"/>'),
        run=_font("仿宋", 28)),
    Style("Footer", "footer", paragraph=f"{_loose(0, 0, 240)}{_FLUSH}", run=_font("宋体", 28)),
    *_SHARED,
)  # fmt: skip
"""Text 三号 (16 pt) 仿宋, title 二号 (22 pt) 小标宋, headings 黑体, 楷体, 仿宋."""

_RED = '<w:color w:val="9E2A2B"/>'
BOUND = (
    Style("Normal", "Normal", based="", paragraph=(
        f'<w:widowControl/>{_loose(0, 60, 380)}{_TWO.format(440)}<w:jc w:val="both"/>'),
        run=_font("宋体", 22)),
    Style("Flush", "顶格", paragraph=_FLUSH),
    Style("CoverKind", "封面种类", paragraph=f"{_loose(2900, 500)}{_FLUSH}{_CENTER}",
          run=_font("黑体", 28, f'{_RED}<w:spacing w:val="100"/>')),
    Style("CoverTitle", "封面题名", paragraph=(
        f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="18" w:color="9E2A2B"/></w:pBdr>'
        f'{_loose(0, 300)}<w:ind w:left="300" w:right="300" w:firstLineChars="0" w:firstLine="0"/>'
        f'{_CENTER}'), run=_font("方正小标宋简体", 56, "<w:b/>")),
    Style("CoverLine", "封面文字", paragraph=f"{_loose(80, 80)}{_FLUSH}{_CENTER}",
          run=_font("宋体", 28)),
    Style("CoverFact", "封面事项", paragraph=(
        '<w:tabs><w:tab w:val="left" w:pos="2600"/></w:tabs>'
        f'{_loose(0, 80)}<w:ind w:left="2600" w:right="800" w:hanging="1800" w:firstLineChars="0"/>'
        '<w:jc w:val="left"/>'), run=_font("宋体", 21)),
    Style("CoverNotice", "封面说明", paragraph=f"{_loose(600, 0)}{_FLUSH}{_CENTER}",
          run=_font("黑体", 17, '<w:color w:val="616161"/>')),
    Style("Heading1", "heading 1", paragraph=(
        f'<w:keepNext/>{_loose(480, 200)}{_FLUSH}<w:outlineLvl w:val="0"/>'),
        run=_font("黑体", 30)),
    Style("Heading2", "heading 2", paragraph=(
        f'<w:keepNext/>{_loose(320, 140)}{_FLUSH}<w:outlineLvl w:val="1"/>'),
        run=_font("黑体", 25)),
    Style("Heading3", "heading 3", paragraph=(
        f'<w:keepNext/>{_loose(240, 100)}{_FLUSH}<w:outlineLvl w:val="2"/>'),
        run=_font("黑体", 22)),
    Style("Quote", "Quote", paragraph=(
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="D8B4B4"/></w:pBdr>'
        f'{_loose(100, 100)}<w:ind w:left="360" w:right="180" w:firstLineChars="0" w:firstLine="0"/>'),
        run=_font("楷体", 22)),
    Style("Note", "注", run=_font("宋体", 19, '<w:color w:val="616161"/>')),
    Style("Sign", "署名", paragraph=f'{_FLUSH}<w:jc w:val="right"/>'),
    Style("Footer", "footer", paragraph=f"{_loose(0, 0, 240)}{_FLUSH}", run=_font("宋体", 18)),
    *_SHARED,
)  # fmt: skip
