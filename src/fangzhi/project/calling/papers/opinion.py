"""审读意见: the verdict on a hand-in as a page to send back."""

from __future__ import annotations

from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.judging import Verdict, lines_of
from fangzhi.project.calling.papers.page import Paper


def opinion(call: Call, task: Task, verdict: Verdict, version: int) -> bytes:
    """Give the verdict as a Word file, in the order in which it is read."""
    # no code at the foot: this paper must never be taken for a hand-in that came back
    paper = Paper(f"{task.unit}第{version}稿审读意见")
    paper.line("PaperNumber", f"{call.office or '地方志编纂单位'}\t{call.work}")
    paper.line("PaperTitle", f"{task.unit}第{version}稿审读意见")
    for at, (heading, lines) in enumerate(lines_of(verdict)):
        if not heading:
            for words in lines:
                paper.line("Notice2" if at == 0 else "Flat", words)
            continue
        paper.line("Heading2", heading)
        for number, words in enumerate(lines, 1):
            paper.line("Point", f"{number}．{words}")
    paper.gap()
    paper.line(
        "Hint", "以上由机器列出，可能有误，以贵单位的记录为准。数没有错的，回一句“不改”就行。"
    )
    return paper.data({}, call.office)
