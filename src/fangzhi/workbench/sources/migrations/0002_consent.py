"""Consents kept one by one, sources bound to the interview they were written down after."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SCOPES = [
    ("", "没有授权书"),
    ("archive", "只供存档"),
    ("research", "供编纂和研究"),
    ("public", "可以公开"),
]


def carry(apps: Any, _: Any) -> None:
    """Give each consent that is held its own row."""
    consents = apps.get_model("sources", "Consent")
    for row in apps.get_model("sources", "Interview").objects.exclude(consent=""):
        consents.objects.create(
            interview=row,
            digest=row.consent,
            file_name=row.consent_name,
            scope=row.scope,
            embargo=row.embargo,
            who_id=row.who_id,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "narrator",
            "who",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "source",
            "interview",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sources",
                to="sources.interview",
                verbose_name="整理自哪次访谈",
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=300, verbose_name="文件名")),
                (
                    "scope",
                    models.CharField(
                        blank=True, choices=SCOPES, max_length=12, verbose_name="授权范围"
                    ),
                ),
                (
                    "embargo",
                    models.DateField(blank=True, null=True, verbose_name="在此日期之前不公开"),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "interview",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="sources.interview",
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "授权书",
                "verbose_name_plural": "授权书",
                "ordering": ("-pk",),
            },
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
    ]
