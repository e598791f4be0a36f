"""The press's proof against the sealed text: what differs, what a second proof mended."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from msgspec.structs import replace

from fangzhi.compile.printable import printable
from fangzhi.model.text import Text
from fangzhi.project.reviewing.state import Lock
from fangzhi.publish.pdf.render import render
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.jobs.runs import carry_out
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.reviews.acts.rounds import begin
from fangzhi.workbench.reviews.frozen import book_of
from fangzhi.workbench.reviews.models import Proof, Round
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import Standing
from tests.workbench.reviews.staff import blank

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(work: Any, chief: Any) -> Round:
    """Give a round whose text lies under seal."""
    made = begin(chief, work)
    made.state = replace(made.state, locks=(Lock("正文", made.state.frozen, "审定", "2026-11-01"),))
    made.save()
    Standing.objects.filter(page=work).update(state="定稿")
    return made


def typeset(round: Round, *changes: tuple[str, str]) -> bytes:
    """Set the sealed book with words changed, as a press returns it."""
    book = book_of(round.frozen.get())

    def other(block: Any) -> Any:
        if not isinstance(block, Text):
            return block
        words = block.text
        for old, new in changes:
            words = words.replace(old, new)
        return replace(block, text=words)

    entries = {
        digest: replace(entry, manuscript=replace(
            entry.manuscript, blocks=tuple(map(other, entry.manuscript.blocks))))
        for digest, entry in book.entries.items()
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as out:
        made = render(printable(replace(book, entries=entries)), store(), Path(out))
        return Path(out, made.files[0]).read_bytes()


def send(client: Client, round: Round, data: bytes, name: str = "一校.pdf", **more: Any) -> Any:
    """Send a proof in, and let the background compare it."""
    file = SimpleUploadedFile(name, data, "application/pdf")
    answer = client.post(f"/reviews/{round.page_id}/{round.pk}/proofs/", {"file": file, **more})
    if answer.status_code == 302:
        carry_out.func(Run.objects.latest("pk").pk)
    return answer


def test_differences_stand_with_page_and_line_numbers_first(
    round: Round, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    data = typeset(round, ("涨至", "上涨至"), ("1630吨", "1360吨"))
    assert send(client, round, data).status_code == 302
    proof = Proof.objects.get()
    page = client.get(f"/reviews/{round.page_id}/proof/{proof.pk}/").content.decode()
    assert "，其中 1 处是数字。" in page
    assert page.index("<td>1630</td>") < page.index('class="kind">多文')
    assert 'class="theirs">1360</td>' in page
    told = {d.proof: (d.kind, d.page > 1, d.row > 0) for d in proof.reading.differences}
    assert told["1360"] == ("数字", True, True) and told["上"] == ("多文", True, True)
    for what, sign in (("marked", b"%PDF"), ("sheet", b"PK"), ("original", data[:200])):
        answer = client.get(f"/reviews/{round.page_id}/proof/{proof.pk}/{what}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content).startswith(sign)
    assert Line.objects.filter(action="proof.compare", outcome="成").count() == 2


def test_a_second_proof_says_what_was_mended(round: Round, chief: Any, signed_in: Any) -> None:
    client = signed_in(chief)
    send(client, round, typeset(round, ("1630吨", "1360吨"), ("4.8万吨", "4.3万吨")))
    first = Proof.objects.get()
    send(client, round, typeset(round, ("4.8万吨", "4.3万吨")), "二校.pdf", before=first.pk)
    second = Proof.objects.get(before=first)
    page = client.get(f"/reviews/{round.page_id}/proof/{second.pk}/").content.decode()
    assert "已改 1 处" in page and "这一校已改的（1）" in page
    status = {d.locked: d.status for d in second.reading.differences if d.has_figure}
    assert status == {"4.8": "未改"}


def test_what_is_no_readable_proof_is_refused_in_words(
    round: Round, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    told = send(client, round, b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert told.status_code == 409 and not Proof.objects.exists()
    assert send(client, round, blank()).status_code == 302
    proof = Proof.objects.get()
    page = client.get(f"/reviews/{round.page_id}/proof/{proof.pk}/").content.decode()
    assert proof.fault and f"没有比成：{proof.fault}" in page


def test_a_text_that_is_not_sealed_has_no_proofs(work: Any, chief: Any, signed_in: Any) -> None:
    round = begin(chief, work)
    client = signed_in(chief)
    page = client.get(f"/reviews/{round.page_id}/{round.pk}/").content.decode()
    assert "/proofs/" not in page
    assert send(client, round, blank()).status_code == 403
