"""Forms about people: Chinese labels, and what belongs in each field."""

from __future__ import annotations

from typing import Any

from django import forms

from fangzhi.workbench.people.models import ROLES, Unit

_NAME = {"autocomplete": "username"}
_NEW = {"autocomplete": "new-password"}


class FirstForm(forms.Form):
    """The first-run page: the console's code, the office, its administrator."""

    code = forms.CharField(label="启用码", max_length=40, help_text="启动工作台的窗口里印出的十位数字。",
                           widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}))  # fmt: skip
    office = forms.CharField(
        label="本单位全称", max_length=120, help_text="如：清溪县地方志编纂委员会办公室"
    )
    name = forms.CharField(label="管理员姓名", max_length=60)
    username = forms.CharField(label="管理员用户名", max_length=40, help_text="登录用，字母、数字或汉字都行。",
                               widget=forms.TextInput(_NAME))  # fmt: skip
    password = forms.CharField(label="密码", max_length=256, widget=forms.PasswordInput(_NEW),
                               help_text="至少十个字；不要用常见的密码。")  # fmt: skip
    again = forms.CharField(label="再输一次密码", max_length=256, widget=forms.PasswordInput(_NEW))

    def clean(self) -> Any:
        """Compare the two passwords."""
        told = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", "两次输入的密码不一样。")
        return told


class UserForm(forms.Form):
    """A colleague: who it is; the password is set by the person, by link."""

    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(label="用户名", max_length=40, help_text="登录用，定了不改。")
    unit = forms.ModelChoiceField(
        Unit.objects.filter(is_active=True), label="所在单位", required=False, empty_label="本单位"
    )
    phone = forms.CharField(label="电话", max_length=60, required=False)


class AmendForm(UserForm):
    """The same of somebody who has an account."""

    username = None


class PostForm(forms.Form):
    """A role, and where it holds."""

    role = forms.ChoiceField(label="职责", choices=[(role, role) for role in ROLES])
    page = forms.ChoiceField(label="范围", required=False)

    def __init__(self, places: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].choices = [("", "全部志书和年鉴"), *places]


class UnitForm(forms.ModelForm):
    """A unit."""

    class Meta:
        model = Unit
        fields = ("name", "short", "contact", "phone", "leader", "email", "is_active")


class ListForm(forms.Form):
    """A list of units: pasted, or a workbook."""

    pasted = forms.CharField(
        label="粘贴名单", required=False, max_length=200_000,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text="从 Excel 或微信里复制过来，一行一个单位；有“单位名称、联系人、电话”这样的表头更好。",
    )  # fmt: skip
    file = forms.FileField(label="或者选一个 Excel 文件", required=False)

    def clean(self) -> Any:
        """Ask for one of the two."""
        told = super().clean() or {}
        if not told.get("pasted") and not told.get("file"):
            raise forms.ValidationError("请粘贴名单，或者选一个文件。")
        return told


class PasswordForm(forms.Form):
    """One's own new password, with the old one."""

    old = forms.CharField(label="现在的密码", max_length=256,
                          widget=forms.PasswordInput({"autocomplete": "current-password"}))  # fmt: skip
    new = forms.CharField(label="新密码", max_length=256, widget=forms.PasswordInput(_NEW),
                          help_text="至少十个字；不要用常见的密码。")  # fmt: skip
    again = forms.CharField(
        label="再输一次新密码", max_length=256, widget=forms.PasswordInput(_NEW)
    )

    def clean(self) -> Any:
        """Compare the two."""
        told = super().clean() or {}
        if told.get("new") and told.get("again") and told["new"] != told["again"]:
            self.add_error("again", "两次输入的密码不一样。")
        return told
