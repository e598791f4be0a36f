"""Attempts at what is done with works: outline, entries, carrying in and out, checking."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from fangzhi.workbench.works.editor.wire import draft_of, write_draft
from tests.workbench.people.asking import Asked, Attempt, Target, look


def _change(told: dict[str, Any], which: str = "section") -> Any:
    def ask(target: Target) -> Asked:
        page = getattr(target, which)
        return Asked(f"/works/{page.pk}/change/", told, json=True)

    return ask


def _moved(target: Target) -> Asked:
    told = {"do": "move", "parent": target.section.pk, "position": 0}
    return Asked(f"/works/{target.entry.pk}/change/", told, json=True)


def _save(target: Target) -> Asked:
    page = target.entry
    told = {
        "draft": write_draft(draft_of(page.entry.manuscript)),
        "revision": page.latest_revision_id or 0,
        "title": "茶叶生产",
    }
    return Asked(f"/entries/{page.pk}/save/", told, json=True)


def _check(target: Target) -> Asked:
    draft = json.loads(write_draft(draft_of(target.entry.entry.manuscript)))
    return Asked(f"/entries/{target.entry.pk}/check/", draft, json=True)


def _picture(target: Target) -> Asked:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    file = SimpleUploadedFile("茶园.png", out.getvalue(), "image/png")
    return Asked(f"/entries/{target.entry.pk}/upload/", {"file": file})


def _files(target: Target) -> Asked:
    file = SimpleUploadedFile("茶叶.md", "# 茶叶\n\n年末茶园2.1万亩。\n".encode(), "text/markdown")
    return Asked(f"/works/{target.section.pk}/import/", {"files": [file]})


def _compare(target: Target) -> Asked:
    number = target.entry.latest_revision_id
    return look(f"/entries/{target.entry.pk}/compare/{number}/{number}/")


def _decide(target: Target) -> Asked:
    told = {"fingerprint": "f" * 16, "verdict": "ignored", "reason": "原文如此"}
    return Asked(f"/works/{target.entry.pk}/decide/", told, json=True)


ATTEMPTS = [
    Attempt("work.see", lambda t: look("/works/"), at=""),
    Attempt("work.create", lambda t: Asked("/works/", {"title": "新志", "kind": "县志"}), at=""),
    Attempt("entry.see", lambda t: look(f"/works/{t.section.pk}/")),
    Attempt("outline.edit", _change({"do": "add", "kind": "条目", "title": "新条目"})),
    Attempt("outline.edit", _change({"do": "add", "kind": "分目", "title": "新分目"})),
    Attempt("outline.edit", _change({"do": "title", "title": "另一题目"})),
    Attempt("outline.edit", _change({"do": "unit", "unit": ""})),
    Attempt("entry.move", _moved),
    Attempt("entry.delete", _change({"do": "delete"}, "entry")),
    Attempt("entry.edit", _save),
    Attempt("entry.edit", _picture),
    Attempt("entry.edit", lambda t: look(f"/works/{t.entry.pk}/asides/")),
    Attempt("entry.lock", lambda t: Asked(f"/entries/{t.entry.pk}/lock/", {})),
    Attempt("entry.history", lambda t: look(f"/entries/{t.entry.pk}/history/")),
    Attempt("entry.history", _compare),
    Attempt(
        "entry.restore",
        lambda t: Asked(f"/entries/{t.entry.pk}/restore/{t.entry.latest_revision_id}/", {}),
        changes=False,
    ),
    Attempt("entry.import", _files),
    Attempt("work.export", lambda t: Asked(f"/works/{t.section.pk}/export/", {"formats": "docx"})),
    Attempt("check.see", lambda t: look(f"/works/{t.section.pk}/check/")),
    Attempt("check.run", _check, changes=False, slow=True),
    Attempt("check.run", lambda t: Asked(f"/works/{t.section.pk}/check/", {})),
    Attempt("check.decide", _decide),
    Attempt(
        "conflict.settle",
        lambda t: Asked(f"/works/{t.work.pk}/conflicts/", {"works": []}),
        at="work",
    ),
]
