"""The press's proof taken in, and compared with the sealed text in the background."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from fangzhi.compile.printable import printable
from fangzhi.files.guard import admit_bytes
from fangzhi.files.refusal import Refusal
from fangzhi.project.proofing import NAMES, write_proofread
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews.frozen import book_of, sealed
from fangzhi.workbench.reviews.models import Proof, Round
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.places import place_of


def take(user: Any, round: Round, name: str, data: bytes, before: Proof | None = None) -> Run:
    """Keep a proof as it came, and have it compared with the text under seal.

    `before` is the earlier proof, so that it is told what was mended. ValidationError in words
    where there is no seal yet or the file is no PDF.
    """
    insist(user, "proof.compare", place_of(round.page))
    text = sealed(round)
    if text is None:
        raise ValidationError("还没有定稿锁定，没有可以对照的正本。")
    found = admit_bytes(data, name, Path(name))
    if isinstance(found, Refusal):
        raise ValidationError(found.message)
    if found.media_type != "pdf":
        raise ValidationError("校样要 PDF 文件，请向印厂要能复制文字的 PDF。")
    file = store().put(found.data)
    with transaction.atomic():
        proof = Proof.objects.create(
            round=round, frozen=text, before=before, name=Path(name).name[:200], file=file, by=user
        )
        write(user, "proof.compare", f"Round:{round.pk}", proof=proof.pk, name=proof.name,
              file=file, digest=text.digest)  # fmt: skip
        return runs.start(user, f"核对校样：{proof.name}", compare, proof)


def compare(work: Any, proof: Proof) -> str:
    """Compare a proof with the sealed text, as a background run; numbers come first."""
    work.tell(0, 2, "正在逐字比对")
    book, out = printable(book_of(proof.frozen)), work.folder / "校样"
    before = store()[proof.before.file] if proof.before is not None else None
    try:
        read = write_proofread(book, store()[proof.file], before, out)
    except ValueError as fault:
        Proof.objects.filter(pk=proof.pk).update(fault=str(fault))
        raise ValidationError(f"校样不能比对：{fault}") from fault
    work.tell(1, 2, "正在写下清单")
    made = dict(zip(NAMES, ((out / name).read_bytes() for name in NAMES), strict=True))
    with transaction.atomic():
        proof.reading, proof.fault = read, ""
        proof.marked, proof.sheet = (store().put(made[name]) for name in (NAMES[0], NAMES[2]))
        proof.save()
        write(work.user, "proof.compare", f"Round:{proof.round_id}", proof=proof.pk,
              found=len(read.differences))  # fmt: skip
    work.tell(2, 2)
    return "".join(read.sentences)
