"""What a run comes to: finding density and the exit code. Neither says that anything is an error."""

from __future__ import annotations

from fangzhi.cli.codes import DONE, FINDINGS, NOT_READ
from fangzhi.model.finding import Finding
from fangzhi.project.load import Project


def exit_code(project: Project, findings: tuple[Finding, ...], strict: float | None) -> int:
    """Give the contract's exit code: not read outranks findings above the limit."""
    if not project.everything_read:
        return NOT_READ
    if strict is not None and density(project, findings) > strict:
        return FINDINGS
    return DONE


def density(project: Project, findings: tuple[Finding, ...]) -> float:
    """Give findings of the levels 政硬数字点 for every 10,000 typed characters."""
    counted = sum(finding.level in "政硬数字点" for finding in findings)
    characters = sum(file.characters for file in project.files)
    return counted / characters * 10_000 if characters else 0.0
