"""Sealed places (定稿锁定): the digest that was signed against the text that stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.models import Page

from fangzhi.model.value import FormatError, decode, digest_of
from fangzhi.model.work import Entry
from fangzhi.workbench.works.models import EntryPage, Standing
from fangzhi.workbench.works.tree import branch


def digest_of_place(page: Page) -> str:
    """Give the one digest of a page and all below it: order, headings, every entry."""
    found = branch(page)
    return digest_of(
        (
            tuple(digest_of(entry) for entry in found.entries),
            tuple(node.digest for node in found.nodes),
        )
    )


def drifted() -> Iterator[str]:
    """Give in words each sealed place whose text is no longer what was sealed."""
    for row in Standing.objects.exclude(digest="").select_related("page").order_by("page__path"):
        if digest_of_place(row.page) != row.digest:
            yield f"“{row.page.title}”（{row.state}）正本已更动：与锁定时的摘要不符。"


def altered() -> Iterator[str]:
    """Give in words each entry whose stored text does not bear the digest stored beside it."""
    rows = EntryPage.objects.annotate(text=Cast("entry", TextField())).order_by("path")
    for key, title, held, text in rows.values_list("pk", "title", "digest", "text").iterator(500):
        try:
            same = digest_of(decode(str(text).encode(), Entry)) == held
        except FormatError:
            same = False
        if not same:
            yield f"条目“{title}”（{key}）的正文与它的摘要不符：有人绕过工作台改过数据库。"
