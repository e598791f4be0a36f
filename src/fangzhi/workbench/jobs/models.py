"""A run (后台任务): one piece of work done beside the server, with its progress and its result."""

from __future__ import annotations

from django.db import models

WAITING, RUNNING, DONE, FAILED, CANCELLED, LOST = "等候", "进行", "完成", "失败", "取消", "中断"
STATES = (WAITING, RUNNING, DONE, FAILED, CANCELLED, LOST)
OPEN = (WAITING, RUNNING)
"""States in which something is still to come."""


class Run(models.Model):
    """Who asked for what, how far it is, what came of it; `function` and `arguments` repeat it."""

    title = models.CharField("任务", max_length=200)
    owner = models.ForeignKey(
        "people.User", verbose_name="谁", null=True, on_delete=models.SET_NULL, related_name="runs"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="runs"
    )
    function = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(
        "状态", max_length=4, default=WAITING, choices=[(s, s) for s in STATES], db_index=True
    )
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("共", default=0)
    message = models.TextField("说明", blank=True, default="")
    fault = models.TextField("出错之处", blank=True, default="")
    """The trace of a fault of ours, for who maintains the program; never shown to editors."""
    result = models.CharField("结果文件", max_length=300, blank=True, default="")
    """A file below the workbench's folder, with forward slashes."""
    asked = models.DateTimeField("提出", auto_now_add=True)
    began = models.DateTimeField("开始", null=True)
    ended = models.DateTimeField("结束", null=True)
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    """The run that this one repeats."""

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self.state in OPEN
