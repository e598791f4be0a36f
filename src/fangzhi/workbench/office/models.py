"""The tables of office work: meetings and their tasks, the registry of works, notices, reports."""

from __future__ import annotations

from typing import Any

from django.db import models

from fangzhi.model.manuscript import Manuscript
from fangzhi.project.meetings.plan import MeetingPlan
from fangzhi.project.meetings.plan import Task as Given
from fangzhi.project.meetings.report import STAGES as TASK_STAGES
from fangzhi.project.reporting.values import STAGES, Claim
from fangzhi.workbench.works.fields import ValueField

OPEN_TO_ALL = "主动公开"
DISCLOSURES = (OPEN_TO_ALL, "依申请公开", "不予公开")
LEVELS = ("省", "市", "县", "乡村")
DATES = ("启动", "初审", "复审", "终审", "出版")
"""The days that the registry keeps of each work."""
_USER = "people.User"


def _by(related: str = "+") -> Any:
    return models.ForeignKey(_USER, null=True, on_delete=models.SET_NULL, related_name=related)


class Meeting(models.Model):
    """A bulletin or minutes: the paper byte for byte, as read, and the plan found in it.

    `draft` is a review begun and put aside. `disclosure` stands only where a person set it,
    because the paper itself says nothing.
    """

    title = models.CharField("会议", max_length=200)
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("原件", max_length=64)
    manuscript: Any = ValueField(kind=Manuscript)
    plan: Any = ValueField(kind=MeetingPlan)
    draft = models.JSONField(default=dict, blank=True)
    disclosure = models.CharField(
        "公开选项", max_length=8, blank=True, choices=[(x, x) for x in DISCLOSURES]
    )
    disclosure_by = _by()
    confirmed_by = _by()
    confirmed = models.DateTimeField("定下任务", null=True)
    added_by = _by()
    added = models.DateTimeField(auto_now_add=True)

    STORED = ("digest",)

    class Meta:
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.title)


class Dispatch(models.Model):
    """One time that a paper left the office: to whom, in how many copies."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="dispatches")
    to = models.CharField("送往", max_length=120)
    copies = models.PositiveIntegerField("份数", default=1)
    by = _by()
    at = models.DateTimeField(auto_now_add=True)


class Task(models.Model):
    """One thing to be done. `given` never changes: verb, words, parties and date as the paper has
    them. Owner and day are only what a person set, with who set them.

    A task made by hand has no meeting; its `given` holds the words of who made it, and no verb,
    party or date. `point_title` then says where it came from.
    """

    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=40)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField(default=0)
    point = models.PositiveIntegerField(default=0)
    point_title = models.CharField("重点", max_length=200, blank=True)
    given: Any = ValueField(kind=Given)
    title = models.CharField("任务", max_length=400)
    stage = models.CharField(
        "进展", max_length=4, default=TASK_STAGES[-1], choices=[(x, x) for x in TASK_STAGES],
        db_index=True,
    )  # fmt: skip
    owner = _by("office_tasks")
    owner_words = models.CharField("责任", max_length=120, blank=True)
    owner_by = _by()
    deadline = models.DateField("时限", null=True)
    deadline_by = _by()
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="office_tasks"
    )
    closed = models.DateTimeField("办结", null=True)
    closed_by = _by()
    made = models.DateTimeField("立项", null=True)
    made_by = _by()
    """When and by whom it was made by hand; nothing for a task of a paper."""
    dropped = models.DateTimeField("撤销", null=True)
    dropped_by = _by()
    dropped_why = models.CharField("为什么撤销", max_length=300, blank=True)
    """A task that should not be one: it stays to be read, and is counted nowhere."""

    class Meta:
        verbose_name = "任务"
        verbose_name_plural = "任务"
        ordering = ("meeting", "order")
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="one_task_a_key")]

    def __str__(self) -> str:
        return str(self.title)


class Note(models.Model):
    """A note of progress."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField("进展")
    by = _by()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)


