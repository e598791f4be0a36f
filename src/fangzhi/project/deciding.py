"""审定: write down what people decided about findings, and the errors they found themselves."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fangzhi.check.byhand import ByHand, write_by_hand
from fangzhi.check.decisions import VERDICTS, decision_on, write_decisions
from fangzhi.files.atomic import write_bytes
from fangzhi.model.finding import Decision, Finding
from fangzhi.project.checked import DECISIONS
from fangzhi.project.load import Project
from fangzhi.project.verdict import BY_HAND

SHORTEST = 6
"""So many characters of a finding's code are enough, where they name one finding only."""
_WORDS = {
    **{name: verdict for verdict, name in VERDICTS.items()},
    "差错": "confirmed", "确认": "confirmed", "改": "confirmed", "是": "confirmed",
    "不是差错": "rejected", "不是": "rejected", "误报": "rejected", "否": "rejected",
    "不改": "ignored", "保留": "ignored", "口径不同": "scope-differs", "口径": "scope-differs",
}  # fmt: skip


class Said(msgspec.Struct, frozen=True):
    """What a person says of one finding, by its code or the beginning of it."""

    code: str
    verdict: str
    reason: str = ""
    corrected: str = ""


def decide(
    project: Project, findings: Sequence[Finding], said: Sequence[Said], who: str, when: str
) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Write decisions to 审定.jsonl; give those written and, in Chinese, what could not be.

    `verdict` is a word of an editor (差错, 不是, 不改, 口径不同 …). To leave as it stands needs a
    reason. Nothing is taken back: the last decision on a finding counts.
    """
    made, complaints = [], []
    for one in said:
        finding = _named(findings, one.code)
        verdict = _WORDS.get(one.verdict.strip())
        if finding is None:
            complaints.append(f"没有代号“{one.code}”的疑点，也许稿子已经改过；请看最新的报告。")
        elif verdict is None:
            complaints.append(
                f"“{one.verdict}”不是处理意见；可写：{'、'.join(VERDICTS.values())}。"
            )
        elif verdict in ("ignored", "scope-differs") and not one.reason.strip():
            complaints.append(
                f"“{finding.text or finding.message}”：{VERDICTS[verdict]}要写明理由。"
            )
        else:
            made.append(decision_on(finding, verdict, who, when, one.reason, one.corrected))
    if made:
        _append(project, DECISIONS, write_decisions(made))
    return tuple(made), tuple(complaints)


def note_by_hand(project: Project, rows: Sequence[ByHand]) -> None:
    """Write down errors that people found and no rule did."""
    _append(project, BY_HAND, write_by_hand(rows))


def _named(findings: Sequence[Finding], code: str) -> Finding | None:
    code = code.strip().lower()
    if len(code) < SHORTEST:
        return None
    found = [f for f in findings if f.by_rule and f.fingerprint.startswith(code)]
    return found[0] if len(found) == 1 else None


def _append(project: Project, name: str, lines: bytes) -> None:
    path = project.folder / name
    before = path.read_bytes() if path.is_file() else b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    write_bytes(path, before + lines)
