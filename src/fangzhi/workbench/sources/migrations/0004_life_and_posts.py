"""What the register says of a person: birth, death, posts."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_passage")]

    operations = [
        migrations.AddField(
            "named", "born", models.CharField("出生", max_length=12, blank=True, default="")
        ),
        migrations.AddField(
            "named", "died", models.CharField("去世", max_length=12, blank=True, default="")
        ),
        migrations.AddField("named", "posts", models.TextField("任职", blank=True, default="")),
    ]
