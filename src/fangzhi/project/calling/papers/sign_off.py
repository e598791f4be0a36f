"""签批单: the sheet that a unit's leader signs and stamps, made for one hand-in."""

from __future__ import annotations

from fangzhi.model.value import Value
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.incoming.hidden import PROPERTY
from fangzhi.project.calling.papers.page import Paper

TITLE = "签批单"


class Signing(Value, frozen=True):
    """What is signed: titles, version, word count, SHA-256 of the file, who wrote it."""

    titles: tuple[str, ...]
    version: int
    characters: int
    digest: str
    name: str = ""
    writer: str = ""
    phone: str = ""
    leader: str = ""


def sign_off(call: Call, task: Task, signing: Signing) -> bytes:
    """Give the sheet as a Word file; it names the file by the first 16 signs of its SHA-256."""
    paper = Paper(f"{call.numbered(task)}　{TITLE}", call.code(task))
    paper.line("PaperNumber", f"{call.office or '地方志编纂单位'}\t{call.numbered(task)}")
    paper.line("PaperTitle", f"供稿{TITLE}")
    book = call.work if "《" in call.work else f"《{call.work}》"
    rows = [
        ("供稿单位", task.unit),
        ("用于", f"{book}（记述{call.year}年）"),
        ("条目", "；".join(signing.titles)),
        ("稿次、字数", f"第{signing.version}稿，{signing.characters}字"),
        ("文件", signing.name or "见校验码"),
        ("校验码", digest_code(signing.digest)),
        ("撰稿人", "　".join(part for part in (signing.writer, signing.phone) if part)),
    ]
    paper.facts(rows)
    paper.line("Flat", "分管领导审定意见")
    paper.pairs([[("", False)]], (1,), height=2600)
    paper.pairs(
        [[("分管领导签字", True), (f"{signing.leader}" if signing.leader else "", False),
          ("职务", True), ("", False)],
         [("单位（盖章）", True), ("", False), ("日期", True), ("　　　年　　月　　日", False)]],
        (16, 34, 12, 34), height=1100,
    )  # fmt: skip
    paper.line("Hint", "签字盖章后拍照或扫描，与稿件一同发回。签字以后又改了稿的，请重新签批：校验码是文件"
               "SHA-256 的前16位，文件改动一个字，校验码就不同。")  # fmt: skip
    return paper.data({PROPERTY: f"{call.id}/{call.task_id(task)}/{call.year}"}, call.office)


def digest_code(digest: str) -> str:
    """Give the first 16 signs of a digest in groups of four."""
    short = digest[:16].upper()
    return " ".join(short[at : at + 4] for at in range(0, len(short), 4))
