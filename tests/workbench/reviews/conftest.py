"""A small yearbook on its way: people for every step, browsers, and ways to satisfy a gate."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.workbench.reviews.staff import Staff


@pytest.fixture
def staff(work: Any, office: Any, signed_in: Any, tmp_path: Path) -> Staff:
    """Give everybody whom a yearbook's review needs, each in a browser of their own."""
    return Staff(work, office, signed_in)


@pytest.fixture
def picture() -> Callable[[], io.BytesIO]:
    """Give a fresh photograph of a signed paper."""
    from PIL import Image

    def made() -> io.BytesIO:
        out = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(out, "PNG")
        out.seek(0)
        out.name = "签批单.png"
        return out

    return made
