"""Where a quotation stands in its source."""

from __future__ import annotations

from django.db import migrations

import fangzhi.workbench.works.fields


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_consent")]

    operations = [
        migrations.AddField("evidence", "passage", fangzhi.workbench.works.fields.ValueField(
            blank=True, null=True)),
    ]
