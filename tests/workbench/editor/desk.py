"""A small server for one page with an editor, so that a real browser can be driven over it.

It serves the product's own static files under the product's own content policy, checks with a
rule of its own (a share that does not add up), and keeps what it was sent.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fangzhi.workbench.works.editor.surface as surface
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.workbench.works.editor.reading import read
from fangzhi.workbench.works.editor.surface import Calls, render
from fangzhi.workbench.works.editor.told import told
from tests.roundtrip.pictures import png

STATIC = Path(surface.__file__).parent.parent / "static"
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
TYPES = {".js": "text/javascript", ".css": "text/css"}
PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>茶叶种植 · 编辑</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{styles}<link rel="stylesheet" href="/page.css"></head><body><main><h1>茶叶种植</h1>
<form method="post" action="/save"><input type="hidden" name="csrfmiddlewaretoken" value="t0ken">
{surface}<p><button type="submit" id="save">保存</button></p></form></main>
<script type="module" src="/static/{script}"></script></body></html>"""


class Desk:
    """What the page shows, and what was sent from it."""

    def __init__(self) -> None:
        self.before = Manuscript()
        self.decided: list[dict[str, Any]] = []
        self.tokens: list[str] = []
        self.checks = 0
        self.down = False
        self.url = ""

    def page(self) -> str:
        calls = Calls(key="entry-1", check="/check", decide="/decide")
        return PAGE.format(
            styles="".join(f'<link rel="stylesheet" href="/static/{s}">' for s in surface.STYLES),
            surface=render(self.before, "/assets/", calls), script=surface.SCRIPT,
        )  # fmt: skip

    def check(self, body: bytes) -> str:
        self.checks += 1
        made = read(body, self.before)
        return told(findings_in(made.manuscript), None, made.names)


def findings_in(manuscript: Manuscript) -> Iterator[Finding]:
    """Doubt each 12万亩 and each 共计100.1%, the way the rules say it."""
    for text in texts(manuscript):
        at = text.text.find("12万亩")
        if at >= 0:
            yield Finding(
                "R900", "硬", "面积与表2-3不一致。", text.id, at, at + 4, "12万亩", "11.4万亩",
                evidence=("正文：12万亩", "表2-3：2020年 11.4万亩"), basis="同一事实各处一致",
                before=text.text[max(0, at - 12) : at], after=text.text[at + 4 : at + 16],
            )  # fmt: skip
        at = text.text.find("𠀀余")
        if at >= 0:
            yield Finding("R901", "字", "请核对此字。", text.id, at, at + 2, "𠀀余")


class _Answers(BaseHTTPRequestHandler):
    desk: Desk
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/":
            self.send(self.desk.page().encode(), "text/html; charset=utf-8")
        elif path.startswith("/assets/"):
            self.send(png(240, 120), "image/png")
        elif path.startswith("/static/") and (file := STATIC / path[8:]).is_file():
            self.send(file.read_bytes(), TYPES[file.suffix])
        else:
            self.send(
                b"body{margin:0;background:#fbf9f4;color:#1f1d1a}h1{margin:.5em 1rem}", "text/css"
            )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.desk.tokens.append(self.headers.get("X-CSRFToken", ""))
        if self.desk.down:
            self.send(b"{}", "application/json", 503)
        elif self.path == "/check":
            self.send(self.desk.check(body).encode(), "application/json")
        elif self.path == "/decide":
            self.desk.decided.append(json.loads(body))
            self.send(b"{}", "application/json")
        else:
            self.send(b"ok", "text/plain")

    def send(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind), ("Content-Length", str(len(body))),
            ("Cache-Control", "max-age=600" if kind in TYPES.values() else "no-store"),
            ("Content-Security-Policy", POLICY), ("X-Content-Type-Options", "nosniff"),
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def desk() -> Iterator[Desk]:
    """Serve a page with an editor on this machine until the test is done."""
    shown = Desk()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {"desk": shown}))
    shown.url = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()
