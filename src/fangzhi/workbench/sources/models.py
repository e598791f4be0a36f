"""Sources as registered, evidence from words to a source, names in time, oral history."""

from __future__ import annotations

from typing import Any

from django.db import models

from fangzhi.model.place import Anchor
from fangzhi.workbench.people.models import Unit, User
from fangzhi.workbench.works.fields import ValueField
from fangzhi.workbench.works.models import EntryPage, WorkPage

KINDS = (
    ("archive", "档案"), ("press", "报刊"), ("book", "图书"), ("statistics", "统计资料"),
    ("oral", "口述"), ("object", "实物、碑刻"), ("manuscript", "来稿和文稿"), ("picture", "照片图片"),
)  # fmt: skip
OPENNESS = ("未定", "开放", "到期开放", "不开放")


class Source(models.Model):
    """A source (资料): what it is, where it is kept, who may see it, and its original by digest."""

    STORED = ("digest",)

    title = models.CharField("题名", max_length=300)
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    author = models.CharField("形成者（作者）", max_length=200, blank=True)
    date = models.CharField(
        "形成时间", max_length=40, blank=True, help_text="如 1986-03 或 民国二十四年"
    )
    holder = models.CharField("保管单位", max_length=200, blank=True)
    call_number = models.CharField("档号（索书号）", max_length=120, blank=True)
    pages = models.CharField("页数（件数）", max_length=40, blank=True)
    note = models.TextField("说明", blank=True)
    openness = models.CharField(
        "开放", max_length=8, default="未定", choices=[(x, x) for x in OPENNESS]
    )
    open_from = models.DateField("开放日期", null=True, blank=True)
    rights = models.CharField("权利人和授权", max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    file_name = models.CharField("原件文件名", max_length=300, blank=True, editable=False)
    media_type = models.CharField(max_length=40, blank=True, editable=False)
    size = models.BigIntegerField(default=0, editable=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    interview = models.ForeignKey(
        "Interview", verbose_name="整理自哪次访谈", null=True, blank=True, on_delete=models.PROTECT,
        related_name="sources",
    )  # fmt: skip
    isolated = models.BooleanField("已隔离", default=False, editable=False)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "资料"
        verbose_name_plural = "资料"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.title)

    def is_open(self, on: Any) -> bool:
        """Tell whether this may be shown to the public on a day: only where somebody said so.

        What was written down after a narrator is bound by what the narrator allowed, too.
        """
        if self.isolated or (self.interview is not None and not self.interview.is_open(on)):
            return False
        if self.openness == "到期开放":
            return self.open_from is not None and self.open_from <= on
        return self.openness == "开放"


class Evidence(models.Model):
    """Words of an entry that a page of a source bears out, or contradicts (依据)."""

    page = models.ForeignKey(EntryPage, on_delete=models.CASCADE, related_name="evidence")
    claim: Any = ValueField(kind=Anchor)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="evidence")
    leaf = models.CharField("页码（卷页）", max_length=60, blank=True)
    quotation = models.TextField("原文", blank=True)
    passage: Any = ValueField(kind=Anchor, null=True, blank=True)
    """Where the quotation stands in the source's own text; `block` is its id in the library."""
    stance = models.CharField(
        max_length=8, default="for", choices=(("for", "支持"), ("against", "不合"))
    )
    reliability = models.CharField("可靠程度", max_length=40, blank=True)
    checked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "依据"
        verbose_name_plural = "依据"


class Named(models.Model):
    """A person, place, institution, event or product of the office's own list."""

    KINDS = (("org", "机构"), ("place", "地名"), ("person", "人物"), ("event", "事件"),
             ("product", "物产"))  # fmt: skip
    kind = models.CharField("类别", max_length=8, choices=KINDS)
    born = models.CharField("出生", max_length=12, blank=True, default="")
    died = models.CharField("去世", max_length=12, blank=True, default="")
    posts = models.TextField("任职", blank=True, default="")
    """Of a person: a post a line with its time, as `sources.persons` reads it."""
    note = models.TextField("说明", blank=True)
    work = models.ForeignKey(WorkPage, null=True, blank=True, on_delete=models.CASCADE)
    """None: for all works of the office."""

    class Meta:
        verbose_name = "名称"
        verbose_name_plural = "名称"


