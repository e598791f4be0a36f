"""Property tests: the same examples everywhere, new ones each time in `make prove`.

The workbench's tests have a folder of their own in each process; Django reads where it is first.
"""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

from tests.leftovers import own_folder
from tests.order import in_order

_HOME = own_folder()
os.environ["FANGZHI_HOME"] = str(_HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "fangzhi.workbench.conf.settings"


def pytest_configure(config: pytest.Config) -> None:
    """Hand no settings on to the processes that run the tests: they would read them before their
    own folder is named, and all would write into this one's."""
    config.add_cleanup(lambda: shutil.rmtree(_HOME, ignore_errors=True))
    if not hasattr(config, "workerinput") and getattr(config.option, "numprocesses", None):
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes minutes where several processes share the tests."""
    if hasattr(config, "workerinput"):
        items[:] = in_order(items)


settings.register_profile("same", derandomize=True)
settings.register_profile("search", max_examples=1000)
settings.load_profile("search" if os.environ.get("FANGZHI_PROVE") else "same")
