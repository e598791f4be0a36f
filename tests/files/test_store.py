"""Pictures are kept once, by digest, and any changed byte is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.files.store import AssetStore, DamagedAsset
from fangzhi.model.value import digest_of_bytes


def test_what_is_put_is_got_and_kept_once(tmp_path: Path) -> None:
    store = AssetStore(tmp_path / "图片")
    digest = store.put("图".encode())
    assert store.put("图".encode()) == digest == digest_of_bytes("图".encode())
    assert store[digest].decode() == "图"
    assert list(store) == [digest] and len(store) == 1 and digest in store


def test_a_changed_byte_is_found_and_putting_again_mends_it(tmp_path: Path) -> None:
    store = AssetStore(tmp_path)
    digest = store.put(b"picture")
    store.path(digest).write_bytes(b"Picture")
    with pytest.raises(DamagedAsset, match="改动或损坏"):
        store[digest]
    store.put(b"picture")
    assert store[digest] == b"picture"


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 64, "A" * 64])
def test_a_name_that_is_no_stored_digest_is_not_found(tmp_path: Path, name: str) -> None:
    store = AssetStore(tmp_path)
    assert name not in store
    with pytest.raises(KeyError):
        store[name]
