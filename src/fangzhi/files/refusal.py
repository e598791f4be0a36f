"""A file that was not let in, and the sentence an editor reads about it."""

from __future__ import annotations

from typing import Literal

import msgspec

RefusalKind = Literal["place", "name", "size", "type", "broken", "hostile", "locked", "secret",
                      "encoding"]  # fmt: skip


class Refusal(msgspec.Struct, frozen=True):
    """Why a file was not read: `code` for programs, `message` in Chinese for people."""

    name: str
    code: str
    message: str
    kind: RefusalKind


class Refused(Exception):
    """Carries a refusal from deep inside a package to the door; never leaves the files floor
    or a reader: `admit` and `read_file` turn it into a value."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.code, self.details))

    def refusal(self, name: str) -> Refusal:
        """Say it about the file of this name."""
        return refuse(name, self.code, **self.details)


def _rebuild(code: str, details: dict[str, object]) -> Refused:
    return Refused(code, **details)


REASONS: dict[str, tuple[RefusalKind, str]] = {
    "outside": ("place", "指向来稿文件夹之外，没有读取。请把原件放进来稿文件夹，不要用快捷方式或链接。"),
    "not-a-file": ("place", "不是普通文件（{what}），没有打开。请只放文档文件。"),
    "unreadable": ("place", "打不开：{what}。请检查文件是否被别的程序占用、是否有读取权限。"),
    "missing": ("place", "找不到这个文件。请检查是否已被移走或改名。"),
    "bad-name": ("name", "文件名{what}，在别的电脑上会打不开。请改名后再交来。"),
    "office-lock": ("name", "是办公软件打开文档时留下的临时文件，不是来稿，没有读取。关闭文档后它会消失。"),
    "too-large": ("size", "太大：{size}，超过上限 {limit}。请拆成几个文件，或压缩其中的图片后再交来。"),
    "text-too-large": ("size", "解开后的文字太大：超过上限 {limit}。请拆成几个文件再交来。"),
    "long-paragraph": ("size", "有一段长达 {size} 字，超过上限 {limit} 字，多半是换行丢失。请分段后再交来。"),
    "huge-picture": ("size", "图片尺寸 {width}×{height} 像素，超过上限。请缩小后再交来。"),
    "too-many-pages": ("size", "声称有 {pages} 页，超过上限 {limit} 页。请拆开后再交来。"),
    "empty": ("broken", "是空文件（0 字节）。请向供稿人要原件。"),
    "blank": ("broken", "里面没有任何文字。请检查是否交错了文件。"),
    "truncated": ("broken", "不完整，像是没有传完或复制中断（{what}）。请重新复制或请供稿人重发。"),
    "damaged": ("broken", "已损坏，读不下去（{what}）。请用原来的软件打开后另存一份再交来。"),
    "no-main-part": ("broken", "缺少正文部分（{what}），打开也不会有内容。请用原来的软件另存一份再交来。"),
    "unknown-type": ("type", "看不出是什么类型的文件。能读的有：Word、Excel、PDF、纯文本、Markdown、图片。"),
    "unsupported": ("type", "是{what}，本程序不读。请{advice}。"),
    "disguised": ("type", "扩展名是 {suffix}，内容却是{what}，可能有害，没有打开。请向供稿人核实。"),
    "zip-bomb": ("hostile", "解开后会大得不合理（{what}），可能是恶意文件，没有解开。请向供稿人核实。"),
    "too-many-members": ("hostile", "压缩包里有 {count} 个部件，超过上限 {limit}，没有解开。请向供稿人核实。"),
    "nested-zip": ("hostile", "压缩包里层层套着压缩包，没有解开。请向供稿人核实，或拆开后再交来。"),
    "duplicate-member": ("hostile", "内部有两个同名部件（{what}），不同软件会读出不同的内容，没有读取。"
                         "请用原来的软件另存一份再交来。"),
    "bad-member-name": ("hostile", "内部部件的路径不正常（{what}），没有解开。请向供稿人核实。"),
    "overlap": ("hostile", "内部部件互相重叠（{what}），可能是恶意文件，没有解开。请向供稿人核实。"),
    "doctype": ("hostile", "内部带有实体或文档类型声明（{what}），正常的文档没有这种东西，没有读取。"
                "请用原来的软件另存一份再交来。"),
    "too-deep": ("hostile", "内部结构套得过深（{what}），没有读取。请用原来的软件另存一份再交来。"),
    "long-tag": ("hostile", "内部有长得不合理的标记（{what}），没有读取。请用原来的软件另存一份再交来。"),
    "bad-target": ("hostile", "内部引用指向文件之外（{what}），没有跟随。请用原来的软件另存一份再交来。"),
    "looped": ("hostile", "内部引用自己绕圈（{what}），没有读取。请用原来的软件另存一份再交来。"),
    "encrypted": ("locked", "加了打开密码，读不了。请去掉密码后再交来。"),
    "encoding-unknown": ("encoding", "的文字编码认不出来：不是 UTF-8，也不是 GB18030。如果是繁体 Big5，"
                         "请把文件名改成以 .big5{suffix} 结尾；否则请另存为 UTF-8 再交来。"),
    "encoding-wrong": ("encoding", "声明为 {what}，内容却对不上（第 {at} 字节起）。请另存为 UTF-8 再交来。"),
    "binary-text": ("encoding", "扩展名是文本，内容却有大量控制字符，不像文字。请检查是否交错了文件。"),
    "surrogates": ("encoding", "里有半个字的编码（孤立代理项，第 {at} 字节起），原字已经看不出来。"
                   "请从原软件重新导出为 UTF-8。"),
    "secret": ("secret", "文首有密级标志“{mark}”。涉密文件不得收入，没有留下任何副本。"
               "请把原件交本单位保密工作机构处理；若标志是误标，请先按程序解密或更正。"),
}  # fmt: skip


def refuse(name: str, code: str, **details: object) -> Refusal:
    """Make the refusal of a file; the message begins with its name."""
    kind, words = REASONS[code]
    shown = {key: visible(str(value)) for key, value in details.items()}
    return Refusal(name, code, f"《{visible(name)}》{words.format(**shown)}", kind)


def visible(text: str, limit: int = 120) -> str:
    """Make characters that would not show (controls, halves of characters, bidi) show as codes."""
    shown = "".join(
        character if character.isprintable() else f"<U+{ord(character):04X}>" for character in text
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
