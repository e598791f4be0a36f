"""A disk that is full: plain words, nothing acknowledged is lost, and work goes on with room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.workbench.lost.hands import Hand, Told, count_lost, sessions
from tests.workbench.lost.servers import own_folder, served

_LIMIT = 'trap "" XFSZ; ulimit -f "$1"; shift; exec "$@"'


@pytest.mark.skipif(shutil.which("bash") is None, reason="limits the size of files by the shell")
def test_a_full_disk_refuses_plainly_and_breaks_nothing(tmp_path: Path) -> None:
    with own_folder(tmp_path) as home:
        page = int(
            home.django(
                "from pathlib import Path\nfrom tests.workbench.lost.seed import small_work\n"
                f"small_work(Path({str(tmp_path / '来稿')!r}), entries=1)\n"
                "print(EntryPage.objects.get(title='条目1').pk)"
            )
        )
        [key] = sessions(home, 1)
        room = (home.folder / "workbench.sqlite3").stat().st_size // 1024 + 64
        told: list[Told] = []
        with served(home, before=("bash", "-c", _LIMIT, "full", str(room))) as server:
            hand = Hand(server.port, key)
            revision, draft = hand.open(page)
            while len(told) < 300:
                words = f"第{len(told)}次。" + "字" * 4000
                told.append(hand.save(page, revision, draft, words))
                if told[-1].status != 200:
                    break
                revision = told[-1].after
            assert told[-1].status == 507, hand.answered[-2000:]
            assert "磁盘已满" in hand.answered
        saved = [one for one in told if one.status == 200]
        assert saved and count_lost(home, saved) == (0, 0)
        assert home.fangzhi("audit", "verify", str(home.folder)).returncode == 0
        with served(home) as server:  # with room again, work goes on from the last save
            hand = Hand(server.port, key)
            revision, draft = hand.open(page)
            assert revision == saved[-1].after
            assert hand.save(page, revision, draft, "又能保存了。").status == 200
