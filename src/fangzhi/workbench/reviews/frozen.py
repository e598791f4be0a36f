"""A frozen text: a page with all below it, kept whole by digest and read back as a book."""

from __future__ import annotations

import zlib
from functools import lru_cache

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from fangzhi.compile.build import bind
from fangzhi.model.book import Book
from fangzhi.model.text import Text
from fangzhi.model.value import Value, decode, digest_of, encode, mint_id
from fangzhi.model.work import Entry, Node, Ref, walk
from fangzhi.project.reviewing.placing import texts_of
from fangzhi.workbench.ledger.sealed import digest_of_place
from fangzhi.workbench.reviews.models import Frozen, Round
from fangzhi.workbench.works.compiling import store, told_of
from fangzhi.workbench.works.tree import Branch, branch, work_of
from fangzhi.workbench.works.values import words_in
from fangzhi.zh.counts import typed_characters


class Held(Value, frozen=True):
    """What the store keeps of a frozen text: loose entries, nodes, every entry in order."""

    loose: tuple[str, ...]
    nodes: tuple[Node, ...]
    entries: tuple[Entry, ...]


class Taken(Value, frozen=True):
    """A page as it stands now: its digest, that of its heads alone, its entries, its size."""

    digest: str
    outline: str
    entries: tuple[tuple[str, str], ...]
    words: int


def taken(page: Page) -> Taken:
    """Read off a page what a step is judged by."""
    found = branch(page)
    listed = tuple((entry.id, digest) for digest, entry in found.by_digest.items())
    words = sum(
        typed_characters(text.text)
        for entry in found.by_digest.values()
        for text in words_in(entry)
    )
    return Taken(digest_of_place(page), _heads(found.nodes), listed, words)


def _heads(nodes: tuple[Node, ...]) -> str:
    """Give the digest of the outline alone: kinds, numbers and titles of the nodes, in order."""
    return digest_of(tuple((node.kind, node.label, node.title) for node in walk(*nodes)))


GONE = "这一稿送审稿不在了（按保密处置隔离，或文件丢失），不能再打开。请重新送审。"


def keep(page: Page) -> str:
    """Put a page with all below it into the store; give the digest of what was stored."""
    found = branch(page)
    loose = tuple(digest_of(entry) for entry in found.entries)
    held = Held(loose, found.nodes, tuple(found.by_digest.values()))
    return store().put(zlib.compress(encode(held), 6))


def kept(frozen: Frozen) -> Branch:
    """Give back the branch that was frozen; PermissionDenied where it is gone."""
    return _branch(_there(frozen))


def _there(frozen: Frozen) -> str:
    digest = str(frozen.text)
    if digest not in store():
        raise PermissionDenied(GONE)
    return digest


@lru_cache(maxsize=4)
def _branch(digest: str) -> Branch:
    held = decode(zlib.decompress(store()[digest]), Held)
    by_digest = {digest_of(entry): entry for entry in held.entries}
    return Branch(tuple(by_digest[one] for one in held.loose), held.nodes, by_digest)


def book_of(frozen: Frozen) -> Book:
    """Give the frozen text bound as a book, as it is printed and read."""
    page = frozen.round.page
    work = work_of(page)
    return _bound(_there(frozen), work.pk, str(work.settings), str(page.title), page.depth)


@lru_cache(maxsize=4)
def _bound(digest: str, work_key: int, _settings: str, title: str, depth: int) -> Book:
    from fangzhi.workbench.works.models import WorkPage

    work = WorkPage.objects.get(pk=work_key)
    found = _branch(digest)
    nodes = found.nodes
    if found.entries:
        refs = tuple(Ref(entry.id, digest_of(entry)) for entry in found.entries)
        name = title if depth > work.depth else str(work.title)
        nodes = (
            Node(mint_id(str(work.work_id), "loose", digest), "条目", name, entries=refs),
            *nodes,
        )
    front = tuple(node for node in nodes if node.kind == "前置")
    top = tuple(node for node in nodes if node.kind != "前置")
    return bind(told_of(work).work, top, front, found.by_digest)


def known_texts(frozen: Frozen) -> dict[str, Text]:
    """Give every text of a frozen book by block id."""
    return texts_of(book_of(frozen))


def current(round: Round) -> Frozen | None:
    """Give the text that lies in review or under seal now, if one does."""
    digest = round.state.frozen
    if not digest:
        return None
    found: Frozen | None = round.frozen.filter(digest=digest).order_by("-pk").first()
    return found


def sealed(round: Round) -> Frozen | None:
    """Give the text that the newest seal on the words (定稿锁定) is about."""
    lock = round.state.lock("正文")
    if lock is None:
        return None
    found: Frozen | None = round.frozen.filter(digest=lock.digest).order_by("-pk").first()
    return found
