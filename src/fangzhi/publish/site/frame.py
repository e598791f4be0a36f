"""The frame of every page: head, bar, contents beside the text, foot."""

from __future__ import annotations

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from fangzhi.model.book import Book
from fangzhi.publish.legal import legal


class Link(msgspec.Struct, frozen=True):
    """Words and where they lead; `here` for the page that is open."""

    words: str
    href: str
    here: bool = False

    @property
    def legal(self) -> str:
        """The words as XML can hold them."""
        return legal(self.words)


class Leaf(msgspec.Struct, frozen=True):
    """One page as its frame needs it: file, title, body (XHTML), and the ways on from it."""

    file: str
    title: str
    body: str
    kind: str = "text"
    trail: tuple[Link, ...] = ()
    contents: str = ""
    before: Link | None = None
    after: Link | None = None
    scripts: tuple[str, ...] = ()


class Frame:
    """Sets pages of one book into the same frame."""

    def __init__(self, book: Book, bar: tuple[Link, ...]) -> None:
        environment = Environment(
            loader=PackageLoader("fangzhi.publish.site", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._page = environment.get_template("page.html")
        self._work = book.work
        self._bar = bar

    def page(self, leaf: Leaf) -> bytes:
        """Give the whole page."""
        said = self._work.imprint
        text = self._page.render(
            leaf=leaf,
            title=legal(leaf.title),
            body=Markup(leaf.body),
            contents=Markup(leaf.contents),
            work=legal(self._work.title),
            notice=legal(said.notice),
            lang=legal(self._work.lang),
            bar=[Link(b.words, b.href, b.href == leaf.file) for b in self._bar],
        )
        return text.encode()
