"""Rows of the review: a round, the texts frozen for it, opinions, papers, experts, what happened."""

from __future__ import annotations

from typing import Any

from django.db import models

from fangzhi.check.certificate import Certificate
from fangzhi.model.place import Anchor
from fangzhi.project.proofing import Proofread
from fangzhi.project.reviewing import opinions, state
from fangzhi.project.reviewing.state import FINDINGS
from fangzhi.workbench.reviews.steps import pen_of
from fangzhi.workbench.works.fields import ValueField

LONG = 200


class Round(models.Model):
    """One way of a page through its flow (送审到备案); `state` is the state machine's."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="rounds")
    kind = models.CharField("种类", max_length=8)
    level = models.CharField("级别", max_length=8)
    way = models.CharField("出版方式", max_length=12)
    tags = models.JSONField("特别内容", default=list, blank=True)
    state: Any = ValueField(kind=state.State)
    is_open = models.BooleanField(default=True)
    maps_told = models.BooleanField("地图已清点", default=False)
    begun = models.DateTimeField(auto_now_add=True)
    begun_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = "审稿"
        verbose_name_plural = "审稿"
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(is_open=True), name="one_open_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page.title} {self.kind}"


class Frozen(models.Model):
    """A text as it was handed in for a step: kept whole in the store, its entries listed by digest.

    `found` are findings and `certificate` the 质量检查单, both made in the background of this text.
    """

    STORED = ("text", "lines")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="frozen")
    step = models.CharField("步骤", max_length=12)
    digest = models.CharField("校验码", max_length=64, db_index=True)
    outline = models.CharField(max_length=64)
    text = models.CharField("冻结稿", max_length=64)
    lines = models.CharField("页行表", max_length=64, blank=True, default="")
    """The map from page and line of the printed 送审本 to the words."""
    manifest = models.JSONField("条目清单", default=list)
    """(entry id, digest) in reading order: id@digest."""
    words = models.PositiveIntegerField("字数", default=0)
    found = models.PositiveIntegerField("疑点", null=True)
    certificate: Any = ValueField(kind=Certificate, null=True, blank=True)
    copies = models.PositiveIntegerField("送审本份数", default=0)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = "送审稿"
        verbose_name_plural = "送审稿"
        ordering = ("-pk",)

    @property
    def code(self) -> str:
        """Give the short code that stands on every page of the printed copies."""
        return str(self.digest)[:12].upper()


class Event(models.Model):
    """One act in a round: who, when, with what opinion, on which text, with what figures."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="events")
    frozen = models.ForeignKey(Frozen, null=True, on_delete=models.SET_NULL, related_name="+")
    step = models.CharField("步骤", max_length=12)
    act = models.CharField("事项", max_length=8)
    who = models.CharField("谁", max_length=150)
    role = models.CharField("职责", max_length=40, blank=True)
    when = models.CharField("何时", max_length=40)
    opinion = models.TextField("意见", blank=True)
    digest = models.CharField("校验码", max_length=64)
    words = models.PositiveIntegerField("字数", default=0)
    density = models.CharField("机检疑点密度", max_length=20, blank=True)
    rate = models.CharField("差错率", max_length=20, blank=True)
    papers = models.JSONField(default=list)
    user = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = "审稿记录"
        verbose_name_plural = "审稿记录"
        ordering = ("pk",)


