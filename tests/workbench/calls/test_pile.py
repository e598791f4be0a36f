"""A unit's whole pile through its personal link, over HTTP: kept byte for byte, registered, and what
could not be read is told of, file by file.

A short form here; FANGZHI_PROVE=1 sends 1.6 GB.
"""

from __future__ import annotations

import http.client
import io
import json
import os
import random
import re
import time
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from openpyxl import Workbook
from PIL import Image

from tests.workbench.calls.conftest import docx_of
from tests.workbench.lost.servers import Home
from tests.workbench.served import Desk, served

LONG = bool(os.environ.get("FANGZHI_PROVE"))
PILE = 1_600_000_000 if LONG else 24_000_000
"""Bytes that are sent."""
_SIDE = 1200 if LONG else 500
_EDGE = "一二三四五六七八九十"
_LINK = """
from fangzhi.workbench.calls.links import fresh
from fangzhi.workbench.calls.models import CallTask
from fangzhi.workbench.people.models import User
task = CallTask.objects.filter(hand_ins__isnull=True).first() or CallTask.objects.last()
link, token = fresh(task, 30, User.objects.get(username="zongzuan"))
link.save()
print(task.pk, token)
"""
_FOUND = """
import json
from fangzhi.workbench.calls.models import HandFile, HandIn
row = HandIn.objects.filter(task_id=TASK).order_by("-pk").first()
print(json.dumps({"page": row.task.page_id, "hand": row.pk, "files": [
    [one.name, one.digest, one.role, one.why] for one in HandFile.objects.filter(hand_in=row)]}))
"""
_SOURCES = """
import json
from fangzhi.workbench.sources.models import Source
print(json.dumps(list(Source.objects.exclude(digest="").values_list("digest", "openness", "kind"))))
"""


class Sent(NamedTuple):
    """What is sent: its name, its bytes, and a word of the reason where it cannot be read."""

    name: str
    data: bytes
    why: str = ""


def pile(chance: random.Random) -> Iterator[Sent]:
    """Give what units send: texts, tables, photographs, and files that nobody can read."""
    for number in range(12):
        lines = [
            f"{_EDGE[number % 10]}组第{n}项完成{chance.randint(100, 999)}件。" for n in range(40)
        ]
        yield Sent(f"材料/工作总结{number}.docx", docx_of(*lines))
        book = Workbook()
        assert book.active is not None
        for row in range(200):
            book.active.append([f"项目{row}", chance.randint(1, 9999), chance.randint(1, 9999)])
        out = io.BytesIO()
        book.save(out)
        yield Sent(f"报表/统计表{number}.xlsx", out.getvalue())
    yield Sent("坏了的稿.docx", docx_of("全年完成。")[:2000], "不完整")
    yield Sent("加了密.zip", _locked(), "密")
    yield Sent("装机程序.exe", b"MZ" + chance.randbytes(5000), "程序")
    yield Sent("其实是照片.docx", _photo(chance, 60))
    yield Sent("空的.txt", b"", "空")
    sent = 0
    number = 0
    while sent < PILE:
        number += 1
        data = _photo(chance, _SIDE)
        sent += len(data)
        yield Sent(f"照片/IMG_{number:05d}.jpg", data)


def _photo(chance: random.Random, side: int) -> bytes:
    out = io.BytesIO()
    noise = chance.randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), noise).save(out, "JPEG", quality=92)
    return out.getvalue()


