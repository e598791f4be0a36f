"""Write the database anew without what was deleted from it: freed pages still hold the old words."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection

_LOG = logging.getLogger(__name__)


def scrub() -> bool:
    """Rewrite the database, and drop SQLite's kept journal; False where that was not possible.

    Not possible within a transaction, or while others hold the database for longer than the wait
    for a lock. What a disk keeps of deleted files is not ours to reach.
    """
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA journal_mode=DELETE")  # the journal kept the old pages
                cursor.execute("PRAGMA journal_mode=PERSIST")
            else:
                cursor.execute("VACUUM FULL")
    except DatabaseError as fault:
        _LOG.warning("database not rewritten after an isolation: %s", fault)
        return False
    return True
