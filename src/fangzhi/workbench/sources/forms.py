"""Forms of the register of sources, of names in time and of oral history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH

from fangzhi.workbench.sources.models import Evidence, Interview, Named, Narrator, Recording, Source
from fangzhi.workbench.sources.scope import interviews_for, own_only

_DAY = {"type": "date"}
_FEW_ROWS = {"rows": 3}
_DASHES = BLANK_CHOICE_DASH[0]


class _Plain(forms.ModelForm):
    """A form whose lists begin with words, not with Django's row of dashes."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in self.fields.values():
            words = "请选" if field.required else "不填"
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = words
            elif isinstance(field, forms.ChoiceField):
                field.choices = [
                    (key, words if (key, said) == _DASHES else said) for key, said in field.choices
                ]


class SourceForm(_Plain):
    """What is said of a source; who may only register his own, does so for his own unit."""

    def __init__(self, *given: Any, user: Any = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if user is not None:
            self.fields["interview"].queryset = interviews_for(user)
        if user is not None and own_only(user, "source.edit"):
            units = self.fields["unit"].queryset
            self.fields["unit"].queryset = units.filter(pk=user.unit_id or 0)

    class Meta:
        model = Source
        fields = ("title", "kind", "author", "date", "holder", "call_number", "pages", "rights",
                  "note", "unit", "interview")  # fmt: skip
        labels = {"unit": "单位"}
        widgets = {"note": forms.Textarea(attrs=_FEW_ROWS)}


class OpenForm(_Plain):
    """Whether a source is open to the public."""

    class Meta:
        model = Source
        fields = ("openness", "open_from")
        widgets = {"open_from": forms.DateInput(attrs=_DAY, format="%Y-%m-%d")}

    def clean(self) -> dict[str, Any]:
        """A source that opens on a day needs the day."""
        told = super().clean()
        if told.get("openness") == "到期开放" and not told.get("open_from"):
            self.add_error("open_from", "请写开放日期。")
        return told


class EvidenceForm(_Plain):
    """What a source says for words of an entry."""

    class Meta:
        model = Evidence
        fields = ("leaf", "quotation", "stance", "reliability")
        labels = {"stance": "关系"}
        widgets = {"quotation": forms.Textarea(attrs=_FEW_ROWS)}


class NamedForm(_Plain):
    """A body, place, person, event or product."""

    class Meta:
        model = Named
        fields = ("kind", "note")
        widgets = {"note": forms.Textarea(attrs=_FEW_ROWS)}


class NarratorForm(_Plain):
    """A narrator."""

    class Meta:
        model = Narrator
        fields = ("name", "sex", "born", "origin", "posts", "contact")


class InterviewForm(_Plain):
    """An interview and what was consented to; `narrators` are those that may be chosen."""

    def __init__(self, *given: Any, narrators: Any = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if narrators is not None:
            self.fields["narrator"].queryset = narrators

    class Meta:
        model = Interview
        fields = ("narrator", "title", "date", "place", "interviewer", "summary", "scope",
                  "embargo", "restrictions", "work")  # fmt: skip
        labels = {"narrator": "口述者", "work": "为哪部书"}
        widgets = {
            **{n: forms.DateInput(attrs=_DAY, format="%Y-%m-%d") for n in ("date", "embargo")},
            **{n: forms.Textarea(attrs=_FEW_ROWS) for n in ("summary", "restrictions")},
        }


class RecordingForm(_Plain):
    """The metadata of a recording."""

    class Meta:
        model = Recording
        fields = ("number", "seconds", "made", "maker", "device", "language", "is_transcribed")
        widgets = {
            "made": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        }
