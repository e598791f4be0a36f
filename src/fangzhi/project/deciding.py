"""审定: write down what people decided about findings, and the errors they found themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from fangzhi.check.byhand import ByHand, write_by_hand
from fangzhi.check.decisions import VERDICTS, decision_on, read_decisions, write_decisions
from fangzhi.check.sheets import RIGHT
from fangzhi.files.atomic import write_bytes
from fangzhi.model.finding import Decision, Finding
from fangzhi.project.checked import BY_HAND, DECISIONS, remembered_decisions
from fangzhi.project.load import Project
from fangzhi.project.unit_lists import read_list

SHORTEST = 6
"""So many characters of a finding's code are enough, where they name one finding only."""
_WORDS = {
    **{name: verdict for verdict, name in VERDICTS.items()},
    "确认": "confirmed", "改": "confirmed", "是": "confirmed",
    "不是": "rejected", "误报": "rejected", "否": "rejected",
    "保留": "ignored", "口径": "scope-differs",
}  # fmt: skip
_NEEDS_REASON = ("ignored", "scope-differs")


class Said(msgspec.Struct, frozen=True):
    """What a person says of one finding, by its code or the beginning of it."""

    code: str
    verdict: str
    reason: str = ""
    corrected: str = ""


class Taken(msgspec.Struct, frozen=True):
    """What came of decisions: those written, complaints in Chinese, and how many stood already."""

    made: tuple[Decision, ...]
    complaints: tuple[str, ...] = ()
    known: int = 0


