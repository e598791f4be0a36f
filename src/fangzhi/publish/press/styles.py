"""The few styles of the press file, with what each is for (说明.txt prints this table)."""

from __future__ import annotations

from fangzhi.publish.docx.parts.styles import Style

_PLAIN = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_CENTER = f'{_PLAIN}<w:jc w:val="center"/>'


def _heading(level: int, size: int) -> Style:
    looks = f'<w:keepNext/>{_PLAIN}<w:outlineLvl w:val="{level - 1}"/>'
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体"/>'
    return Style(f"Heading{level}", f"heading {level}", "paragraph", "Normal", looks,
                 f'{fonts}<w:sz w:val="{size}"/>')  # fmt: skip


def _character(identifier: str, name: str, look: str) -> Style:
    return Style(identifier, name, "character", "DefaultParagraphFont", "", look)


STYLES = (
    Style("Normal", "Normal", based="", paragraph=(
        '<w:ind w:firstLineChars="200" w:firstLine="420"/>'),
        run='<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
            '<w:sz w:val="21"/>'),
    Style("DefaultParagraphFont", "Default Paragraph Font", "character", ""),
    *(_heading(level, size) for level, size in enumerate((36, 32, 28, 26, 24, 22), 1)),
    Style("EntryTitle", "条目标题", paragraph=f"<w:keepNext/>{_PLAIN}",
          run='<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体"/>'),
    Style("FrontTitle", "前置标题", paragraph=f"<w:keepNext/>{_CENTER}",
          run='<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体"/><w:sz w:val="32"/>'),
    Style("ListParagraph", "List Paragraph"),
    Style("Quote", "Quote", paragraph='<w:ind w:left="420" w:right="420"/>'),
    Style("Verse", "诗文", paragraph='<w:ind w:left="840" w:firstLineChars="0" w:firstLine="0"/>'),
    Style("Speech", "口述", paragraph=_PLAIN),
    Style("Signature", "Signature", paragraph=f'{_PLAIN}<w:jc w:val="right"/>'),
    Style("FigurePlace", "图位", paragraph=_CENTER),
    Style("FigureTitle", "图题", paragraph=_CENTER),
    Style("FigureCaption", "图说", paragraph=_CENTER),
    Style("TablePlace", "表位", paragraph=_CENTER),
    Style("TableTitle", "表题", paragraph=_CENTER),
    Style("UnitLine", "单位行", paragraph=f'{_PLAIN}<w:jc w:val="right"/>'),
    Style("SourceLine", "资料来源", paragraph=_PLAIN),
    Style("FootnoteText", "footnote text", paragraph=_PLAIN, run='<w:sz w:val="18"/>'),
    Style("EndnoteText", "endnote text", paragraph=_PLAIN, run='<w:sz w:val="18"/>'),
    _character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
    _character("EndnoteReference", "endnote reference", '<w:vertAlign w:val="superscript"/>'),
    _character("Strong", "加粗", "<w:b/>"),
    _character("Emphasis", "着重", '<w:em w:val="dot"/>'),
    _character("Underline", "下划线", '<w:u w:val="single"/>'),
    _character("Strike", "删除线", "<w:strike/>"),
    _character("Superscript", "上标", '<w:vertAlign w:val="superscript"/>'),
    _character("Subscript", "下标", '<w:vertAlign w:val="subscript"/>'),
    _character("Small", "小字", '<w:sz w:val="17"/>'),
    _character("InlineNote", "夹注", '<w:sz w:val="15"/>'),
    _character("MissingGlyph", "缺字", '<w:shd w:val="clear" w:fill="F2D7D5"/>'),
)  # fmt: skip

BLOCK_STYLES = {
    "paragraph": "Normal", "caption": "FigureTitle", "list": "ListParagraph", "quote": "Quote",
    "verse": "Verse", "unit": "UnitLine", "source": "SourceLine", "note": "SourceLine",
    "signature": "Signature",
}  # fmt: skip
"""Style of a text block by its role; the others are plain text."""

CHARACTER_STYLES = {
    "glyph": "MissingGlyph", "superscript": "Superscript", "subscript": "Subscript",
    "note": "InlineNote", "small": "Small", "strong": "Strong", "emphasis": "Emphasis",
    "underline": "Underline", "strike": "Strike",
}  # fmt: skip
"""Character style by mark kind, the weightiest first: a word has one style."""

MEANING = (
    ("标题 1—6（heading 1—6）", "篇章节目或类目分目的标题，编号已写在标题里，不是自动编号"),
    ("条目标题", "条目的标题"), ("前置标题", "凡例、序等的标题"), ("正文（Normal）", "正文段落"),
    ("List Paragraph", "分项段落，编号已写成文字"), ("Quote", "引文"), ("诗文", "诗词韵文"),
    ("口述", "口述、对话"), ("Signature", "落款"),
    ("图位 / 图题 / 图说", "【图2-1】处排入同号原图；其下为图题、图说"),
    ("表位 / 表题 / 单位行 / 资料来源", "【表2-3】处排入同号 XLSX 表格"),
    ("脚注、尾注", "Word 原生脚注、尾注"),
    ("加粗 着重 下划线 删除线 上标 下标 小字 夹注", "字符样式，文中没有任何手工格式"),
    ("缺字", "字库未收的字，以 IDS（部件描述）占位，须造字"),
)  # fmt: skip
