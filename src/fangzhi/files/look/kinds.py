"""Types by content: tables of what files begin with, and what their extensions promise."""

from __future__ import annotations

MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\x00", "database"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"fLaC", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"AT&TFORM", "djvu"),
    (b"CAJ", "caj"),
    (b"KDH", "caj"),
)
"""First bytes and kind; the first that fits counts. Offsets other than 0 are in `magic_of`."""

UNSUPPORTED: dict[str, tuple[str, str]] = {
    "archive": ("压缩包", "解压后把里面的文件放进来稿文件夹"),
    "rtf": ("RTF 文件", "用 Word 或 WPS 打开，另存为 .docx 再交来"),
    "pptx": ("演示文稿", "把文字另存为 Word 文档，或导出为 PDF 再交来"),
    "xlsb": ("二进制工作簿", "用 Excel 打开，另存为 .xlsx 再交来"),
    "odf": ("OpenDocument 文件", "另存为 .docx 或 .xlsx 再交来"),
    "ofd": ("OFD 版式文件", "用阅读器导出为 PDF 再交来"),
    "epub": ("EPUB 电子书", "交原来的 Word 文档"),
    "html": ("网页", "用 Word 打开，另存为 .docx 再交来；网页表格用 Excel 另存为 .xlsx"),
    "xml": ("XML 文件，但不是 TEI", "另存为 .docx 再交来"),
    "database": ("数据库文件", "导出为 .xlsx 再交来"),
    "media": ("录音或录像", "交整理好的文字稿"),
    "djvu": ("DjVu 文件", "导出为 PDF 再交来"),
    "caj": ("知网 CAJ 文件", "用阅读器打印为 PDF 再交来"),
    "data": ("数据或设置文件", "把要收入的内容另存为 .docx、.xlsx 或 .txt 再交来"),
    "msg": ("Outlook 邮件", "把附件单独存出来再交来"),
    "old-ppt": ("演示文稿", "把文字另存为 Word 文档再交来"),
}

NAMES: dict[str, str] = {
    "docx": "Word 文档（.docx）", "xlsx": "Excel 工作簿（.xlsx）", "doc": "旧版 Word 文档（.doc）",
    "wps": "WPS 文字文档（.wps）", "et": "WPS 表格（.et）", "xls": "旧版 Excel 工作簿（.xls）",
    "pdf": "PDF", "image": "图片", "txt": "纯文本", "md": "Markdown 文本", "jsonl": "JSONL 文本",
    "mandoku": "mandoku 文本", "tei": "TEI 文本", "program": "可执行程序或脚本",
}  # fmt: skip

_TEXT = ("txt", "md", "mandoku", "jsonl", "tei")
PROMISES: dict[str, tuple[str, ...]] = {
    ".docx": ("docx",), ".docm": ("docx",), ".dotx": ("docx",), ".dotm": ("docx",),
    ".xlsx": ("xlsx",), ".xlsm": ("xlsx",), ".xltx": ("xlsx",),
    ".doc": ("doc",), ".dot": ("doc",), ".wps": ("wps", "doc"), ".wpt": ("wps", "doc"),
    ".xls": ("xls",), ".et": ("et", "xls"), ".ett": ("et", "xls"), ".pdf": ("pdf",),
    ".png": ("image",), ".jpg": ("image",), ".jpeg": ("image",), ".tif": ("image",),
    ".tiff": ("image",), ".bmp": ("image",), ".gif": ("image",), ".webp": ("image",),
    ".txt": _TEXT, ".text": _TEXT, ".md": _TEXT, ".markdown": _TEXT, ".org": _TEXT,
    ".jsonl": ("jsonl",), ".ndjson": ("jsonl",), ".xml": ("tei",), ".tei": ("tei",),
    ".csv": ("txt",), ".tsv": ("txt",), "": _TEXT,
}  # fmt: skip
"""What an extension promises. An extension outside this table promises nothing."""

RUNNABLE = frozenset(
    {".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".ps1",
     ".msi", ".dll", ".jar", ".lnk", ".hta", ".sh", ".reg", ".url", ".desktop"}
)  # fmt: skip
DATA = frozenset(
    {".json", ".geojson", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".css", ".py", ".sql", ".log",
     ".bib", ".tex"}
)  # fmt: skip
"""Texts that are no manuscript: settings, data, programs' own files."""


def magic_of(data: bytes) -> str:
    """Name the kind these bytes begin like; "" when no magic fits (text, or unknown)."""
    for magic, kind in MAGICS:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"RIFF":
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "media"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and len(data) > 26:
        return "image"
    if data[257:262] == b"ustar":
        return "archive"
    return ""
