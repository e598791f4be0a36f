"""The secrets of one-time codes are sealed in the database."""

from __future__ import annotations

from typing import Any

from django.db import migrations

import fangzhi.workbench.people.sealed


def seal(apps: Any, editor: Any) -> None:
    """Seal what lay open."""
    for user in apps.get_model("people", "User").objects.exclude(totp_secret=""):
        user.save(update_fields=["totp_secret"])


def leave(apps: Any, editor: Any) -> None:
    """Leave them sealed: opening them is not a way back that anybody wants."""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_own_root")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="totp_secret",
            field=fangzhi.workbench.people.sealed.SealedField(
                blank=True, editable=False, max_length=255
            ),
        ),
        migrations.RunPython(seal, leave),
    ]
