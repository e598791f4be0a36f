"""What a run comes to: finding density and the exit code. Neither says that anything is an error."""

from __future__ import annotations

from fangzhi.cli.codes import DONE, FINDINGS, NOT_READ
from fangzhi.model.finding import Finding
from fangzhi.project.checked import decided
from fangzhi.project.load import Project


def exit_code(project: Project, findings: tuple[Finding, ...], strict: float | None) -> int:
    """Give the contract's exit code: not read outranks findings above the limit."""
    if not project.everything_read:
        return NOT_READ
    if strict is not None and density(project, findings) > strict:
        return FINDINGS
    return DONE


def density(project: Project, findings: tuple[Finding, ...]) -> float:
    """Give findings of the levels 政硬数字点 for every 10,000 typed characters.

    What a person said needs nothing does not count; a confirmed error does, until it is mended.
    """
    said = decided(project, findings)[0].by_fingerprint
    settled = {name for name, one in said.items() if one.verdict != "confirmed"}
    counted = sum(f.level in "政硬数字点" and f.fingerprint not in settled for f in findings)
    characters = sum(file.characters for file in project.files)
    return counted / characters * 10_000 if characters else 0.0
