"""Tasks that were taken for tasks by mistake can be dropped, with a reason."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_tasks_made_by_hand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="dropped",
            field=models.DateTimeField(null=True, verbose_name="撤销"),
        ),
        migrations.AddField(
            model_name="task",
            name="dropped_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="dropped_why",
            field=models.CharField(blank=True, max_length=300, verbose_name="为什么撤销"),
        ),
    ]
