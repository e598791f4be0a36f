"""The press's proof: planted changes found again in the same book set by LibreOffice."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from bench.material import ROOT
from bench.timing import Row
from fangzhi.align.proofs import plain
from fangzhi.model.book import Book
from fangzhi.project.load import load
from fangzhi.project.proof.compare import Difference
from fangzhi.project.proofing import Proofread, locked_book, proofread
from fangzhi.publish.docx.render import render as render_docx

_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>|<w:p .*?</w:p>", re.DOTALL)
_WORDS = re.compile(r"(<w:t(?: [^>]*)?>)([^<&]+)(</w:t>)")
_NOT_TEXT = ("IndexLine", "ContentsHint", "IndexLetter", "IndexKind", "<w:del ", "<w:ins ")
_OTHERS = "山水田土人民大小工农文化天地中学年月上下东西南北"
_AROUND = 4


class Planted(NamedTuple):
    """A change: the words before, what stood there, what stands there now, the words after."""

    before: str
    old: str
    new: str
    after: str

    def is_told_by(self, difference: Difference) -> bool:
        """Tell whether a difference shows this change."""
        before, after = _letters(self.before)[-_AROUND:], _letters(self.after)[:_AROUND]
        shown = _letters(difference.before + difference.proof + difference.after)
        # a character without a code near by is a difference of its own
        return before + self.new + after in shown or (
            (self.old, self.new) == (difference.locked, difference.proof)
            and (before + self.new in shown or self.new + after in shown)
        )


def _letters(words: str) -> str:
    """Leave out marks, which the typesetter may hang outside the text at a line's end."""
    return "".join(c for c in words if c.isalnum())


def plant(docx: bytes, count: int, digits: int, seed: int = 7) -> tuple[bytes, list[Planted]]:
    """Change `count` characters of a Word file's text, `digits` of them digits, far apart."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    xml = parts["word/document.xml"].decode("utf-8")
    chance = random.Random(seed)
    runs = [run for run in _runs(xml) if len(run[1]) >= 3 * _AROUND]
    with_digit = [run for run in runs if any(c.isdecimal() for c in run[1])]
    chosen = chance.sample(with_digit, digits)
    taken = {start for start, _ in chosen}
    chosen += chance.sample([run for run in runs if run[0] not in taken], count - digits)
    planted: list[Planted] = []
    for number, (start, words) in sorted(enumerate(chosen), key=lambda item: -item[1][0]):
        change, at, gone = _change(words, number < digits, chance)
        planted.append(change)
        xml = xml[: start + at] + change.new + xml[start + at + gone :]
    parts["word/document.xml"] = xml.encode("utf-8")
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue(), planted[::-1]


def _runs(xml: str) -> Iterator[tuple[int, str]]:
    for paragraph in _PARAGRAPH.finditer(xml):
        if not any(name in paragraph.group() for name in _NOT_TEXT):
            for words in _WORDS.finditer(paragraph.group()):
                yield paragraph.start() + words.start(2), words.group(2)


def _change(words: str, digit: bool, chance: random.Random) -> tuple[Planted, int, int]:
    """Change one character: a digit for a digit, else another, one less or one more."""
    middle = range(_AROUND, len(words) - _AROUND)
    if digit:
        places = [at for at, c in enumerate(words) if c.isdecimal()]
        at = chance.choice(places)
        new = chance.choice([c for c in "0123456789" if c != plain(words[at])])
        gone = 1
    else:
        places = [at for at in middle if "\u4e00" <= words[at] <= "\u9fff"] or [len(words) // 2]
        at = chance.choice(places)
        new, gone = chance.choice(
            [(c, 1) for c in _OTHERS if c not in words[at - 1 : at + 2]]
            + [("", 1)] * 3
            + [(c, 0) for c in _OTHERS[:3] if c not in words[at - 1 : at + 2]]
        )
        if not new and words[at] in (words[at - 1], words[at + 1 : at + 2]):
            new = "某"
    change = Planted(plain(words[:at]), words[at : at + gone], new, plain(words[at + gone :]))
    return change, at, gone


def set_by_libreoffice(docx: bytes, folder: Path) -> bytes:
    """Give the PDF that LibreOffice makes of a Word file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "proof.docx").write_bytes(docx)
    profile = (folder / "profile").as_uri()
    office = shutil.which("soffice")
    assert office is not None
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(folder / "proof.docx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return (folder / "proof.pdf").read_bytes()


class Measured(NamedTuple):
    """What one planted proof gave."""

    pages: int
    planted: int
    found: int
    false: list[Difference]
    missed: list[Planted]
    seconds: float
    result: Proofread


def measure(
    book: Book, docx: bytes, folder: Path, count: int, digits: int, seed: int = 7
) -> Measured:
    """Plant changes in a Word file of the book, set it, compare, and count what was found."""
    changed, planted = plant(docx, count, digits, seed)
    pdf = set_by_libreoffice(changed, folder)
    began = perf_counter()
    result = proofread(book, pdf)
    seconds = perf_counter() - began
    differences = result.differences
    missed = [one for one in planted if not any(one.is_told_by(d) for d in differences)]
    false = [d for d in differences if not any(one.is_told_by(d) for one in planted)]
    found = len(planted) - len(missed)
    return Measured(result.pages, len(planted), found, false, missed, seconds, result)


def rows(folder: Path) -> list[Row]:
    """Plant 100 changes in the law volume, 40 of them digits, and find them."""
    if shutil.which("soffice") is None:
        return [Row("校样比对", 0.0, "", None, "没有安装 LibreOffice，没有测")]
    book, docx = book_and_docx(ROOT / "examples" / "方志法规汇编", folder)
    done = measure(book, docx, folder / "proof", 100, 40)
    note = (f"{done.pages} 页，植入 {done.planted} 处，找到 {done.found} 处，"
            f"误报 {len(done.false)} 处")  # fmt: skip
    return [Row("校样比对", done.seconds, "", None, note)]


def book_and_docx(source: Path, folder: Path) -> tuple[Book, bytes]:
    """Compile a folder, and give the book with its Word file."""
    project = load(source, keep=False)
    book = locked_book(project)
    made = folder / "docx"
    made.mkdir(parents=True, exist_ok=True)
    return book, (made / render_docx(book, project.assets, made).files[0]).read_bytes()
