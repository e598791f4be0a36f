"""Take away the sample page and site that a new Wagtail comes with; the root holds works alone."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def take_away(apps: Any, schema_editor: Any) -> None:
    """Remove the welcome page (never a work), and the site that points at it."""
    page_model = apps.get_model("wagtailcore", "Page")
    site_model = apps.get_model("wagtailcore", "Site")
    samples = page_model.objects.filter(
        depth=2, content_type__app_label="wagtailcore", content_type__model="page"
    )
    if not samples.exists():
        return
    site_model.objects.filter(root_page__in=samples).delete()
    gone = samples.count()
    samples.delete()
    root = page_model.objects.filter(depth=1).first()
    if root is not None:
        root.numchild = max(0, root.numchild - gone)
        root.title = root.draft_title = "全部志书和年鉴"
        root.save()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_entering"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(take_away, migrations.RunPython.noop)]
