"""Users, the units they write for, and posts: a role held on a subtree of works."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from fangzhi.workbench.people.sealed import SealedField

ROLES = (
    "撰稿人", "编辑", "分卷主编", "总纂", "初审", "复审", "终审", "审发人", "管理员", "审计员",
)  # fmt: skip
"""The roles of design.md, in the order in which the table of rights lists them."""


class Office(models.Model):
    """The office whose workbench this is; one row, made by the first-run pages."""

    name = models.CharField("单位全称", max_length=120)

    class Meta:
        verbose_name = "本单位"
        verbose_name_plural = "本单位"

    def __str__(self) -> str:
        return str(self.name)


class Unit(models.Model):
    """A contributing unit (承编单位/供稿单位): name, what it is called for short, its contact."""

    name = models.CharField("单位名称", max_length=120, unique=True)
    short = models.CharField("简称", max_length=40, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    leader = models.CharField("分管领导", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ("name",)

    def __str__(self) -> str:
        return str(self.name)


class User(AbstractUser):
    """A person with an account; `name` is shown, `username` signs in."""

    name = models.CharField("姓名", max_length=60, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT
    )
    phone = models.CharField("电话", max_length=60, blank=True)
    totp_secret: Any = SealedField(max_length=255, blank=True, editable=False)
    totp_last = models.BigIntegerField(default=0, editable=False)
    """The time step of the last code taken: a code serves once."""
    session_mark = models.PositiveIntegerField(default=0, editable=False)
    """Raised to sign the person out everywhere."""

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """The name that others see."""
        return str(self.name or self.get_full_name() or self.username)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind sessions to the password and to the mark: a change of either ends them all."""
        told = f"{self.password}:{self.session_mark}"
        return str(
            salted_hmac("fangzhi.session", told, secret=secret, algorithm="sha256").hexdigest()
        )


class Post(models.Model):
    """A post (职责): this user has this role for this page and all below; no page: everywhere."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField("职责", max_length=12, choices=[(role, role) for role in ROLES])
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="posts"
    )
    given_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "职责"
        verbose_name_plural = "职责"
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "page"], name="one_post"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(page=None), name="one_post_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"


class Attempt(models.Model):
    """A failed login: by name and by address, so that guessing is slowed on both."""

    username = models.CharField(max_length=150, db_index=True)
    address = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