def decide(
    project: Project, findings: Sequence[Finding], said: Sequence[Said], who: str, when: str
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Write decisions to 审定.jsonl; give those written and, in Chinese, what could not be.

    `verdict` is a word of an editor (差错, 不是, 不改, 口径不同 …). To leave as it stands needs a
    reason. Nothing is taken back: the last decision on a finding counts.
    """
    made, complaints = _understood(findings, said, who, when)
    if made:
        append_lines(project.folder / DECISIONS, write_decisions(made))
    return tuple(made), tuple(complaints)


def decide_from(
    project: Project, findings: Sequence[Finding], file: Path, who: str, when: str
) -> Taken:
    """Take over what the report's page exported (.jsonl) or a unit filled in (疑点表 .xlsx).

    What stands in 审定.jsonl already is not written again, and nothing older than it; `who` and
    `when` are for rows that do not say. ValueError in Chinese for a file that is neither.
    """
    known = remembered_decisions(project)[0]
    if file.suffix.lower() == ".jsonl":
        read, faults = read_decisions(file.read_bytes(), file.name)
        made, complaints = _signed(read, who, when), list(faults)
    elif file.suffix.lower() == ".xlsx":
        if not who:
            raise ValueError("疑点表里没有写是谁审定的，请加 --who 姓名。")
        said = [Said(o.code, o.verdict, o.reason, o.corrected) for o in read_list(file)]
        made, complaints = _understood(findings, said, who, when)
        made = [_with_correction(one, known) for one in made]
    else:
        raise ValueError(f"“{file.name}”不是导出的 .jsonl，也不是疑点表 .xlsx。")
    new, more, same = _compared(made, known)
    if new:
        append_lines(project.folder / DECISIONS, write_decisions(new))
    present = {finding.fingerprint for finding in findings}
    lost = sum(one.fingerprint not in present for one in new)
    if lost:
        more.append(f"有 {lost} 条对不上现在的疑点（也许稿子已经改过），照样记下。")
    return Taken(tuple(new), (*complaints, *more), same)


def _understood(
    findings: Sequence[Finding], said: Sequence[Said], who: str, when: str
) -> tuple[list[Decision], list[str]]:
    made, complaints = [], []
    for one in said:
        finding = named(findings, one.code)
        verdict = _WORDS.get(one.verdict.strip())
        if finding is None:
            complaints.append(unnamed(findings, one.code))
        elif verdict is None:
            wrote = f"写的“{one.verdict}”不是" if one.verdict.strip() else "没有选"
            complaints.append(
                f"{_about(finding)}{wrote}处理意见，没有记下；"
                f"可写：{'、'.join(VERDICTS.values())}。应改成什么，另写在“{RIGHT}”。"
            )
        elif verdict != "confirmed" and one.corrected.strip():
            complaints.append(
                f"{_about(finding)}处理意见是“{VERDICTS[verdict]}”，{RIGHT}却写了"
                f"“{one.corrected}”，没有记下，请问清是哪一样。"
            )
        elif verdict in _NEEDS_REASON and not one.reason.strip():
            complaints.append(f"{_about(finding)}{VERDICTS[verdict]}要写明理由，没有记下。")
        else:
            made.append(decision_on(finding, verdict, who, when, one.reason, one.corrected))
    return made, complaints


def _with_correction(one: Decision, known: Sequence[Decision]) -> Decision:
    """Keep the words put right before where a list confirms the error and gives no others: it may
    have been made before they were written down."""
    before = {told.fingerprint: told for told in known}.get(one.fingerprint)
    if before is None or one.corrected or before.verdict != one.verdict:
        return one
    return msgspec.structs.replace(one, corrected=before.corrected)


def _about(finding: Finding) -> str:
    """Name a finding as a person finds it again: its code, file and words."""
    doc = finding.place.doc if finding.place else ""
    words = finding.text if len(finding.text) <= 20 else f"{finding.text[:20]}…"
    return f"代号 {finding.fingerprint[:8]}（{doc}{f'“{words}”' if words else ''}）："


def _signed(decisions: Sequence[Decision], who: str, when: str) -> list[Decision]:
    return [
        msgspec.structs.replace(one, who=one.who or who or "未署名", when=one.when or when)
        for one in decisions
    ]


def _compared(
    made: Sequence[Decision], known: Sequence[Decision]
) -> tuple[list[Decision], list[str], int]:
    """Leave out what is known or overtaken; tell where two people do not agree."""
    standing = {one.fingerprint: one for one in known}
    new, told, same = [], [], 0
    for one in made:
        before = standing.get(one.fingerprint)
        if before is None:
            new.append(one)
        elif _said(before) == _said(one):
            same += 1
        elif before.when > one.when:
            told.append(
                f"代号 {one.fingerprint[:8]}：{before.who}{before.when}已另作审定"
                f"（{VERDICTS[before.verdict]}），比这一条晚，没有改动。"
            )
        else:
            new.append(one)
            if before.who != one.who:
                told.append(
                    f"代号 {one.fingerprint[:8]}：{before.who}说{VERDICTS[before.verdict]}，"
                    f"{one.who}说{VERDICTS[one.verdict]}，以后来的为准，请商定。"
                )
    return new, told, same


def _said(one: Decision) -> tuple[str, str, str]:
    return one.verdict, one.reason, one.corrected


def note_by_hand(project: Project, rows: Sequence[ByHand]) -> None:
    """Write down errors that people found and no rule did."""
    append_lines(project.folder / BY_HAND, write_by_hand(rows))


def named(findings: Sequence[Finding], code: str) -> Finding | None:
    """Give the one finding of a rule whose code begins so, None for none or several."""
    found = _beginning(findings, code) if len(code.strip()) >= SHORTEST else []
    return found[0] if len(found) == 1 else None


def _beginning(findings: Sequence[Finding], code: str) -> list[Finding]:
    code = code.strip().lower()
    return [f for f in findings if f.by_rule and f.fingerprint.startswith(code)]


def unnamed(findings: Sequence[Finding], code: str) -> str:
    """Say in Chinese why a code names no one finding."""
    if len(code.strip()) < SHORTEST:
        return f"代号“{code}”太短，请写前 {SHORTEST} 位以上。"
    found = len(_beginning(findings, code))
    if found > 1:
        return f"以“{code}”开头的疑点有 {found} 处，请多写几位代号。"
    return f"没有代号“{code}”的疑点，也许稿子已经改过；请看最新的报告。"


def append_lines(path: Path, lines: bytes) -> None:
    """Add lines to a file as a whole: all of them are there afterwards, or none."""
    before = path.read_bytes() if path.is_file() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_bytes(path, before + lines)
