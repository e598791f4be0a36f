"""Property tests: the same examples everywhere, new ones each time in `make prove`.

The workbench's tests have a folder of their own; Django reads where it is before any test.
"""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

os.environ["FANGZHI_HOME"] = tempfile.mkdtemp(prefix="fangzhi-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "fangzhi.workbench.conf.settings"

settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=1000)
settings.load_profile("search" if os.environ.get("FANGZHI_PROVE") else "same")
