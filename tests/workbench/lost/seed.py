"""Fill a workbench: a small work with originals, edits, a refused save, a seal; a row in every table."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models, transaction

PASSWORD = "县志编纂用的密码-2026"
_AT = datetime(2024, 5, 1, 8, 30, 15, 123456, tzinfo=UTC)
_VALUES: tuple[tuple[type, Any], ...] = (
    (models.BooleanField, True),
    (models.DateTimeField, _AT),
    (models.DateField, date(2024, 5, 1)),
    (models.TimeField, time(8, 30)),
    (models.DurationField, timedelta(days=2, seconds=3)),
    (models.DecimalField, Decimal("1")),
    (models.UUIDField, UUID(int=7)),
    (models.JSONField, {"甲": [1, None, "二"]}),
    (models.BinaryField, b"\x00\xff"),
    (models.GenericIPAddressField, "127.0.0.1"),
    (models.FloatField, 1.5),
    (models.IntegerField, 1),
    (models.EmailField, "a@example.org"),
    (models.Field, "一'\"\\\t🀄"),
)


def small_work(folder: Path, entries: int = 0) -> Any:
    """Make people, a work out of a folder of manuscripts, edits, a refused save and a seal."""
    from fangzhi.workbench.ledger.sealed import digest_of_place
    from fangzhi.workbench.people.actions import make_post, make_user
    from fangzhi.workbench.works.actions import add_entry, create_work, import_folder, rename
    from fangzhi.workbench.works.models import EntryPage, SectionPage, Standing

    write_manuscripts(folder)
    chief = make_user("测试", "chief", PASSWORD, "总纂")
    make_post("测试", chief, "总纂")
    for name, role in (("warden", "管理员"), ("auditor", "审计员")):
        make_post("测试", make_user("测试", name, PASSWORD, role), role)
    work = create_work(chief, "清溪年鉴", "综合年鉴",
                       settings=(folder / "fangzhi.toml").read_text("utf-8"))  # fmt: skip
    pages, _ = import_folder(chief, work, folder)
    page = pages[0]
    base = page.latest_revision_id
    rename(chief, page, "改过的题目/与:符号?", base)
    assert rename(chief, EntryPage.objects.get(pk=page.pk), "来晚的题目", base).refused
    for number in range(entries):
        add_entry(chief, work, f"条目{number + 1}")
    chapter = SectionPage.objects.get(title="水利")
    Standing.objects.create(page=chapter, state="定稿", digest=digest_of_place(chapter))
    return work


def write_manuscripts(folder: Path) -> None:
    """Write a small folder of manuscripts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "fangzhi.toml").write_text(
        '[work]\ntitle = "清溪年鉴"\nkind = "综合年鉴"\nvolume_year = 2024\n'
        '[[outline]]\ntitle = "农业"\nunit = "农业农村局"\nfiles = ["农业*"]\n'
        '[[outline]]\ntitle = "水利"\nunit = "水务局"\nfiles = ["水利*"]\n',
        encoding="utf-8",
    )
    (folder / "农业.md").write_text(
        "# 农业\n\n## 粮食生产\n\n2023年，全县粮食播种面积12.5万亩，总产4.8万吨。[^1]\n\n"
        "| 作物 | 面积 |\n|---|---|\n| 水稻 | 8.1 |\n\n## 茶叶\n\n年末茶园2.1万亩。\n\n[^1]: 据统计局。\n",
        encoding="utf-8",
    )
    (folder / "水利.md").write_text(
        "# 水利\n\n## 防汛\n\n8月3日，清溪水位涨至312.4米。\n", encoding="utf-8"
    )


def a_row_everywhere() -> list[str]:
    """Put a row into every table that has none; give the models for which none could be made."""
    from fangzhi.workbench.ledger.keeping.tables import load, stored_models
    from fangzhi.workbench.works.fields import ValueField

    failed: dict[str, str] = {}
    for _ in range(3):  # what a row refers to may only be made in the next round
        failed = {}
        for model in stored_models():
            if model._base_manager.exists():
                continue
            try:
                with transaction.atomic():
                    row = {
                        f.attname: _value(f, ValueField) for f in model._meta.local_concrete_fields
                    }
                    load(model, [row])
            except Exception as fault:
                failed[model._meta.label_lower] = str(fault)
    return sorted(f"{label}: {why}" for label, why in failed.items())


def _value(field: Any, value_field: Any) -> Any:
    from fangzhi.workbench.ledger.keeping.tables import _plain

    if field.is_relation:
        target = field.target_field.model
        key = target._base_manager.values_list(field.target_field.attname, flat=True).first()
        if key is None and not field.null:
            raise LookupError(f"no row of {target._meta.label_lower}")
        return _plain(key)
    if isinstance(field, value_field):
        return None if field.null else "{}"
    if isinstance(field, models.AutoField | models.BigAutoField):
        return 900001
    if field.choices:
        return field.choices[0][0]
    value = next(value for kind, value in _VALUES if isinstance(field, kind))
    if isinstance(value, str) and field.max_length:
        value = value[: field.max_length]
    return _plain(value)


def dump() -> dict[str, list[str]]:
    """Give every table's rows as an export holds them, by model."""
    from fangzhi.workbench.ledger.keeping.tables import as_line, exported_models, rows

    return {
        model._meta.label_lower: [as_line(row).decode() for row in rows(model, blank=True)]
        for model in exported_models()
    }
