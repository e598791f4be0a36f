"""Property tests: the same examples everywhere, new ones each time in `make prove`."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=1000)
settings.load_profile("search" if os.environ.get("FANGZHI_PROVE") else "same")
