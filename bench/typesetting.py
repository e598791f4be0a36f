"""PDF against LibreOffice: the same book, the same page, from our DOCX of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.material import ROOT
from bench.timing import Row, best, command
from fangzhi.compile.build import compile_work
from fangzhi.compile.printable import printable
from fangzhi.project.load import load
from fangzhi.publish.docx.render import render as render_docx
from fangzhi.publish.pdf.render import render as render_pdf


def rows(folder: Path) -> list[Row]:
    """Typeset the law volume: characters a second, ours and LibreOffice's."""
    project = load(ROOT / "examples" / "方志法规汇编", keep=False)
    book = printable(compile_work(project.told.work, project.contributions).book)
    characters = sum(count.typed for count in book.counts)
    made = folder / "pdf"
    made.mkdir(exist_ok=True)
    pages = render_pdf(book, project.assets, made).pages
    seconds = best(lambda: render_pdf(book, project.assets, made), 2, warm=False)
    note = f"{characters:,} 字 {pages} 页，我们每秒 {characters / seconds:,.0f} 字"
    office = shutil.which("soffice")
    if office is None:
        return [Row("PDF 排版", seconds, "LibreOffice", None, "没有安装 LibreOffice")]
    docx = made / render_docx(book, project.assets, made).files[0]
    profile = (folder / "profile").as_uri()
    run = command(office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
                  "--outdir", folder / "lo", docx)  # fmt: skip
    return [Row("PDF 排版", seconds, "LibreOffice", best(run, 2), note)]
