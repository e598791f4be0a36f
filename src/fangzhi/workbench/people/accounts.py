"""What is done with accounts: opened, closed, given a new way in; each one line of the ledger."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import Http404

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.actions import KEEPER, make_post, make_user
from fangzhi.workbench.people.entering import sessions
from fangzhi.workbench.people.models import Office, Unit, User
from fangzhi.workbench.people.office import is_new
from fangzhi.workbench.people.rights import insist


def open_office(office: str, username: str, password: str, name: str) -> User:
    """Name the office and make its first administrator; only while nobody has an account."""
    with transaction.atomic():
        if not is_new():
            raise ValidationError("工作台已经启用，请直接登录。")
        Office.objects.all().delete()
        Office.objects.create(name=office)
        user = make_user("首次启用", username, password, name)
        make_post("首次启用", user, KEEPER)
        write(user, "people.edit", "本单位", office=office)
    return user


def invite(by: Any, username: str, name: str, unit: Unit | None = None, phone: str = "") -> User:
    """Open an account without a password; its owner sets one by link."""
    insist(by, "people.edit")
    with transaction.atomic():
        user = User(username=username, name=name, first_name=name, unit=unit, phone=phone)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save()
        write(by, "people.edit", f"User:{user.pk} {name}", added=username)
    return user


def amend(by: Any, user: User, name: str, unit: Unit | None, phone: str) -> None:
    """Change what is shown of a user."""
    insist(by, "people.edit")
    with transaction.atomic():
        # the frame shows first_name
        user.name, user.first_name, user.unit, user.phone = name, name, unit, phone
        user.save(update_fields=["name", "first_name", "unit", "phone"])
        write(by, "people.edit", f"User:{user.pk} {name}", unit=unit and unit.pk)


def take_password(by: Any, user: User, *, codes: bool = False) -> None:
    """Make the old password void and sign the user out; `codes`: the phone is lost too."""
    insist(by, "people.edit")
    void_password(by, user, codes=codes)


def void_password(by: Any, user: User, *, codes: bool = False) -> None:
    """The same without asking: for the command line only."""
    with transaction.atomic():
        user.set_unusable_password()
        user.session_mark = F("session_mark") + 1
        if codes:
            user.totp_secret, user.totp_last = "", 0
        user.save()
        user.refresh_from_db()
        write(by, "people.edit", f"User:{user.pk} {user}", password="作废", codes=codes)


def choose_password(user: User, password: str) -> None:
    """Set one's own password; every other session ends. Raise ValidationError if it is weak."""
    validate_password(password, user)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        write(user, "self", f"User:{user.pk} {user}", password="新设")


def keep_codes(user: User, secret: str, step: int) -> None:
    """Take a phone's secret into use; `step` is that of the code which proved it."""
    with transaction.atomic():
        user.totp_secret, user.totp_last = secret, step
        user.save(update_fields=["totp_secret", "totp_last"])
        write(user, "self", f"User:{user.pk} {user}", codes="启用")


def leave_everywhere(user: User) -> None:
    """End all sessions of a user, this one too."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(session_mark=F("session_mark") + 1)
        write(user, "self", f"User:{user.pk} {user}", sessions="全部退出")


def leave_one(user: User, which: str, here: str | None) -> bool:
    """End one session of a user's own; tell whether it is the one that asks (`here`: its key)."""
    with transaction.atomic():
        found = sessions.row_of(user, which)
        if found is None:
            raise Http404
        told = found.session_key == here
        found.delete()
        write(user, "self", f"User:{user.pk} {user}", sessions="退出一处")
    return told
