"""Pages below a path, found by the index of paths on every database.

SQLite compares LIKE without regard to case and so reads the whole table for it; a range of paths
says the same and is looked up. PostgreSQL has an index of its own for LIKE.
"""

from __future__ import annotations

from typing import Any

from django.db.models.lookups import StartsWith
from wagtail.models import Page


class Below(StartsWith):
    """`path__startswith` of pages; elsewhere Django's own serves."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Write the range of all paths that begin so."""
        if not isinstance(self.rhs, str) or not self.rhs:
            sql, values = super().as_sql(compiler, connection)
            return sql, list(values)
        left, values = self.process_lhs(compiler, connection)
        after = self.rhs[:-1] + chr(ord(self.rhs[-1]) + 1)
        return f"({left} >= %s AND {left} < %s)", [*values, self.rhs, *values, after]


def register() -> None:
    """Have all lookups of pages by the beginning of their path be made so."""
    Page._meta.get_field("path").register_lookup(Below)
