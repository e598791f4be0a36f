"""Five thousand entries through the import page, as a person brings them: Word files over HTTP."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from time import perf_counter, sleep
from typing import Any

from bench.load import Person
from bench.processor import used
from bench.timing import Row
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id
from fangzhi.publish.docx.manuscript import write_manuscript

ENTRIES = 5_000
FILES = (200, 1)
"""Word files that hold them: a folder of what two hundred units sent in, and one whole book."""
_BOUNDARY = "b" * 32
_TEXT = "{year}年，{name}粮食播种面积{area}万亩，总产{total}万吨，比上年增长2.1%。"
_SENTENCES = 14
"""Some 400 characters an entry."""


def rows(told: dict[str, Any], port: int, server: int) -> list[Row]:
    """Bring them in below works of their own, each time by the page; wait until all are in."""
    pairs = zip(told["bare"], FILES, strict=True)
    return [_row(told, port, server, work, files) for work, files in pairs]


def _row(told: dict[str, Any], port: int, server: int, work: int, files: int) -> Row:
    one = Person(port, told["people"][0])
    body = _form(_manuscripts(files))
    before, began = used(server), perf_counter()
    run = _sent(one, f"/works/{work}/import/", body)
    sent = perf_counter() - began
    state = _ended(one, run)
    taken = perf_counter() - began
    cpu = used(server) - before
    note = (f"{files} 份 Word 文件，{len(body) / 1e6:.1f} MB；传完 {sent:.1f} s；服务器共用处理器 {cpu:.1f} s；"
            f"{state['state']}：{state['message'].splitlines()[0]}")  # fmt: skip
    return Row("五千条经导入页进工作台", taken, "目标 20 s", None, note)


def _manuscripts(files: int) -> Iterator[tuple[str, bytes]]:
    each = ENTRIES // files
    for number in range(files):
        name = f"单位{number:03d}"
        blocks = [Text(mint_id(name, "h", ""), f"{name}的工作", "heading", 1)]
        for at in range(each):
            key = f"{name}-{at}"
            blocks.append(Text(mint_id(key, "h", ""), f"第{at}项工作", "heading", 2))
            words = "".join(_TEXT.format(year=2023, name=name, area=at + n / 10, total=number + n)
                            for n in range(_SENTENCES))  # fmt: skip
            half = len(words) // 2
            blocks += [Text(mint_id(key, "b", str(n)), part)
                       for n, part in enumerate((words[:half], words[half:]))]  # fmt: skip
        yield f"{name}.docx", write_manuscript(Manuscript(blocks=tuple(blocks)), {})


def _form(files: Iterator[tuple[str, bytes]]) -> bytes:
    """Give what a browser sends for a picked folder: each file, and its path in the folder."""
    parts = []
    for name, data in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"'
        parts.append(f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + data + b"\r\n")
        path = f'Content-Disposition: form-data; name="paths"\r\n\r\n来稿/{name}'
        parts.append(f"--{_BOUNDARY}\r\n{path}\r\n".encode())
    return b"".join([*parts, f"--{_BOUNDARY}--\r\n".encode()])


def _sent(one: Person, path: str, body: bytes) -> str:
    head = {**one.head, "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    to = http.client.HTTPConnection("127.0.0.1", one.to.port, timeout=300)
    to.request("POST", path, body, head)
    answer = to.getresponse()
    words = answer.read().decode()
    if answer.status != 302:
        raise RuntimeError(f"{answer.status}: {words[-1500:]}")
    return answer.headers["Location"]


def _ended(one: Person, run: str) -> dict[str, Any]:
    while True:
        state: dict[str, Any] = json.loads(one.ask("进度", f"{run}state/"))
        if not state["open"]:
            return state
        sleep(0.2)
