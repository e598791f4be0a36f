"""Rows of the library: what stands in it, how the room is set, cards made of its words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from fangzhi.workbench.people.models import User
from fangzhi.workbench.sources.models import Source
from fangzhi.workbench.works.models import WorkPage

WORK, CHRONICLE, SOURCE = "work", "chronicle", "source"
ORIGINS = ((WORK, "成书"), (CHRONICLE, "入藏"), (SOURCE, "资料"))
WAITING, IN, FAILED, OUT = "等候", "在库", "没有读成", "已撤下"
STATES = (WAITING, IN, FAILED, OUT)
CLOSED, HOUSE, DATED, OPEN = "不开放", "本室", "到期开放", "开放"
CIRCLES = (
    (CLOSED, "不开放"),
    (HOUSE, "本室人员可读"),
    (DATED, "到期对公众开放"),
    (OPEN, "对公众开放"),
)
HOUSE_FROM = "9000-01-01"
"""The day from which the library itself says that a work for the house alone is open."""
RELEASED, INTERNAL = "发布", "内部资料准印证"


class Room(models.Model):
    """How the reading room is set; one row. `mark` is another number after every change of what may be seen."""

    is_public = models.BooleanField("对公众开放阅览室", default=False)
    notice = models.CharField("给读者的话", max_length=300, blank=True)
    mail = models.EmailField("联系邮箱", blank=True)
    mark = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "阅览室"
        verbose_name_plural = "阅览室"


class Holding(models.Model):
    """One work in the library (藏书): a released work, an imported chronicle, a source.

    `shelved` is its id in the library. `told` says what failed and why.
    """

    shelved = models.CharField(max_length=64, unique=True, editable=False)
    origin = models.CharField("来自", max_length=10, choices=ORIGINS)
    title = models.CharField("题名", max_length=300)
    kind = models.CharField("种类", max_length=20, default="旧志")
    genre = models.CharField("体裁", max_length=20, blank=True)
    place = models.CharField("地方", max_length=60, blank=True)
    place_code = models.CharField("区划代码", max_length=12, blank=True)
    first = models.IntegerField("记事起（公元年）", null=True, blank=True)
    last = models.IntegerField("记事止（公元年）", null=True, blank=True)
    author = models.CharField("纂修者", max_length=200, blank=True)
    edition = models.CharField("版本", max_length=120, blank=True)
    publisher = models.CharField("出版者", max_length=120, blank=True)
    year = models.CharField("成书（出版）年", max_length=40, blank=True)
    licence = models.CharField("使用条件", max_length=120, blank=True)
    circle = models.CharField("谁可以读", max_length=8, choices=CIRCLES, default=HOUSE)
    open_from = models.DateField("开放日期", null=True, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(
        "状态", max_length=8, default=WAITING, choices=[(s, s) for s in STATES], db_index=True
    )
    told = models.TextField("说明", blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    characters = models.PositiveIntegerField("字数", default=0, editable=False)
    is_due = models.BooleanField("待更新", default=True, editable=False)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField("入库", auto_now_add=True)
    changed = models.DateTimeField("更新", auto_now=True)

    class Meta:
        verbose_name = "藏书"
        verbose_name_plural = "藏书"
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return str(self.title)

    def circle_on(self, on: date) -> str:
        """Say who may read this on a day: OPEN the public, HOUSE whoever has a post, CLOSED none.

        A source is judged by what was decided of the source, a work also by its release.
        """
        if self.state != IN:
            return CLOSED
        if self.source is not None:
            return OPEN if self.source.is_open(on) else CLOSED
        circle = str(self.circle)
        if circle == DATED:
            circle = OPEN if self.open_from is not None and self.open_from <= on else HOUSE
        if self.origin == WORK and circle != CLOSED:
            way = _way_out(self.page)
            return CLOSED if not way else HOUSE if way == INTERNAL else circle
        return circle


class HoldingFile(models.Model):
    """A file that a chronicle is read from, or a picture of one of its leaves, byte for byte."""

    STORED = ("digest",)

    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="files")
    name = models.CharField("文件名", max_length=300)
    digest = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=60, blank=True)
    leaf = models.CharField("叶（页）", max_length=120, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "藏书的文件"
        verbose_name_plural = "藏书的文件"
        ordering = ("name", "pk")

    @property
    def is_picture(self) -> bool:
        """Whether this is shown as a picture."""
        return self.width > 0


class Card(models.Model):
    """An evidence card (依据卡): words as they stand, where, and what the maker says of them."""

    RELIABILITY = (("", "未定"), ("可靠", "可靠"), ("待核", "待核"), ("存疑", "存疑"))
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="cards")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    cite = models.CharField("出处", max_length=200, blank=True)
    quotation = models.TextField("原文")
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    note = models.TextField("说明", blank=True)
    reliability = models.CharField("可靠程度", max_length=8, blank=True, choices=RELIABILITY)
    checked_by = models.ForeignKey(
        User,
        verbose_name="核对人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "依据卡"
        verbose_name_plural = "依据卡"
        ordering = ("-pk",)


class Extracted(models.Model):
    """A data set (提取表): a recipe, and the rows it last gave, as JSON with the sums of their words."""

    title = models.CharField("题名", max_length=200)
    recipe = models.TextField("提取方案")
    rows = models.TextField(blank=True, default="", editable=False)
    told = models.CharField("取得情况", max_length=300, blank=True, default="", editable=False)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken = models.DateTimeField("取出", null=True, editable=False)

    class Meta:
        verbose_name = "提取表"
        verbose_name_plural = "提取表"
        ordering = ("-pk",)


class Mending(models.Model):
    """What an editor set in a cell of a data set; one that was set anew stays, and no longer stands."""

    table = models.ForeignKey(Extracted, on_delete=models.CASCADE, related_name="mendings")
    row = models.CharField(max_length=64, db_index=True)
    work = models.CharField(max_length=64, db_index=True)
    column = models.CharField(max_length=40)
    was = models.TextField(blank=True)
    now = models.TextField(blank=True)
    quotation = models.TextField(blank=True)
    stands = models.BooleanField(default=True)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "提取表的改动"
        verbose_name_plural = "提取表的改动"
        ordering = ("pk",)


class Casefile(models.Model):
    """A dossier (案卷): the words of its 案卷.toml as last saved, and the works that they name, by
    their ids in the library, parted by blanks."""

    title = models.CharField("题名", max_length=200)
    kind = models.CharField("种类", max_length=16)
    text = models.TextField("案卷")
    works = models.TextField(blank=True, default="", editable=False)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField("改于", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "案卷"
        verbose_name_plural = "案卷"
        ordering = ("-pk",)


def _way_out(page: Any) -> str:
    """Give the way in which a released page went out to readers; "" for what is not released."""
    from fangzhi.workbench.works.places import state_of

    if page is None or state_of(page) != RELEASED:
        return ""
    way = WorkPage.objects.filter(path=page.path[:8]).values_list("way", flat=True).first()
    return str(way or "")