class Evidence(models.Model):
    """Evidence (佐证) that a task is done: a sealed work, a stored file, or words with a number."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=4, choices=[(x, x) for x in ("定稿", "文件", "文字")])
    name = models.CharField("佐证", max_length=300)
    number = models.CharField("编号", max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """Of the stored file."""
    seal = models.CharField(max_length=64, blank=True)
    """The digest under which the place was sealed."""
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = _by()
    at = models.DateTimeField(auto_now_add=True)

    STORED = ("digest",)

    class Meta:
        verbose_name = "任务佐证"
        verbose_name_plural = "任务佐证"
        ordering = ("pk",)


class Registered(models.Model):
    """A work in the office's registry, compiled here or elsewhere; days are ISO text as told."""

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField("书名", max_length=200)
    kind = models.CharField("种类", max_length=20, blank=True)
    level = models.CharField("级别", max_length=4, choices=[(x, x) for x in LEVELS], default="县")
    maker = models.CharField("编纂单位", max_length=120, blank=True)
    stage = models.CharField("阶段", max_length=4, choices=[(x, x) for x in STAGES], default="规划")
    since = models.CharField("阶段日期", max_length=10, blank=True)
    period = models.CharField("断限（卷年）", max_length=40, blank=True)
    words = models.PositiveIntegerField("字数", default=0)
    planned = models.CharField("计划完成", max_length=10, blank=True)
    dates = models.JSONField("日期", default=dict, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    page = models.OneToOneField(
        "works.WorkPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="registered",
    )
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "登记的志鉴"
        verbose_name_plural = "登记的志鉴"
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return f"{self.title}{self.period and f'（{self.period}）'}"


class Prize(models.Model):
    """An award of a registered work; without a document's number or a file it is only claimed."""

    work = models.ForeignKey(Registered, on_delete=models.CASCADE, related_name="prizes")
    name = models.CharField("奖项", max_length=120)
    year = models.PositiveIntegerField("年份", default=0)
    given_by = models.CharField("授奖单位", max_length=120, blank=True)
    number = models.CharField("文号", max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    STORED = ("digest",)

    class Meta:
        verbose_name = "获奖佐证"
        verbose_name_plural = "获奖佐证"
        ordering = ("pk",)


class Claimed(models.Model):
    """A round number that the office says of itself (“91部志鉴获奖”), and where it says so."""

    claim: Any = ValueField(kind=Claim)
    source = models.CharField("出处", max_length=200, blank=True)


class Notice(models.Model):
    """A quarterly notice: the words between are a person's, the figures are counted each time.

    `text` is empty until it is fixed; then it is what went out.
    """

    year = models.PositiveIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    words = models.JSONField("连接文字", default=dict, blank=True)
    text = models.TextField("定稿", blank=True)
    fixed = models.DateTimeField(null=True)
    by = _by()

    class Meta:
        ordering = ("-year", "-quarter")
        constraints = [models.UniqueConstraint(fields=["year", "quarter"], name="one_notice")]

    def __str__(self) -> str:
        return f"{self.year}年第{'一二三四'[self.quarter - 1]}季度"


class Standing(models.Model):
    """Where this office stands (one row): its level, and the one it reports to."""

    level = models.CharField("级别", max_length=4, choices=[(x, x) for x in LEVELS], default="县")
    parent = models.CharField("上级单位", max_length=120, blank=True)


class Package(models.Model):
    """A 上报包 made here or received, byte for byte, with the code to compare by telephone."""

    ours = models.BooleanField(default=False)
    sender = models.CharField("报送单位", max_length=120)
    made = models.CharField("报表日期", max_length=10)
    period = models.CharField("期别", max_length=40, blank=True)
    reports = models.PositiveIntegerField("报表", default=0)
    code = models.CharField("校验码", max_length=40)
    marked = models.BooleanField("印记相符", default=False)
    digest = models.CharField(max_length=64, unique=True)
    by = _by()
    at = models.DateTimeField(auto_now_add=True)

    STORED = ("digest",)

    class Meta:
        verbose_name = "上报包"
        verbose_name_plural = "上报包"
        ordering = ("-pk",)
