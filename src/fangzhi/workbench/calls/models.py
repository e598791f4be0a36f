"""Calls (组稿), what each unit owes, personal links, and what came in: files, hand-ins, events."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from fangzhi.model.manuscript import Manuscript
from fangzhi.project.calling import records
from fangzhi.project.calling.call import Call as CallValue
from fangzhi.project.calling.call import Task
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.calling.incoming.returned import Returned
from fangzhi.project.calling.judging import Verdict
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.works.fields import ValueField

DRAFT, HANDED, RETURNED, TAKEN = "未交", "已交", "退回", "已收"
STATES = (DRAFT, HANDED, RETURNED, TAKEN)
PURPOSES = ("供稿",)
"""What a personal link is good for: one thing each."""


class Call(models.Model):
    """A call for one year of a work, or of the part below `page`; `value` says all of it."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="calls")
    title = models.CharField("名称", max_length=200)
    year = models.PositiveIntegerField("记述哪一年")
    deadline = models.DateField("交稿期限")
    value: Any = ValueField(kind=CallValue)
    prior = models.ForeignKey(
        "works.WorkPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "组稿"
        verbose_name_plural = "组稿"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.title)


class CallTask(models.Model):
    """What one unit owes: its number, the outline's pages in order, its text of the year before."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="tasks")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("号")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.PROTECT, related_name="+")
    """Where it stands for the table of rights: the first of its pages, else the call's."""
    pages = models.JSONField(default=list)
    last: Any = ValueField(kind=Manuscript, null=True, blank=True)
    last_digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["call", "unit"], name="one_task_a_unit"),
            models.UniqueConstraint(fields=["call", "number"], name="one_number_a_task"),
        ]

    @property
    def value(self) -> Task:
        """Give the task as the stages below read it."""
        found = self.call.value.task(self.unit.name)
        assert found is not None
        return found


class Link(models.Model):
    """A personal link: only the hash of its token is kept; who holds it needs no account."""

    task = models.ForeignKey(CallTask, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=8, choices=[(p, p) for p in PURPOSES], default="供稿")
    token_hash = models.CharField(max_length=64, unique=True)
    expires = models.DateTimeField("有效期至")
    withdrawn = models.DateTimeField("收回", null=True, blank=True)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    @property
    def is_open(self) -> bool:
        """Tell whether it still lets in."""
        return self.withdrawn is None and self.expires > timezone.now()


class HandIn(models.Model):
    """One hand-in of a unit; version 0 is the one being put together behind a personal link."""

    task = models.ForeignKey(CallTask, on_delete=models.CASCADE, related_name="hand_ins")
    version = models.PositiveIntegerField("稿次", default=0)
    digest = models.CharField(max_length=64, blank=True, default="")
    name = models.CharField("文件", max_length=300, blank=True, default="")
    state = models.CharField("状态", max_length=4, default=DRAFT, choices=[(s, s) for s in STATES])
    leader = models.CharField("审核领导", max_length=60, blank=True, default="")
    writer = models.CharField("撰稿人", max_length=60, blank=True, default="")
    phone = models.CharField("联系电话", max_length=60, blank=True, default="")
    filled: Any = ValueField(kind=Filled, null=True, blank=True)
    source: Any = ValueField(kind=Manuscript, null=True, blank=True)
    verdict: Any = ValueField(kind=Verdict, null=True, blank=True)
    edited = models.JSONField(default=list)
    """Numbers of the nodes whose text was changed behind the link after the last file came."""
    warnings = models.JSONField(default=list)
    signed = models.CharField("签批单照片", max_length=64, blank=True, default="")
    reason = models.TextField("退回理由", blank=True, default="")
    decided_by = models.CharField("谁定", max_length=60, blank=True, default="")
    run = models.ForeignKey(
        "jobs.Run", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The reading or checking under way, or the last one."""
    on = models.DateTimeField("交来", default=timezone.now)

    STORED = ("digest", "signed")

    class Meta:
        verbose_name = "来稿"
        verbose_name_plural = "来稿"
        ordering = ("-version",)
        constraints = [
            models.UniqueConstraint(fields=["task", "version"], name="one_hand_in_a_version")
        ]


class HandFile(models.Model):
    """One file that came in; `digest` is "" where no copy may be kept, and `why` says the reason."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="files")
    hand_in = models.ForeignKey(
        HandIn, null=True, blank=True, on_delete=models.SET_NULL, related_name="files"
    )
    digest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    name = models.CharField("文件", max_length=300)
    bundle = models.CharField("同来的包", max_length=300, blank=True, default="")
    size = models.BigIntegerField("字节", default=0)
    role = models.CharField(max_length=4, default="稿")
    why = models.TextField("没有读出的", blank=True, default="")
    returned: Any = ValueField(kind=Returned, null=True, blank=True)
    put_aside = models.BooleanField("不用", default=False)
    at = models.DateTimeField(auto_now_add=True)
    who = models.CharField("谁交来", max_length=150, blank=True, default="")

    STORED = ("digest",)

    class Meta:
        verbose_name = "收到的文件"
        verbose_name_plural = "收到的文件"
        ordering = ("pk",)

    @property
    def is_picture(self) -> bool:
        """Tell whether it is a photograph or scan by itself."""
        return bool(self.returned is not None and self.returned.is_picture)


class Event(models.Model):
    """One line of 收件.jsonl: kept as the pure records are, never changed."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="events")
    value: Any = ValueField(kind=records.Event)

    class Meta:
        ordering = ("pk",)


class PhotoTable(models.Model):
    """The cells of a photographed table; they count only after a person confirmed them."""

    file = models.OneToOneField(HandFile, on_delete=models.CASCADE, related_name="grid")
    title = models.CharField("表题", max_length=200, blank=True, default="")
    rows = models.JSONField(default=list)
    confirmed_by = models.CharField("核对人", max_length=60, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
