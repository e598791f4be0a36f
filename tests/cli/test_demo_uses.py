"""The demo makes the three products of use out of the shipped chronicles."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.cli.demo import CASES, examples_folder, use
from fangzhi.library.index import Library
from fangzhi.project.shelve import shelve
from tests.work import quickest

EXAMPLES = examples_folder()


def test_the_demo_makes_every_product_in_seconds(tmp_path: Path) -> None:
    if EXAMPLES is None:
        pytest.skip("没有随附的示例")
    library = Library(tmp_path / "资料库", create=True)
    shelve(library, [EXAMPLES / "华阳国志", EXAMPLES / "四川通志"], lambda *_: None, keep=False)
    made = []
    assert quickest(lambda: made.append(use(EXAMPLES, library, tmp_path / "成品")), 10) < 10
    used = made[-1]
    assert [product.cards for product in used] == [27, 39, 32]
    for case, product in zip(CASES, used, strict=True):
        assert (EXAMPLES / case).is_dir()
        assert {path.suffix for path in Path(product.folder).iterdir()} == {".docx", ".pdf", ".zip"}
