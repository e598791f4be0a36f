"""Forms of the library's own page."""

from __future__ import annotations

from typing import Any

from django import forms

from fangzhi.workbench.reading.models import CIRCLES, DATED, HOUSE, Holding, Room

KINDS = [(kind, kind) for kind in ("旧志", "志书", "年鉴", "史料", "口述", "法规", "其他")]
_DAY = {"type": "date"}
SAID = ("title", "kind", "genre", "place", "place_code", "first", "last", "author", "edition",
        "publisher", "year", "licence")  # fmt: skip


class HoldingForm(forms.ModelForm):
    """What is said of a work."""

    kind = forms.ChoiceField(label="种类", choices=KINDS)

    class Meta:
        model = Holding
        fields = SAID


class AddForm(HoldingForm):
    """What is said of files that are taken in; an empty title is read off the files."""

    together = forms.ChoiceField(
        label="这些文件", choices=(("", "各是一种书"), ("1", "合起来是一种书")), required=False
    )
    circle = forms.ChoiceField(label="谁可以读", choices=CIRCLES, initial=HOUSE, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False


class CircleForm(forms.ModelForm):
    """Who may read a work."""

    class Meta:
        model = Holding
        fields = ("circle", "open_from")
        widgets = {"open_from": forms.DateInput(attrs=_DAY, format="%Y-%m-%d")}

    def clean(self) -> dict[str, Any]:
        """A work that opens on a day needs the day."""
        told = super().clean()
        if told.get("circle") == DATED and not told.get("open_from"):
            self.add_error("open_from", "请写开放日期。")
        return told


class RoomForm(forms.ModelForm):
    """How the room is set."""

    class Meta:
        model = Room
        fields = ("is_public", "notice", "mail")
