"""The ledger's tests damage originals: each begins with an empty store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def empty_store(clean_rooms: None) -> None:
    """Begin without originals of another test."""
    shutil.rmtree(Path(settings.HOME) / "资料库", ignore_errors=True)
