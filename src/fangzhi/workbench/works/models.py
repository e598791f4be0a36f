"""The pages: a work, its sections, its entries, and references to an entry of another work."""

from __future__ import annotations

from typing import Any, get_args

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from fangzhi.compile.kinds import work_kinds
from fangzhi.facts.records.resolutions import Resolution
from fangzhi.model.finding import Decision
from fangzhi.model.manuscript import Asset
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of, mint_id
from fangzhi.model.work import Entry, NodeKind
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.table import STATES
from fangzhi.workbench.works.fields import ValueField
from fangzhi.workbench.works.testers import TablePermissions
from fangzhi.zh.counts import typed_characters

NODE_KINDS = [(kind, kind) for kind in get_args(NodeKind)]


class Placed(Page):
    """What all our pages share: rights out of the table, and never a public address."""

    title: Any
    draft_title: Any
    search_auto_update = False  # the library finds Chinese; Wagtail's own search does not
    wagtail_reference_index_ignore = True
    preview_modes: list[tuple[str, str]] = []
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> TablePermissions:
        """Let Wagtail's pages ask the table of rights."""
        return TablePermissions(user, self)

    def get_url_parts(self, request: Any = None) -> None:
        """Give no public address: what is published is made by `publish`, not served from here."""
        return None


def default_settings() -> str:
    """Give the text of a first settings file."""
    return ""


class WorkPage(Placed):
    """A work (志书/年鉴): `settings` is its fangzhi.toml, in force for compiling and checking."""

    work_id = models.CharField("编号", max_length=40, unique=True)
    kind = models.CharField("种类", max_length=20, choices=[(k, k) for k in work_kinds()])
    settings = models.TextField("设置（fangzhi.toml）", blank=True, default=default_settings)
    level = models.CharField(
        "级别", max_length=8, default="县", choices=[(x, x) for x in ("省", "市", "县", "乡", "村")]
    )
    way = models.CharField(
        "出版方式", max_length=12, default="公开出版",
        choices=[(x, x) for x in ("公开出版", "内部资料准印证", "网上发布")],
    )  # fmt: skip

    compared = models.ManyToManyField(
        "self", verbose_name="对照的旧志旧鉴", symmetrical=False, blank=True, related_name="newer"
    )
    """Works whose figures and events this one is compared with; never published with it."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["works.SectionPage", "works.EntryPage", "works.ReferencePage"]
    content_panels = [
        FieldPanel("title"),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("level"), FieldPanel("way")], "种类"),
        FieldPanel("settings"),
    ]

    class Meta:
        verbose_name = "志书（年鉴）"
        verbose_name_plural = "志书和年鉴"


class SectionPage(Placed):
    """A node of the outline (篇章节): its kind, the heading as handed in, the unit that owes it."""

    node_id = models.CharField(max_length=40, unique=True)
    kind = models.CharField("层级", max_length=8, choices=NODE_KINDS, default="章")
    label = models.CharField(
        "编号",
        max_length=40,
        blank=True,
        help_text="来稿自带的编号，如“第三章”；空着由程序依次编。",
    )
    unit = models.ForeignKey(
        Unit, verbose_name="承编单位", null=True, blank=True, on_delete=models.PROTECT
    )
    heading: Any = ValueField(kind=Text, null=True, blank=True, editable=False)

    parent_page_types = ["works.WorkPage", "works.SectionPage"]
    subpage_types = ["works.SectionPage", "works.EntryPage", "works.ReferencePage"]
    content_panels = [FieldPanel(name) for name in ("title", "kind", "label", "unit")]

    class Meta:
        verbose_name = "篇目"
        verbose_name_plural = "篇目"

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Mint the node's id once, before it is first stored."""
        if not self.node_id:
            self.node_id = fresh_id("node", self.title)
        return super().save(*args, **kwargs)


class EntryPage(Placed):
    """An entry (条目): `entry` is the value; the columns beside it are read off the value."""

    entry_id = models.CharField(max_length=40, unique=True)
    entry: Any = ValueField(kind=Entry, null=True, editable=False)
    digest = models.CharField(max_length=64, editable=False, default="")
    imported = models.CharField(max_length=64, editable=False, default="")
    """The digest as it was last brought in from a file; where `digest` is another, people wrote."""
    characters = models.PositiveIntegerField("字数", editable=False, default=0)
    unit = models.ForeignKey(
        Unit, verbose_name="供稿单位", null=True, blank=True, on_delete=models.PROTECT
    )

    parent_page_types = ["works.WorkPage", "works.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [FieldPanel("title"), FieldPanel("unit")]

    class Meta:
        verbose_name = "条目"
        verbose_name_plural = "条目"
        # sums over a work are read off the index, not off the rows, which hold the texts
        indexes = [models.Index(fields=["page_ptr", "characters"], name="entry_characters")]

    def hold(self, entry: Entry, read: tuple[str, int] | None = None) -> None:
        """Take an entry as the content of this page; nothing is stored yet.

        `read` is its digest and length where they were taken beforehand (`read_off`).
        """
        from fangzhi.workbench.works.values import title_of

        self.entry = entry
        self.entry_id = entry.id
        self.digest, self.characters = read or read_off(entry)
        self.title = title_of(entry, self.title)
        self.draft_title = self.title


def read_off(entry: Entry) -> tuple[str, int]:
    """Give an entry's digest and how many characters it has."""
    from fangzhi.workbench.works.values import words_in

    return digest_of(entry), sum(typed_characters(text.text) for text in words_in(entry))


class ReferencePage(Placed):
    """Points to an entry of another work in one state: one entry stands in several works."""

    target = models.ForeignKey(
        EntryPage, verbose_name="所引条目", on_delete=models.PROTECT, related_name="references"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, editable=False, default="")

    parent_page_types = ["works.WorkPage", "works.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [FieldPanel("title")]

    class Meta:
        verbose_name = "引用条目"
        verbose_name_plural = "引用条目"


class Standing(models.Model):
    """The state of a place and all below it: under review, sealed, released. No row: 编写."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="standing")
    state = models.CharField("状态", max_length=4, choices=[(s, s) for s in STATES])
    since = models.DateTimeField(auto_now=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    """What the seal signs: the digest of the node when it was frozen."""

    class Meta:
        verbose_name = "状态"
        verbose_name_plural = "状态"


class Aside(models.Model):
    """A save that was refused because somebody had saved in between: its text is kept here."""

    page = models.ForeignKey(EntryPage, on_delete=models.CASCADE, related_name="asides")
    entry: Any = ValueField(kind=Entry)
    who = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)
    base = models.BigIntegerField(null=True)
    settled = models.BooleanField("已处理", default=False)


def fresh_id(kind: str, title: str) -> str:
    """Mint an id for what is made here and not read out of a file."""
    import uuid

    return mint_id(uuid.uuid4().hex, kind, title)


class Ruling(models.Model):
    """What a person decided about one finding of a work; the last word counts."""

    work = models.ForeignKey(WorkPage, on_delete=models.CASCADE, related_name="rulings")
    fingerprint = models.CharField(max_length=64)
    decision: Any = ValueField(kind=Decision)
    who = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "fingerprint"], name="one_ruling_a_finding")
        ]


class Upload(models.Model):
    """A picture uploaded while an entry was written, before it stands in the text."""

    page = models.ForeignKey(EntryPage, on_delete=models.CASCADE, related_name="uploads")
    asset: Any = ValueField(kind=Asset)
    who = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)


class Settlement(models.Model):
    """A contradiction settled once (定夺), for every work of the office that uses the fact."""

    resolution: Any = ValueField(kind=Resolution)
    work = models.ForeignKey(WorkPage, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)