class Name(models.Model):
    """A name and the time in which it was the right one."""

    of = models.ForeignKey(Named, on_delete=models.CASCADE, related_name="names")
    name = models.CharField("名称", max_length=120, db_index=True)
    first = models.CharField("起", max_length=12, blank=True)
    last = models.CharField("止", max_length=12, blank=True)
    short = models.CharField("简称", max_length=60, blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)

    class Meta:
        verbose_name = "用名"
        verbose_name_plural = "用名"
        ordering = ("first", "pk")


class Narrator(models.Model):
    """A narrator (口述者): who, born when, reached how; the contact is for the office alone."""

    name = models.CharField("姓名", max_length=60)
    sex = models.CharField("性别", max_length=2, blank=True)
    born = models.CharField("出生年月", max_length=20, blank=True)
    origin = models.CharField("籍贯", max_length=100, blank=True)
    posts = models.CharField("主要经历", max_length=400, blank=True)
    contact = models.CharField("联系方式（不公开）", max_length=200, blank=True)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "口述者"
        verbose_name_plural = "口述者"

    def __str__(self) -> str:
        return str(self.name)


class Interview(models.Model):
    """An interview (访谈) with what the narrator consented to: 授权书, scope, embargo."""

    STORED = ("consent",)
    SCOPES = (("", "没有授权书"), ("archive", "只供存档"), ("research", "供编纂和研究"),
              ("public", "可以公开"))  # fmt: skip
    narrator = models.ForeignKey(Narrator, on_delete=models.PROTECT, related_name="interviews")
    title = models.CharField("题名", max_length=200)
    date = models.DateField("访谈日期", null=True, blank=True)
    place = models.CharField("地点", max_length=200, blank=True)
    interviewer = models.CharField("采访人", max_length=120, blank=True)
    summary = models.TextField("内容提要", blank=True)
    scope = models.CharField("授权范围", max_length=12, blank=True, choices=SCOPES)
    embargo = models.DateField("在此日期之前不公开", null=True, blank=True)
    restrictions = models.TextField("另有限制", blank=True)
    consent = models.CharField(max_length=64, blank=True, editable=False)
    consent_name = models.CharField("授权书文件", max_length=300, blank=True, editable=False)
    work = models.ForeignKey(WorkPage, null=True, blank=True, on_delete=models.SET_NULL)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "访谈"
        verbose_name_plural = "访谈"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.title)

    def is_open(self, on: Any) -> bool:
        """Tell whether this may be shown to the public: with a signed consent, after the embargo."""
        free = self.embargo is None or self.embargo <= on
        return bool(self.consent) and self.scope == "public" and free


class Consent(models.Model):
    """One signed consent (授权书) as it came, and what it allows; a later one never replaces it."""

    STORED = ("digest",)

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="consents")
    digest = models.CharField(max_length=64)
    file_name = models.CharField("文件名", max_length=300)
    scope = models.CharField("授权范围", max_length=12, blank=True, choices=Interview.SCOPES)
    embargo = models.DateField("在此日期之前不公开", null=True, blank=True)
    who = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "授权书"
        verbose_name_plural = "授权书"
        ordering = ("-pk",)


class Recording(models.Model):
    """A recording kept byte for byte, with the metadata that DA/T 59 asks for."""

    STORED = ("digest",)

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="recordings")
    number = models.CharField("编号", max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    file_name = models.CharField("文件名", max_length=300)
    media_type = models.CharField("格式", max_length=60)
    size = models.BigIntegerField("字节")
    seconds = models.PositiveIntegerField("时长（秒）", default=0)
    made = models.DateTimeField("录制时间", null=True, blank=True)
    maker = models.CharField("录制人", max_length=60, blank=True)
    device = models.CharField("设备", max_length=120, blank=True)
    language = models.CharField("语言、方言", max_length=60, blank=True)
    is_transcribed = models.BooleanField("已整理文字", default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "录音录像"
        verbose_name_plural = "录音录像"
