"""The office's name, marks that end sessions, and one post of a kind also where it is everywhere."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_post")]

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False,
                                          verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="单位全称")),
            ],
            options={"verbose_name": "本单位", "verbose_name_plural": "本单位"},
        ),
        migrations.AddField(
            model_name="user",
            name="session_mark",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RemoveConstraint(model_name="post", name="one_post"),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(fields=("user", "role", "page"), name="one_post"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                condition=models.Q(("page", None)),
                fields=("user", "role"),
                name="one_post_everywhere",
            ),
        ),
    ]
