"""Every table as lines of JSON, and back: one model a file, one row a line, columns by name."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models
from django.db.models.functions import Cast

from fangzhi.workbench.works.fields import ValueField

LEFT_OUT = {
    "sessions.session": "登录状态，到期作废",
    "django_tasks_database.dbtaskresult": "后台队列的内部记录；任务本身在 jobs.run",
    "wagtailsearch.indexentry": "Wagtail 自带检索的索引，没有启用",
    "wagtailsearch.sqliteftsindexentry": "Wagtail 自带检索的索引，没有启用",
    "people.attempt": "登录失败的计数，到期作废",
}
"""Models that an open export leaves out, each with its reason."""
BLANKED = {"people.user": ("password", "totp_secret")}
"""Columns that an open export leaves empty: it may be read by anyone."""
_BATCH = 500
_TEXTS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (datetime, lambda value: value.isoformat()),
    (date, lambda value: value.isoformat()),
    (time, lambda value: value.isoformat()),
    (timedelta, lambda value: value.total_seconds()),
    (Decimal, str),
    (UUID, str),
    (bytes, lambda value: base64.b64encode(value).decode()),
    (memoryview, lambda value: base64.b64encode(bytes(value)).decode()),
)


@cache
def stored_models() -> tuple[Any, ...]:
    """Give every model with a table of its own, those between two others too, by name."""
    found = apps.get_models(include_auto_created=True)
    real = [m for m in found if m._meta.managed and not m._meta.proxy and not _is_virtual(m)]
    return tuple(sorted(real, key=lambda model: model._meta.label_lower))


def _is_virtual(model: Any) -> bool:
    """Tell whether a table is a search index of the database's own kind."""
    return bool(model._meta.app_label == "wagtailsearch")


def exported_models() -> tuple[Any, ...]:
    """Give the models of an open export."""
    return tuple(m for m in stored_models() if m._meta.label_lower not in LEFT_OUT)


def rows(model: Any, alias: str = "default", *, blank: bool = False) -> Iterator[dict[str, Any]]:
    """Give a table's rows in the order of their keys, as JSON knows them."""
    fields = model._meta.local_concrete_fields
    names = [field.attname for field in fields]
    values = {
        f"_{field.attname}": Cast(field.attname, models.TextField())
        for field in fields
        if isinstance(field, ValueField)
    }
    read = [f"_{name}" if f"_{name}" in values else name for name in names]
    empty = BLANKED.get(model._meta.label_lower, ()) if blank else ()
    query = model._base_manager.using(alias).annotate(**values).order_by("pk")
    for row in query.values_list(*read).iterator(_BATCH):
        yield {
            name: "" if name in empty else _plain(value)
            for name, value in zip(names, row, strict=True)
        }


def _plain(value: Any) -> Any:
    for kind, text in _TEXTS:
        if isinstance(value, kind):
            return text(value)
    return value


def as_line(row: dict[str, Any]) -> bytes:
    """Give a row as one line."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def load(model: Any, given: Iterable[dict[str, Any]]) -> int:
    """Put rows into an empty table, inside the caller's transaction; give how many.

    A column that the rows do not know gets its default; one that the table does not know is
    refused with ValueError.
    """
    connection = connections["default"]
    fields = model._meta.local_concrete_fields
    known = {field.attname for field in fields}
    quote = connection.ops.quote_name
    into = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({places})"
    count = 0
    source = iter(given)
    with connection.cursor() as cursor:
        while batch := list(islice(source, _BATCH)):
            for row in batch:
                if not row.keys() <= known:
                    raise ValueError(f"{model._meta.label_lower}: {sorted(row.keys() - known)}")
            cursor.executemany(sql, [_prepared(fields, row, connection) for row in batch])
            count += len(batch)
    return count


def _prepared(fields: Any, row: dict[str, Any], connection: Any) -> list[Any]:
    return [
        _stored(field, row[field.attname] if field.attname in row else field.get_default(),
                connection)
        for field in fields
    ]  # fmt: skip


def _stored(field: Any, value: Any, connection: Any) -> Any:
    if value is None or isinstance(field, ValueField):
        return value
    if isinstance(field, models.DurationField):
        value = timedelta(seconds=value)
    elif not isinstance(field, models.JSONField):
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)


def clear() -> None:
    """Empty every table, inside the caller's transaction."""
    connection = connections["default"]
    tables = [model._meta.db_table for model in stored_models()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(connection.ops.quote_name(name) for name in tables)
            cursor.execute(f"TRUNCATE {names} CASCADE")
            return
        for name in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def count_on() -> None:
    """Let new rows get numbers above those that were loaded."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(sql)
