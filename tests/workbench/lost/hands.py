"""Editors at work over HTTP: each opens an entry, writes, saves, and goes on after a refusal."""

from __future__ import annotations

import html
import http.client
import json
import re
import threading
from typing import Any, NamedTuple

from tests.workbench.lost.servers import Home

_DRAFT = re.compile(r'<textarea class="fz-wire"[^>]*>\n?(.*?)</textarea>', re.S)
_REVISION = re.compile(r'data-revision="(\d+)"')
_RUN = re.compile(r"/runs/(\d+)/")
_TOKEN = "t" * 32


class Told(NamedTuple):
    """What one save was answered: the entry, the words written, and whether they are in force."""

    page: int
    words: str
    status: int
    before: int
    after: int


def sessions(home: Home, people: int) -> list[str]:
    """Make editors with a post on everything, signed in; give their session keys."""
    return json.loads(
        home.django(
            "from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY\n"
            "from django.contrib.sessions.backends.db import SessionStore\n"
            "from django.contrib.auth.hashers import make_password\n"
            "from django.utils import timezone\nimport json, time\n"
            "from fangzhi.workbench.people.models import User\n"
            "from fangzhi.workbench.people.actions import make_post\n"
            "keys = []\n"
            f"for number in range({people}):\n"
            "    user = User.objects.create(username=f'e{number}', name=f'编辑{number}',\n"
            "                               password='!none')\n"
            "    make_post('测试', user, '编辑')\n"
            "    held = SessionStore()\n"
            "    held[SESSION_KEY] = str(user.pk)\n"
            "    held[BACKEND_SESSION_KEY] = 'django.contrib.auth.backends.ModelBackend'\n"
            "    held[HASH_SESSION_KEY] = user.get_session_auth_hash()\n"
            "    held.create()\n"
            "    keys.append(held.session_key)\n"
            "print(json.dumps(keys))"
        )
    )


class Hand:
    """One editor's browser."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.cookie = f"sessionid={session}; csrftoken={_TOKEN}"
        self.line: Any = None
        self.answered = self.led_to = ""

    def _ask(
        self, method: str, path: str, body: str = "", kind: str = "application/json"
    ) -> tuple[int, str]:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            self.line.request(
                method, path, body.encode() or None,
                {"Cookie": self.cookie, "X-CSRFToken": _TOKEN, "Content-Type": kind},
            )  # fmt: skip
            answer = self.line.getresponse()
            self.led_to = answer.headers.get("Location", "")
            return answer.status, answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.line.close()
            self.line = None
            raise

    def open(self, page: int) -> tuple[int, dict[str, Any]]:
        """Open an entry; give its revision and its draft."""
        status, text = self._ask("GET", f"/admin/pages/{page}/edit/")
        assert status == 200, (status, text[:500])
        draft, revision = _DRAFT.search(text), _REVISION.search(text)
        assert draft is not None and revision is not None
        return int(revision[1]), json.loads(html.unescape(draft[1]))

    def save(self, page: int, revision: int, draft: dict[str, Any], words: str) -> Told:
        """Write the words as the entry's first paragraph and save."""
        draft["blocks"][0]["text"] = words
        body = json.dumps({"revision": revision, "draft": json.dumps(draft), "title": ""})
        status, text = self._ask("POST", f"/entries/{page}/save/", body)
        self.answered = text
        after = json.loads(text)["revision"] if status in (200, 409) else 0
        return Told(page, words, status, revision, after)

    def bring(self, place: int, name: str, words: str) -> int:
        """Hand a file in for a place of the outline; give the run that will take it in."""
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"'
        body = f"--{_TOKEN}\r\n{head}\r\n\r\n{words}\r\n--{_TOKEN}--\r\n"
        form = f"multipart/form-data; boundary={_TOKEN}"
        return self._run(*self._ask("POST", f"/works/{place}/import/", body, form))

    def again(self, run: int) -> int:
        """Start a run once more; give the new one."""
        return self._run(*self._ask("POST", f"/runs/{run}/again/"))

    def _run(self, status: int, text: str) -> int:
        found = _RUN.search(self.led_to)
        assert status == 302 and found is not None, (status, text[:500])
        return int(found[1])

    def state_of(self, run: int) -> str:
        """Ask how far a run is."""
        status, text = self._ask("GET", f"/runs/{run}/state/")
        assert status == 200, (status, text[:500])
        return str(json.loads(text)["state"])


def write_at_once(
    port: int, keys: list[str], pages: list[int], times: int
) -> tuple[list[Told], list[str]]:
    """Let every editor save `times` times, all at once; give what was answered, and faults."""
    told: list[Told] = []
    faults: list[str] = []
    together = threading.Barrier(len(keys))

    def work(number: int) -> None:
        hand, page = Hand(port, keys[number]), pages[number % len(pages)]
        try:
            revision, draft = hand.open(page)
            together.wait(300)
            for time in range(times):
                answer = hand.save(page, revision, draft, f"第{number}人第{time}次写的文字。")
                told.append(answer)
                if answer.status not in (200, 409):
                    faults.append(f"{answer}")
                    return
                revision = answer.after
        except Exception as fault:
            together.abort()  # the others need not wait for one who will not come
            faults.append(f"{number}: {fault!r}")

    hands = [threading.Thread(target=work, args=(number,)) for number in range(len(keys))]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    return told, faults


def kept(home: Home) -> tuple[dict[int, str], list[str], list[str]]:
    """Give the text of every revision, the texts set aside, and the ledger's faults."""
    data = home.django(
        "import json\nfrom wagtail.models import Revision\n"
        "from fangzhi.model.value import encode\n"
        "from fangzhi.workbench.ledger.lines import verify\n"
        "made = {r.pk: r.content['entry'] for r in Revision.objects.iterator(500)}\n"
        "aside = [encode(a.entry).decode() for a in Aside.objects.iterator(500)]\n"
        "print(json.dumps([made, aside, list(verify())]))"
    )
    made, aside, faults = json.loads(data)
    return {int(key): str(text) for key, text in made.items()}, aside, faults


def count_lost(home: Home, told: list[Told]) -> tuple[int, int]:
    """Count acknowledged saves that are nowhere, and refused ones whose text was not kept."""
    made, aside, faults = kept(home)
    assert faults == []
    saved = [one for one in told if one.status == 200]
    lost = sum(one.words not in made.get(one.after, "") for one in saved)
    # each save that counts went out from the one before it: nothing was written over unseen
    assert len({(one.page, one.before) for one in saved}) == len(saved)
    everything = "\n".join(aside)
    gone = sum(one.words not in everything for one in told if one.status == 409)
    return lost, gone