class Expert(models.Model):
    """A named reviewer of a round from outside: field, personal link, conclusion.

    `secret` names the row in the link; the link is signed besides. `step` bounds its purpose.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="experts")
    frozen = models.ForeignKey(Frozen, on_delete=models.CASCADE, related_name="experts")
    name = models.CharField("姓名", max_length=60)
    title = models.CharField("单位职务", max_length=120, blank=True)
    field = models.CharField("方面", max_length=20, blank=True)
    step = models.CharField("步骤", max_length=12)
    secret = models.CharField(max_length=64, unique=True, editable=False)
    expires = models.DateField("有效至")
    withdrawn = models.DateTimeField("收回", null=True)
    opened = models.DateTimeField("开始审读", null=True)
    handed_in = models.DateTimeField("交回", null=True)
    finding = models.CharField("结论", max_length=8, blank=True, choices=[(x, x) for x in FINDINGS])
    invited_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)

    class Meta:
        verbose_name = "外请专家"
        verbose_name_plural = "外请专家"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.name)


class Remark(models.Model):
    """An opinion (意见): the value, and beside it what lists are made and filtered by."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="remarks")
    frozen = models.ForeignKey(Frozen, on_delete=models.CASCADE, related_name="remarks")
    number = models.PositiveIntegerField("编号")
    opinion: Any = ValueField(kind=opinions.Opinion)
    layer = models.CharField("审次", max_length=8)
    block = models.CharField(max_length=64, blank=True, db_index=True)
    proposed = models.TextField("建议改为", blank=True)
    settled = models.BooleanField("已答复", default=False)
    verdict = models.CharField("采纳情况", max_length=8, blank=True)
    applied = models.DateTimeField("已改入", null=True)
    doubt = models.TextField("待核", blank=True)
    """What was doubtful when its place on paper was looked for."""
    by_user = models.ForeignKey(
        "people.User", null=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    by_expert = models.ForeignKey(
        Expert, null=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    at: Anchor | None = None
    """Where its words stand in the text that is shown; found each time, stored nowhere."""

    class Meta:
        verbose_name = "审稿意见"
        verbose_name_plural = "审稿意见"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_number_a_remark")
        ]

    @property
    def pen(self) -> str:
        """Give the look of the pen that this was written in."""
        return pen_of(str(self.layer))


class PaperRow(models.Model):
    """A paper that a gate asks for: kind, number, who signed when, its scan by digest."""

    STORED = ("file",)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("文书", max_length=40)
    who = models.CharField("签字人", max_length=60, blank=True)
    when = models.DateField("日期", null=True, blank=True)
    number = models.CharField("文号", max_length=80, blank=True)
    digest = models.CharField("所对的稿子", max_length=64)
    file = models.CharField("扫描件", max_length=64, blank=True, default="")
    name = models.CharField("文件名", max_length=LONG, blank=True, default="")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "审批文书"
        verbose_name_plural = "审批文书"
        ordering = ("pk",)


class MapRow(models.Model):
    """A map of the text: its approval number (审图号), or why none is needed."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="maps")
    name = models.CharField("图名", max_length=LONG)
    approval = models.CharField("审图号", max_length=80, blank=True)
    exempt = models.CharField("不必送审的理由", max_length=LONG, blank=True)

    class Meta:
        verbose_name = "地图"
        verbose_name_plural = "地图"
        ordering = ("pk",)


class Amendment(models.Model):
    """A correction after the seal (定稿后更正): who, what, why; the seal stays as it was signed."""

    round = models.ForeignKey(Round, null=True, on_delete=models.SET_NULL, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    before = models.CharField(max_length=64)
    after = models.CharField(max_length=64)
    old = models.TextField("原文")
    new = models.TextField("改为")
    reason = models.TextField("理由")
    who = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "定稿后更正"
        verbose_name_plural = "定稿后更正"
        ordering = ("pk",)


class Proof(models.Model):
    """The press's proof (校样): its PDF byte for byte, and how it differs from the sealed text.

    `reading` is empty while it is being compared; `fault` says why it could not be.
    """

    STORED = ("file", "marked", "sheet")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="proofs")
    frozen = models.ForeignKey(Frozen, on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField("文件名", max_length=LONG)
    file = models.CharField("校样", max_length=64)
    reading: Any = ValueField(kind=Proofread, null=True)
    marked = models.CharField("标记过的校样", max_length=64, blank=True, default="")
    sheet = models.CharField("清单", max_length=64, blank=True, default="")
    fault = models.TextField("没有比成的原因", blank=True, default="")
    by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "校样"
        verbose_name_plural = "校样"
        ordering = ("-pk",)
