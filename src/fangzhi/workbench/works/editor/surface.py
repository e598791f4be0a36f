"""The editing surface as HTML: the draft in a form field, and where the script may call."""

from __future__ import annotations

from html import escape

from fangzhi.model.manuscript import Manuscript
from fangzhi.model.value import Value
from fangzhi.workbench.works.editor.wire import draft_of, write_draft

SCRIPT = "works/editor/editor.js"
STYLES = ("works/editor/editor.css", "works/editor/findings.css")
"""Static files that a page with an editor loads: a module script and style sheets."""

_NO_SCRIPT = "编辑正文需要浏览器的脚本功能。请在浏览器设置里允许本站运行脚本，再刷新本页。"


class Calls(Value, frozen=True):
    """What one editing surface is told: its field's name, its place for local drafts, addresses.

    `key` names the entry in the browser's own store. An empty address leaves its part out:
    `check` takes the draft and gives findings, `decide` takes a verdict, `upload` a picture.
    """

    field: str = "body"
    key: str = ""
    check: str = ""
    decide: str = ""
    upload: str = ""
    csrf: str = ""
    findings: str = ""
    read_only: bool = False


NO_CALLS = Calls()


def render(manuscript: Manuscript, assets_url: str, calls: Calls = NO_CALLS) -> str:
    """Give the surface; pictures are at `assets_url` + digest. Everything in it is escaped.

    The field holds the draft as JSON and is what the form sends back.
    """
    told = {
        "assets": assets_url, "key": calls.key, "check": calls.check, "decide": calls.decide,
        "upload": calls.upload, "csrf": calls.csrf, "findings": calls.findings,
        "lang": manuscript.lang, "read-only": "yes" if calls.read_only else "",
    }  # fmt: skip
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in told.items() if value)
    # one newline after <textarea> is dropped by browsers; JSON never begins with one
    return (
        f'<div class="fz-editor" data-fz-editor{data}>'
        f'<textarea class="fz-wire" name="{escape(calls.field)}" hidden aria-hidden="true" '
        f'tabindex="-1">{escape(write_draft(draft_of(manuscript)))}</textarea>'
        f'<noscript><p class="fz-no-script">{_NO_SCRIPT}</p></noscript></div>'
    )
