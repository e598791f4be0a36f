"""The website holds every word, every link leads somewhere, and nothing is asked of the network."""

from __future__ import annotations

import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import texts
from fangzhi.publish.legal import legal
from fangzhi.publish.result import Assets
from fangzhi.publish.site.render import render
from tests.publish.html import sample
from tests.publish.html.examples import ROOT, example
from tests.publish.html.reading import broken, parsed, squeezed, words

BOOKS = ("样书", "青浣年鉴", "华阳国志")
MADE_HERE = """
import hashlib, sys
from pathlib import Path
from fangzhi.publish.site.render import render
from tests.publish.html import sample
out = Path(sys.argv[1])
files = render(sample.book(), sample.ASSETS, out).files
for name in files:
    print(name, hashlib.sha256((out / name).read_bytes()).hexdigest())
"""


def book_of(name: str) -> tuple[Book, Assets]:
    return (sample.book(), sample.ASSETS) if name == "样书" else example(name)


@pytest.fixture(scope="module", params=BOOKS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    book, assets = book_of(request.param)
    out = tmp_path_factory.mktemp("site")
    return Made(book, out, render(book, assets, out).files)


class Made:
    """A website as written, and the book it was written from."""

    def __init__(self, book: Book, out: Path, files: tuple[str, ...]) -> None:
        self.book, self.out, self.files = book, out, files
        self.others = {name.removeprefix("site/") for name in files if not name.endswith(".html")}
        self.pages = {
            name.removeprefix("site/"): (out / name).read_bytes()
            for name in files
            if name.endswith(".html")
        }
        self.trees = {name: parsed(page) for name, page in self.pages.items()}


def test_every_text_of_the_book_stands_on_a_page(made: Made) -> None:
    whole = squeezed("\0".join(words(_plain(tree)) for tree in made.trees.values()))
    for _, entry in entries_in(made.book):
        for text in texts(entry.manuscript):
            for line in legal(text.text).split("\ufffc"):
                assert squeezed(line) in whole


def _plain(tree: Any) -> Any:
    """Take out what pages add inside the words: leaf marks, note numbers, readings."""
    copy = deepcopy(tree)
    for extra in copy.xpath("//*[@class='leaf' or @class='noteref' or local-name()='rt']"):
        extra.clear(keep_tail=True)
    return copy


def test_every_link_leads_somewhere_and_every_id_stands_once(made: Made) -> None:
    assert list(broken(made.pages, made.others)) == []


def test_every_page_shows_the_notice_and_says_its_language(made: Made) -> None:
    notice = made.book.work.imprint.notice
    for tree in made.trees.values():
        assert tree.get("lang") == made.book.work.lang
        assert notice in [words(p) for p in tree.xpath("//*[@class='notice']")]


def test_no_page_asks_anything_of_the_network(made: Made) -> None:
    for tree in made.trees.values():
        policy = tree.xpath("//*[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none';")
        loaded = tree.xpath("//@src | //*[local-name()='link']/@href | //*[@style]")
        assert not [one for one in loaded if ":" in str(one)]
        assert not tree.xpath("//*[local-name()='script'][text()]")
        assert not [name for e in tree.iter() for name in e.attrib if str(name).startswith("on")]
    for name in made.others:
        if name.endswith((".css", ".js")) and name.startswith("assets/"):
            assert "http" not in (made.out / "site" / name).read_text(encoding="utf-8")


def test_an_entry_keeps_its_address_in_the_register(made: Made) -> None:
    register = made.trees["entries.html"]
    listed = [str(one) for one in register.xpath("//*[@class='register']/*/@id")]
    wanted = [f"x{entry.id}" for _, entry in entries_in(made.book)]
    assert listed == list(dict.fromkeys(wanted))


def test_every_page_can_be_crossed_by_its_landmarks(made: Made) -> None:
    for tree in made.trees.values():
        assert len(tree.xpath("//*[local-name()='main'][@id='text']")) == 1
        assert len(tree.xpath("//*[local-name()='h1']")) == 1
        assert tree.xpath("//*[@class='skip']/@href") == ["#text"]


def test_words_that_look_like_markup_make_no_element(tmp_path: Path) -> None:
    files = render(sample.book(), sample.ASSETS, tmp_path).files
    for name in files:
        if name.endswith(".html"):
            tree = parsed((tmp_path / name).read_bytes())
            scripts = tree.xpath("//*[local-name()='script']/@src")
            assert set(map(str, scripts)) <= {"assets/page.js", "assets/search.js"}
            assert all(
                str(src).startswith("images/") for src in tree.xpath("//*[local-name()='img']/@src")
            )


def test_pages_turn_in_reading_order(made: Made) -> None:
    pages = {name: tree for name, tree in made.trees.items() if name.startswith("n-")}
    first = [name for name, tree in pages.items() if not tree.xpath("//*[@rel='prev']")]
    assert len(first) == 1
    way, name = [first[0]], first[0]
    while following := pages[name].xpath("//*[@rel='next']/@href"):
        name = str(following[0])
        way.append(name)
    assert sorted(way) == sorted(pages)


def test_the_same_book_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    told = []
    for seed in ("0", "1"):
        out = tmp_path / seed
        run = subprocess.run(
            [sys.executable, "-c", MADE_HERE, str(out)], cwd=ROOT, check=True,
            capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        told.append(run.stdout)
    assert told[0] == told[1]
    assert told[0].count(b"\n") > 15
