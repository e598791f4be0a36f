"""The interface is Chinese throughout: walk the pages as each role, look for English words."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from lxml import html

from fangzhi.workbench.people.models import ROLES

_STARTS = (
    "/admin/",
    "/admin/pages/",
    "/works/",
    "/admin/account/",
    "/desk/roles/",
    "/account/codes/",
)
_FORMATS = (
    "PDF|DOCX?|XLSX?|EPUB|TEI|XML|JSON|CSV|ZIP|HTML|Word|Excel|WPS|TXT|Markdown|MD|OCFL|BagIt|SHA|"
    "UTF|GB|DA|toml|fangzhi|FreeOTP|JavaScript|Ctrl|Alt|Shift|Esc|Enter|Tab|AZ|URL|IP|SQLite|"
    "PostgreSQL|Python|Django|Wagtail|Debian|Linux|Windows|MB|GB|KB|GiB|MiB"
)
_ENGLISH = re.compile(rf"\b(?!(?:{_FORMATS})\b)[A-Za-z]{{3,}}\b")
_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value")
_QUIET = "//script|//style|//textarea|//code|//pre|//kbd|//*[@lang='en']|//*[@data-given]"
_GIVEN = re.compile(r"[\w.-]+\.\w{2,4}\b|[0-9a-f]{12,}|fangzhi [a-z]+")
"""File names, digests, commands: given as they are."""
_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>|<\w[^>]*\son\w+=[\"']", re.I)
"""What the policy would not run: script inside the page."""
_MOST = 120


def english(page: str, own: set[str]) -> list[str]:
    """Give the English words that a reader of this page sees or hears."""
    tree: Any = html.fromstring(page)
    for quiet in tree.xpath(_QUIET):
        quiet.drop_tree() if quiet.getparent() is not None else None
    texts = tree.xpath("//text()")
    for name in _ATTRIBUTES:
        texts += tree.xpath(f"//@{name}")
    found = []
    for text in texts:
        for word in _ENGLISH.findall(re.sub(_GIVEN, " ", str(text))):
            if word not in own:
                found.append(f"{word} in {' '.join(str(text).split())[:80]!r}")
    return found


def links(page: str) -> list[str]:
    """Give the addresses of this site that a page leads to."""
    tree: Any = html.fromstring(page)
    told = tree.xpath("//a/@href")
    return [str(link).split("#")[0] for link in told if str(link).startswith("/")]


def test_no_page_that_a_role_reaches_shows_english_or_holds_script(
    work: Any, office: Any, signed_in: Any
) -> None:
    faults: dict[str, list[str]] = {}
    walked: dict[str, int] = {}
    for role in ROLES:
        user = office(role, name=f"{role}某")
        own = {user.username, "chief"} | set(_names())
        client = signed_in(user)
        todo = [*_STARTS, f"/admin/pages/{work.pk}/edit/"]
        seen: set[str] = set()
        while todo and len(seen) < _MOST:
            url = todo.pop(0)
            try:
                name = resolve(url.split("?")[0]).view_name
            except Resolver404:
                continue
            if name in seen or walked.get(name, 0) >= 3:
                continue
            seen.add(name)
            walked[name] = walked.get(name, 0) + 1
            answer = client.get(url)
            if not answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            page = answer.content.decode() if not answer.streaming else ""
            if not page.strip():
                continue
            if words := english(page, own) + _SCRIPT.findall(page):
                faults.setdefault(f"{name} {url}", words)
            todo += links(page)
    assert not faults, "\n".join(f"{where}: {words[:4]}" for where, words in faults.items())
    assert len(walked) >= 15, sorted(walked)


def _names() -> list[str]:
    """Give what people call themselves to sign in; it may be Latin."""
    from fangzhi.workbench.people.models import User

    return list(User.objects.values_list("username", flat=True))


@pytest.mark.parametrize("address", ["/nonsense/", "/desk/people/1/", "/ledger/"])
def test_pages_of_refusal_are_chinese(office: Any, signed_in: Any, address: str) -> None:
    answer = signed_in(office("编辑")).get(address)
    assert answer.status_code in (403, 404)
    assert english(answer.content.decode(), set()) == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_strings_are_those_of_the_source(domain: str) -> None:
    folder = Path(settings.BASE) / "locale" / "zh_Hans" / "LC_MESSAGES"
    with (folder / f"{domain}.mo").open("rb") as file:
        kept = gettext.GNUTranslations(file)
    source = (folder / f"{domain}.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.M)
    assert len(pairs) >= 10
    for told, words in pairs:
        plain = told.replace('\\"', '"').replace("\\\\", "\\")
        assert kept.gettext(plain) == words.replace('\\"', '"').replace("\\\\", "\\"), told


def test_what_the_frame_says_is_ours(office: Any, signed_in: Any) -> None:
    page = signed_in(office("总纂")).get("/admin/").content.decode()
    title = html.fromstring(page).findtext(".//title") or ""
    assert "方志工作台" in title and "Wagtail" not in title
    assert "wordmark" in page
    assert "guide.wagtail.org" not in page


def test_wagtails_sample_page_and_site_are_gone(db: None) -> None:
    from wagtail.models import Page, Site

    assert not Site.objects.exists()
    assert [page.depth for page in Page.objects.all()] == [1]
    assert Page.find_problems() == ([], [], [], [], [])
