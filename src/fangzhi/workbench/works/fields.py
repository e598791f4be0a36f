"""A database field that holds one of the model's values as its JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from fangzhi.model.value import FormatError, Value, decode, encode


class ValueField(models.TextField):
    """Holds a frozen value of `kind`; the text in the database is what `model.value` writes."""

    def __init__(self, *args: Any, kind: type[Value] | None = None, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the kind out of migrations: a migration needs no value."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Decode what the database holds."""
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """Give the value of its JSON; raise ValidationError for any other text."""
        if value is None or not isinstance(value, str) or self.kind is None or not value:
            return value or None
        try:
            return decode(value.encode("utf-8"), self.kind)
        except FormatError as fault:
            raise ValidationError(f"内容读不出：{fault}") from fault

    def get_prep_value(self, value: Any) -> Any:
        """Give the JSON for the database."""
        if isinstance(value, Value):
            return encode(value).decode("utf-8")
        return super().get_prep_value(value)

    def value_to_string(self, obj: Any) -> str:
        """Give the JSON for a serialized revision."""
        value = self.value_from_object(obj)
        return "" if value is None else str(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> None:
        """No form edits a value as text; the editor does."""
        return None
