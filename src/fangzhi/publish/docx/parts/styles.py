"""The styles of the Word file, as one table, and what each becomes in styles.xml.

Sizes are half-points, distances twips; East Asian fonts carry the names that Windows and WPS
know, with the open fonts as their alternative names.
"""

from __future__ import annotations

from typing import NamedTuple

SERIF = "宋体"
SANS = "黑体"
KAI = "楷体"
VERMILION = "9E2A2B"
GREY = "6B6660"


class Style(NamedTuple):
    """One style: id, the name Word shows, kind, what it is based on, looks of paragraph and run."""

    id: str
    name: str
    kind: str = "paragraph"
    based: str = "Normal"
    paragraph: str = ""
    run: str = ""
    following: str = "Normal"


def _fonts(east: str, latin: str = "Times New Roman") -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _space(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_TIGHT = "<w:keepNext/><w:keepLines/>"
_SANS = _fonts(SANS, "Arial")


def _heading(level: int, before: int, after: int, run: str, align: str = "") -> Style:
    looks = f"{_TIGHT}{_space(before, after)}{_NO_INDENT}{align}"
    return Style(f"Heading{level}", f"heading {level}", "paragraph", "Normal",
                 f'{looks}<w:outlineLvl w:val="{level - 1}"/>', run)  # fmt: skip


_CENTER = '<w:jc w:val="center"/>'
_RED = f'<w:color w:val="{VERMILION}"/>'
_GREY = f'<w:color w:val="{GREY}"/>'


def _contents(level: int, left: int, before: int, run: str) -> Style:
    looks = (
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="7937"/></w:tabs>'
        f'{_space(before, 20)}<w:ind w:left="{left}" w:firstLineChars="0" w:firstLine="0"/>'
        '<w:jc w:val="left"/>'
    )
    return Style(f"TOC{level}", f"toc {level}", "paragraph", "Normal", looks, run)


STYLES = (
    Style("Normal", "Normal", based="", paragraph=(
        f'<w:widowControl/>{_space(0, 0, 360)}<w:ind w:firstLineChars="200" w:firstLine="420"/>'
        '<w:jc w:val="both"/>'), run=_fonts(SERIF) + _size(21)),
    Style("DefaultParagraphFont", "Default Paragraph Font", "character", ""),
    _heading(1, 1400, 700, f"{_SANS}{_size(40)}", _CENTER),
    _heading(2, 480, 320, f"{_SANS}{_size(32)}", _CENTER),
    _heading(3, 360, 200, f"{_SANS}{_size(27)}", _CENTER),
    _heading(4, 280, 140, f"{_SANS}{_size(24)}"),
    _heading(5, 220, 100, f"{_SANS}{_size(22)}"),
    _heading(6, 180, 80, f"{_SANS}{_size(21)}"),
    _heading(7, 160, 60, f"{_fonts(KAI)}<w:b/>{_size(21)}"),
    _heading(8, 140, 60, f"{_fonts(KAI)}{_size(21)}"),
    _heading(9, 140, 60, f"{_fonts(KAI)}{_size(21)}"),
    Style("EntryTitle", "条目标题", paragraph=(
        f'{_TIGHT}{_space(180, 60)}{_NO_INDENT}<w:outlineLvl w:val="6"/>'), run=f"{_SANS}{_size(22)}"),
    Style("FrontTitle", "前置标题", paragraph=(
        f'<w:keepNext/><w:pageBreakBefore/>{_space(900, 500)}{_NO_INDENT}{_CENTER}'
        '<w:outlineLvl w:val="0"/>'), run=f"{_SANS}{_size(36)}"),
    Style("BookTitle", "书名", paragraph=f"{_space(3600, 300)}{_NO_INDENT}{_CENTER}",
          run=f'{_fonts(SANS, "Arial")}<w:spacing w:val="60"/>{_size(64)}'),
    Style("LongBookTitle", "长书名", based="BookTitle", run=_size(44)),
    Style("Subtitle", "Subtitle", paragraph=f"{_space(120, 120)}{_NO_INDENT}{_CENTER}",
          run=f'{_fonts(KAI)}<w:spacing w:val="20"/>{_size(32)}'),
    Style("TitleLine", "书名页文字", paragraph=f"{_space(60, 60)}{_NO_INDENT}{_CENTER}",
          run=f"{_fonts(SERIF)}{_size(26)}"),
    Style("Notice", "声明", paragraph=f"{_space(60, 60)}{_NO_INDENT}{_CENTER}",
          run=f"{_SANS}{_RED}{_size(24)}"),
    Style("Imprint", "版权页文字", paragraph=(
        f'{_space(20, 20, 340)}<w:ind w:left="1260" w:hanging="1260" w:firstLineChars="0"/>'
        '<w:jc w:val="left"/>'), run=_size(19)),
    Style("TOCHeading", "TOC Heading", paragraph=(
        f"<w:keepNext/>{_space(900, 500)}{_NO_INDENT}{_CENTER}"),
        run=f'{_SANS}<w:spacing w:val="200"/>{_size(36)}'),
    _contents(1, 0, 160, f"{_SANS}{_size(22)}"),
    _contents(2, 210, 60, _size(21)),
    _contents(3, 420, 0, _size(20)),
    _contents(4, 630, 0, _GREY + _size(19)),
    Style("ContentsHint", "目录说明", paragraph=f"{_space(0, 160)}{_NO_INDENT}{_CENTER}",
          run=f"{_fonts(KAI)}{_GREY}{_size(18)}"),
    Style("ContentsLine", "目录行", paragraph=_NO_INDENT),
    Style("ListParagraph", "List Paragraph"),
    Style("Quote", "Quote", paragraph=f'{_space(60, 60)}<w:ind w:left="420" w:right="420"/>',
          run=_fonts(KAI)),
    Style("Verse", "诗文", paragraph=(
        f'{_space(60, 60)}<w:ind w:left="840" w:firstLineChars="0" w:firstLine="0"/>'
        '<w:jc w:val="left"/>'), run=_fonts(KAI)),
    Style("Speech", "口述", paragraph='<w:ind w:left="840" w:hanging="840" w:firstLineChars="0"/>'),
    Style("Signature", "Signature", paragraph=f'{_NO_INDENT}<w:jc w:val="right"/>',
          run=_fonts(KAI)),
    Style("TextBox", "文本框文字", paragraph=(
        f'<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="{VERMILION}"/></w:pBdr>'
        f'{_space(60, 60)}<w:ind w:left="420" w:firstLineChars="0" w:firstLine="0"/>'),
        run=_size(20)),
    Style("Figure", "图片", paragraph=f"<w:keepNext/>{_space(200, 60)}{_NO_INDENT}{_CENTER}"),
    Style("FigureTitle", "图题", paragraph=f"<w:keepLines/>{_space(40, 60)}{_NO_INDENT}{_CENTER}",
          run=f"{_SANS}{_size(18)}", following="FigureCaption"),
    Style("FigureCaption", "图说", paragraph=f"{_space(0, 160)}{_NO_INDENT}{_CENTER}",
          run=f"{_fonts(KAI)}{_GREY}{_size(18)}"),
    Style("TableTitle", "表题", paragraph=f"<w:keepNext/>{_space(240, 60)}{_NO_INDENT}{_CENTER}",
          run=f"{_SANS}{_size(19)}", following="UnitLine"),
    Style("UnitLine", "单位行", paragraph=(
        f'<w:keepNext/>{_space(0, 40)}{_NO_INDENT}<w:jc w:val="right"/>'), run=_size(17)),
    Style("TableText", "表文", paragraph=(
        f'{_space(20, 20, 260)}{_NO_INDENT}<w:jc w:val="left"/>'), run=_size(18),
        following="TableText"),
    Style("TableHead", "表头", based="TableText", paragraph=_CENTER, run=_SANS,
          following="TableText"),
    Style("SourceLine", "资料来源", paragraph=f'{_space(60, 160)}{_NO_INDENT}<w:jc w:val="left"/>',
          run=_GREY + _size(17)),
    Style("NoteLine", "注", paragraph=f'{_space(40, 40)}{_NO_INDENT}', run=_size(18)),
    Style("Spacer", "间隔", paragraph=(
        '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>' + _NO_INDENT),
        run=_size(8)),
    Style("FootnoteText", "footnote text", paragraph=(
        f'<w:snapToGrid w:val="0"/>{_space(0, 0, 240)}'
        '<w:ind w:left="180" w:hanging="180" w:firstLineChars="0"/><w:jc w:val="left"/>'),
        run=_size(17), following="FootnoteText"),
    Style("EndnoteText", "endnote text", based="FootnoteText", following="EndnoteText"),
    Style("CommentText", "annotation text", paragraph=f'{_NO_INDENT}<w:jc w:val="left"/>',
          following="CommentText"),
    Style("Header", "header", paragraph=(
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="B9B2A6"/></w:pBdr>'
        '<w:tabs><w:tab w:val="center" w:pos="3968"/><w:tab w:val="right" w:pos="7937"/></w:tabs>'
        f'{_space(0, 0)}{_NO_INDENT}<w:jc w:val="left"/>'), run=f"{_fonts(KAI)}{_size(18)}"),
    Style("Footer", "footer", paragraph=f'{_space(0, 0)}{_NO_INDENT}<w:jc w:val="left"/>',
          run=_size(18)),
    Style("IndexLine", "索引行", paragraph=(
        f'{_space(0, 0, 280)}<w:ind w:left="360" w:hanging="360" w:firstLineChars="0"/>'
        '<w:jc w:val="left"/>'), run=_size(18)),
    Style("IndexKind", "索引类别", paragraph=f"<w:keepNext/>{_space(240, 80)}{_NO_INDENT}{_CENTER}",
          run=f"{_SANS}{_size(24)}"),
    Style("IndexLetter", "索引字母", paragraph=f"<w:keepNext/>{_space(160, 60)}{_NO_INDENT}",
          run=f"{_SANS}{_RED}{_size(22)}"),
    Style("Hyperlink", "Hyperlink", "character", "DefaultParagraphFont"),
    Style("FootnoteReference", "footnote reference", "character", "DefaultParagraphFont",
          run='<w:vertAlign w:val="superscript"/>'),
    Style("EndnoteReference", "endnote reference", "character", "DefaultParagraphFont",
          run='<w:vertAlign w:val="superscript"/>'),
    Style("CommentReference", "annotation reference", "character", "DefaultParagraphFont",
          run=_size(16)),
    Style("Small", "小字", "character", "DefaultParagraphFont", run=_size(17)),
    Style("InlineNote", "夹注", "character", "DefaultParagraphFont", run=_size(15)),
)  # fmt: skip

_NAMES = {style.id: style.name for style in STYLES}
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="BookTable"><w:name w:val="志书表格"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="1C1B19"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1C1B19"/>'
    '<w:insideH w:val="single" w:sz="2" w:space="0" w:color="B9B2A6"/>'
    "</w:tblBorders></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="1C1B19"/>'
    "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)


def name_of(style_id: str) -> str:
    """Give the name that Word shows for a style id."""
    return _NAMES[style_id]


def styles_xml(styles: tuple[Style, ...] = STYLES, *, lang: str = "zh-CN") -> str:
    """Give the content of styles.xml inside w:styles."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SERIF)}{_size(21)}"
        f'<w:lang w:val="en-US" w:eastAsia="{lang}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return defaults + "".join(_style(style) for style in styles) + _TABLE


def _style(style: Style) -> str:
    is_default = style.id in ("Normal", "DefaultParagraphFont")
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    default = ' w:default="1"' if is_default else ""
    based = f'<w:basedOn w:val="{style.based}"/>' if style.based else ""
    following = ""
    if style.kind == "paragraph" and not is_default:
        following = f'<w:next w:val="{style.following}"/>'
    quick = "<w:semiHidden/>" if style.id == "DefaultParagraphFont" else "<w:qFormat/>"
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    run = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based}{following}{quick}{paragraph}{run}</w:style>'
    )