def _locked() -> bytes:
    """A zip whose entry says that it is encrypted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr("名单.txt", "某某")
    data = bytearray(out.getvalue())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


class Phone:
    """The page's script behind the link: a file a request, then the word that it is all."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}
        self.line = http.client.HTTPConnection(self.host, timeout=600)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
        """Ask once; cookies are kept as a browser keeps them."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Cookie": cookies, "X-CSRFToken": self.cookies.get("csrftoken", ""),
                "Referer": f"http://{self.host}{path}"}  # fmt: skip
        for turn in range(3):  # a busy server closes a line that rests
            try:
                self.line.request(method, path, body or None,
                                  {**told, **({"Content-Type": kind} if kind else {})})  # fmt: skip
                answer = self.line.getresponse()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.line.close()
                assert turn < 2
        for name, value in answer.headers.items():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.read().decode("utf-8", "replace")

    def form(self, path: str, **told: Any) -> tuple[int, str]:
        """Send a form; a pair (name, bytes) is a file."""
        edge = "----------------------------fangzhi"
        parts = []
        for key, value in told.items():
            named = f'Content-Disposition: form-data; name="{key}"'
            name, data = value if isinstance(value, tuple) else ("", str(value).encode())
            named += f'; filename="{name}"' if name else ""
            head = f"--{edge}\r\n{named}\r\n\r\n"
            parts.append(head.encode() + data + b"\r\n")
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={edge}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with served(tmp_path_factory.mktemp("成堆")) as running:
        yield running


def _peak(desk: Desk) -> dict[str, int]:
    """The most memory that each process of this workbench held so far, in MB."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            environment = (status.parent / "environ").read_bytes()
            if str(desk.folder).encode() in environment + (status.parent / "cmdline").read_bytes():
                text = status.read_text()
                peak = re.search(r"VmHWM:\s+(\d+)", text)
                found[status.parent.name] = int(peak[1]) // 1024 if peak else 0
        except OSError:
            continue
    return found


def test_a_pile_sent_through_the_link_is_kept_and_registered_and_the_unreadable_is_named(
    desk: Desk,
) -> None:
    home = Home(desk.folder)
    task, token = home.django(_LINK).split()
    link, phone = f"/g/{token}/", Phone(desk.address)
    assert phone.ask("GET", link)[0] == 200
    digests: dict[str, str] = {}
    unread: dict[str, str] = {}
    total, began = 0, time.monotonic()
    for one in pile(random.Random(8)):
        status, words = phone.form(link + "files/", part="1", files=(Path(one.name).name, one.data))
        assert status == 200, (one.name, words[:300])
        total += len(one.data)
        if one.why:
            unread[Path(one.name).name] = one.why
        else:
            digests[Path(one.name).name] = sha256(one.data).hexdigest()
    sending = time.monotonic() - began
    assert phone.form(link + "files/", finish="1")[0] == 200
    began = time.monotonic()
    while json.loads(phone.ask("GET", link + "state/")[1])["open"]:
        assert time.monotonic() - began < (3600 if LONG else 300)
        time.sleep(0.3)
    reading = time.monotonic() - began
    page = phone.ask("GET", link)[1]
    told = json.loads(home.django(_FOUND.replace("TASK", task)))
    kept = {name: digest for name, digest, _, _ in told["files"]}
    assert {name: kept.get(name) for name in digests} == digests
    whys = {name: why for name, _, _, why in told["files"]}
    for name, word in unread.items():
        assert word in whys[name] and name in page, (name, whys.get(name))

    status, _ = phone.form(link + "hand-in/", leader="刘局", writer="王一", phone="13800000000")
    assert status == 302
    chief = Phone(desk.address)
    chief.ask("GET", "/login/")
    assert chief.form("/login/", username="zongzuan", password=desk.told["password"])[0] == 302
    handed = json.loads(home.django(_FOUND.replace("TASK", task)))
    address = f"/hand-ins/{handed['page']}/{handed['hand']}/"
    began = time.monotonic()
    assert chief.ask("GET", address)[0] == 200
    assert chief.form(address + "sources/")[0] == 302
    registering = time.monotonic() - began
    sources = json.loads(home.django(_SOURCES))
    registered = {digest for digest, openness, _ in sources if openness == "未定"}
    photos = {digest for name, digest in digests.items() if name.endswith(".jpg")}
    assert photos <= registered
    print(f"{len(digests) + len(unread)} files, {total / 1e6:.0f} MB: sent in {sending:.0f} s, read in "
          f"{reading:.0f} s, registered in {registering:.1f} s; {len(registered)} sources, "
          f"{len(unread)} told as unread; peak MB {sorted(_peak(desk).values())}")  # fmt: skip
