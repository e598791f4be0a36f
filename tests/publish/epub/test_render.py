"""The EPUB is valid, holds every word, and is the same file for the same book."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import texts
from fangzhi.model.work import Work
from fangzhi.publish.epub.render import render
from fangzhi.publish.legal import legal
from fangzhi.publish.result import Assets
from tests.publish.html import sample
from tests.publish.html.examples import NAMES, ROOT, example
from tests.publish.html.reading import broken, parsed, squeezed, words

JAR = Path("/usr/bin/epubcheck")
JAVA = shutil.which("java")
OPF = {"opf": "http://www.idpf.org/2007/opf"}
MADE_HERE = """
import hashlib, sys
from pathlib import Path
from fangzhi.publish.epub.render import render
from tests.publish.html import sample
out = Path(sys.argv[1])
name = render(sample.book(), sample.ASSETS, out).files[0]
print(hashlib.sha256((out / name).read_bytes()).hexdigest())
"""
LONG = pytest.mark.skipif(not os.environ.get("FANGZHI_PROVE"), reason="长证明，由 make prove 运行")
CHECKED = [*NAMES[:2], pytest.param(NAMES[2], marks=[pytest.mark.prove, LONG]), "样书", "空书"]
EMPTY = Book(Work("e", "空书", "县志"), {})


def book_of(name: str) -> tuple[Book, Assets]:
    made_up = {"样书": (sample.book(), sample.ASSETS), "空书": (EMPTY, {})}
    return made_up[name] if name in made_up else example(name)


def file_of(name: str, out: Path) -> Path:
    book, assets = book_of(name)
    return out / render(book, assets, out).files[0]


def pages_in(file: Path) -> tuple[dict[str, bytes], set[str]]:
    with zipfile.ZipFile(file) as archive:
        inside = {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}
    return {name: data for name, data in inside.items() if name.endswith(".xhtml")}, set(inside)


@pytest.mark.skipif(not JAR.is_file() or JAVA is None, reason="没有安装 epubcheck")
@pytest.mark.parametrize("name", CHECKED)
def test_epubcheck_has_nothing_to_say(name: str, tmp_path: Path) -> None:
    file = file_of(name, tmp_path)
    command = [str(JAVA), "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-jar", str(JAR), str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in run.stdout + run.stderr


@pytest.mark.parametrize("name", ["样书", "青浣年鉴", "华阳国志"])
def test_every_text_stands_in_a_document_and_every_link_leads_somewhere(
    name: str, tmp_path: Path
) -> None:
    pages, others = pages_in(file_of(name, tmp_path))
    assert list(broken(pages, others)) == []
    trees = [parsed(page) for page in pages.values()]
    for tree in trees:
        for extra in tree.xpath("//*[@class='leaf' or @class='noteref' or local-name()='rt']"):
            extra.clear(keep_tail=True)
    whole = squeezed("\0".join(map(words, trees)))
    for _, entry in entries_in(book_of(name)[0]):
        for text in texts(entry.manuscript):
            for line in legal(text.text).split("\ufffc"):
                assert squeezed(line) in whole


def test_mimetype_comes_first_and_uncompressed(tmp_path: Path) -> None:
    with zipfile.ZipFile(file_of("样书", tmp_path)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"


def test_the_package_says_what_the_book_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(file_of("样书", tmp_path)) as archive:
        told = parsed(archive.read("EPUB/package.opf"))
    said = {str(one.tag).split("}")[1]: one.text for one in told[0] if "purl.org" in str(one.tag)}
    assert said["title"] == "青溪县志"
    assert said["creator"] == "青溪县志编纂委员会"
    assert said["language"] == "zh-Hans"
    assert said["rights"] == sample.NOTICE
    assert said["identifier"].startswith("urn:uuid:")
    order = told.xpath("//opf:itemref/@idref", namespaces=OPF)
    files = dict(zip(told.xpath("//opf:item/@id", namespaces=OPF),
                     told.xpath("//opf:item/@href", namespaces=OPF), strict=True))  # fmt: skip
    assert [files[one] for one in order[:4]] == [
        "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml",
    ]  # fmt: skip


def test_another_text_is_another_edition(tmp_path: Path) -> None:
    marks = []
    for name in ("样书", "空书"):
        with zipfile.ZipFile(file_of(name, tmp_path)) as archive:
            told = parsed(archive.read("EPUB/package.opf"))
        marks.append(told[0][0].text)
    assert marks[0] != marks[1]


def test_every_document_shows_the_notice(tmp_path: Path) -> None:
    pages, _ = pages_in(file_of("青浣年鉴", tmp_path))
    texts_shown = {name: words(parsed(page)) for name, page in pages.items()}
    assert all("示例·全部虚构" in shown for shown in texts_shown.values())


def test_words_that_look_like_markup_make_no_element(tmp_path: Path) -> None:
    pages, _ = pages_in(file_of("样书", tmp_path))
    for page in pages.values():
        assert not parsed(page).xpath("//*[local-name()='script'] | //@onerror | //@onmouseover")


def test_the_same_book_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    told = []
    for seed in ("0", "1"):
        run = subprocess.run(
            [sys.executable, "-c", MADE_HERE, str(tmp_path / seed)], cwd=ROOT, check=True,
            capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        told.append(run.stdout.strip())
    assert told[0] == told[1]
    assert len(told[0]) == len(hashlib.sha256(b"").hexdigest())
