"""One county for all tests here: its packs are read, never changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.project.calling.call import Call
from fangzhi.project.load import Project
from tests.project.calling.county import county

Made = tuple[Path, Project, Call]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The county with its call and packs."""
    folder = tmp_path_factory.mktemp("青浣")
    project, call = county(folder)
    return folder, project, call
