"""Fill an empty workbench with the example county."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from fangzhi.workbench.conf.serve import prepare

WORK = "青浣年鉴"
BULLETIN = "会议公报/四川省地方志工作办公室简报（2024-02-28）.txt"


class Seeded(NamedTuple):
    """What stands in the workbench, and how to get in."""

    folder: Path
    names: tuple[tuple[str, str], ...]
    password: str
    tasks: int
    nodes: int
    hand_ins: int
    differences: int = 0


def seed(folder: Path, examples: Path, tell: Callable[[str], None] = print) -> Seeded:
    """Make the workbench `folder` anew from the example folder; what stood there must be empty.

    Raises FileExistsError where the folder holds a workbench already.
    """
    if (folder / "workbench.sqlite3").exists():
        raise FileExistsError(folder)
    prepare(folder)
    from fangzhi.workbench.example import (
        collecting,
        meeting,
        people,
        printing,
        reading,
        registers,
        reviewing,
        works,
    )
    from fangzhi.workbench.works.models import SectionPage

    tell("登记人员和单位")
    staff = people.enter()
    tell("导入来稿文件夹，编出篇目")
    last, page = works.enter(staff, examples / WORK)
    tell("向 12 个单位组稿，收下微信发来的文件")
    call = collecting.enter(staff, examples / WORK, last, page)
    for words in collecting.late(call):
        tell(f"  {words}")
    tell("机检两部年鉴，列出疑点和互相矛盾的地方")
    works.check(staff, last)
    works.check(staff, page)
    tell("登记名称、资料、口述和志鉴")
    registers.enter(staff, examples / WORK, last)
    tell("上年年鉴送审：初审、复审，逐条意见")
    reviewing.enter(staff, last)
    tell("法规选编定稿锁定，印厂返回校样（差错是预设的）：逐字比对")
    proof = printing.enter(staff, examples)
    for words in proof.reading.sentences:
        tell(f"  {words}")
    tell(f"  索引编成：{printing.terms(proof)} 条")
    tell("一部选编网上发布，一部旧志入藏，阅览室开放")
    tell(f"  公众可读的书：{reading.enter(staff, examples)} 部")
    tell("会议公报变成任务")
    tasks = meeting.enter(staff, examples / BULLETIN)
    nodes = SectionPage.objects.filter(path__startswith=page.path).count()
    hand_ins = sum(task.hand_ins.filter(version__gt=0).exists() for task in call.tasks.all())
    names = tuple((row[0], row[1]) for row in people.ROSTER)
    differences = len(proof.reading.differences)
    return Seeded(folder, names, staff.password, tasks, nodes, hand_ins, differences)
