"""Persons in the register: birth, death and posts as a form takes them and the check reads them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from fangzhi.authority.dates import span
from fangzhi.workbench.sources.forms import NamedForm
from fangzhi.workbench.sources.models import Named

LIFE = ("born", "died", "posts")
"""What is said of a person beside the names."""
_POST = re.compile(
    r"(?P<post>\S+?)[ 　\t]+(?P<first>\d[\d-]*)?(?:\s*[—–~～至到]+\s*(?P<last>\d[\d-]*|今)?)?"
)
_HOW = "“{line}”没有看懂。一行写一任：职务，空一格，起—止，如“禾川县县长 2019-04—2024-01”。"


class Held(NamedTuple):
    """A post and its time; "" where it is not known, or not over."""

    post: str
    first: str
    last: str


def posts_of(text: str) -> tuple[Held, ...]:
    """Read posts, a line each; raise ValidationError where a line is not understood."""
    return tuple(_held(line.strip()) for line in text.splitlines() if line.strip())


def _held(line: str) -> Held:
    m = _POST.fullmatch(line)
    if m is None:
        raise ValidationError(_HOW.format(line=line[:40]))
    first, last = m["first"] or "", (m["last"] or "").replace("今", "")
    is_day(first)
    is_day(last)
    return Held(m["post"], first, last)


def is_day(words: str) -> None:
    """Insist that words are a day as the check reads it, or none; raise ValidationError."""
    try:
        span(words or "2000")
    except ValueError as fault:
        raise ValidationError(str(fault)) from None


class RegisterForm(NamedForm):
    """One thing of the register; of a person the life and the posts, too."""

    class Meta:
        model = Named
        fields = ("kind", *LIFE, "note")
        labels = {
            "born": "出生（人物才填，如 1902-03）",
            "died": "去世（人物才填）",
            "posts": "任职（人物才填；一行一任，如：禾川县县长 2019-04—2024-01）",
        }
        widgets = {**NamedForm.Meta.widgets, "posts": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        """Days and lines that the check can read."""
        told: dict[str, Any] = super().clean()
        for field, read in (("born", is_day), ("died", is_day), ("posts", posts_of)):
            try:
                read(told.get(field, "").strip())
            except ValidationError as fault:
                self.add_error(None, fault)
        return told
