"""One line of the ledger; its digest covers the line before, so that none can be taken away."""

from __future__ import annotations

from typing import Any

from django.db import models


class Line(models.Model):
    """Who did what to what, when, with which outcome; `digest` chains it to `before`."""

    number = models.BigIntegerField("序号", unique=True)
    at = models.CharField("时间", max_length=40)
    who = models.CharField("谁", max_length=150)
    who_id = models.BigIntegerField(null=True)
    action = models.CharField("做什么", max_length=60, db_index=True)
    thing = models.CharField("对什么", max_length=200, blank=True, db_index=True)
    outcome = models.CharField("结果", max_length=12, default="成")
    detail = models.TextField("详情", default="{}")
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "日志"
        verbose_name_plural = "日志"
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number} {self.who} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new line; raise RuntimeError for one that stands: nothing here is changed."""
        if not self._state.adding:
            raise RuntimeError("a line of the ledger is never changed")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Never."""
        raise RuntimeError("a line of the ledger is never taken away")
