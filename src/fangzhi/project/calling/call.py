"""The call (组稿): who owes which nodes, by when, with what requirements and forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from fangzhi.compile.settings import OutlineItem, WorkSettings
from fangzhi.model.value import Value, mint_id
from fangzhi.project.calling.codes import code_of

REQUIREMENTS = (
    "只记本年内的事，时间写到年月日，不用“今年”“去年”“目前”。",
    "用第三人称记事，不写成工作总结或讲话；少用评价，多用事实和数字。",
    "数字以统计部门公布的为准；本单位自己的数字请与去年的口径一致，不一致的注明。",
    "单位、会议、文件第一次出现时写全称；缩略语、专业用语请解释一句。",
    "有增减的数字，请核对“比上年增长”是否与去年的数算得拢；分项之和请与总数核对。",
)
"""What every unit is asked for, unless the call says otherwise (standards.md 3.3, 6)."""
LENGTH = "概况500~700字，专条300字左右"


class Form(Value, frozen=True):
    """A table (表) that units fill in: column heads, and rows as far as they are printed.

    `measure` is the line 单位：… above it; `blank` counts empty rows to be added.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank: int = 0
    measure: str = ""
    note: str = ""
    units: tuple[str, ...] = ()

    @property
    def grid(self) -> tuple[tuple[str, ...], ...]:
        """Give the rows as they are printed, each as wide as the head, blank ones last."""
        width = len(self.columns)
        given = [(*row, *("",) * width)[:width] for row in self.rows]
        return (*given, *(("",) * width for _ in range(self.blank)))


class Owed(Value, frozen=True):
    """A node of the outline that a unit owes: its title, the titles above it, what is asked.

    `within` are the titles from the node that names the unit down to this one's parent; `above`
    those above that.
    """

    title: str
    within: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    length: str = ""
    requirements: str = ""

    @property
    def top(self) -> str:
        """Give the title of the node that the outline gives to the unit."""
        return self.within[0] if self.within else self.title


class Task(Value, frozen=True):
    """What one unit owes: its number in the call, its names, nodes, and forms of its own."""

    number: int
    unit: str
    nodes: tuple[Owed, ...] = ()
    forms: tuple[Form, ...] = ()
    aliases: tuple[str, ...] = ()
    writer: str = ""
    phone: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names under which the unit may sign, its own first."""
        return (self.unit, *self.aliases)


class Call(Value, frozen=True):
    """A call for one year of one work. `deadline` is YYYY-MM-DD; `year` the year written of.

    `series` is the year in the printed number 组稿〔2024〕07号; `forms` go to the units they name,
    to all where they name none.
    """

    id: str
    work: str
    year: int
    deadline: str
    series: int = 0
    office: str = ""
    contact: str = ""
    phone: str = ""
    send_to: str = ""
    requirements: tuple[str, ...] = REQUIREMENTS
    forms: tuple[Form, ...] = ()
    tasks: tuple[Task, ...] = ()

    def task(self, unit: str) -> Task | None:
        """Give the task of a unit by its name or another of its names; None for a stranger."""
        return next((task for task in self.tasks if unit in task.names), None)

    def forms_of(self, task: Task) -> tuple[Form, ...]:
        """Give the forms a unit owes: those of the call, then its own; its own of a title counts."""
        mine = (form for form in self.forms if not form.units or task.unit in form.units)
        return tuple({form.title: form for form in (*mine, *task.forms)}.values())

    def task_id(self, task: Task) -> str:
        """Give the id that lasts as long as call and unit do: it travels hidden in the pack."""
        return mint_id(self.id, "task", task.unit)

    def code(self, task: Task) -> str:
        """Give the code printed at the foot of a unit's pack."""
        return code_of(self.task_id(task))

    def numbered(self, task: Task) -> str:
        """Give the printed number, as 组稿〔2024〕07号-水务局."""
        return f"组稿〔{self.series}〕{task.number:02d}号-{task.unit}"


class Asked(Value, frozen=True):
    """What a call is made from besides the outline; empty values keep what an earlier call said."""

    deadline: str = ""
    year: int = 0
    office: str = ""
    contact: str = ""
    phone: str = ""
    send_to: str = ""
    forms: tuple[Form, ...] = ()


def call_from_outline(work: WorkSettings, asked: Asked, earlier: Call | None = None) -> Call:
    """Make the call for every unit that the outline names, in its order.

    Units of an `earlier` call keep number, forms, requirements and contacts; new ones follow.
    ValueError in Chinese where no unit is named, or no deadline was ever given.
    """
    owed = units_of(work.outline)
    if not owed:
        raise ValueError(
            "篇目里没有写由哪个单位供稿。请在 fangzhi.toml 的 [[outline]] 里写 unit = “单位名”。"
        )
    deadline = asked.deadline or (earlier.deadline if earlier else "")
    if not deadline:
        raise ValueError("还没有交稿期限。请用 --deadline 写明，如 --deadline 2024-05-31。")
    series = earlier.series if earlier and earlier.series else int(deadline[:4])
    year = asked.year or (earlier.year if earlier else 0) or _year(work, series)
    base = earlier or Call(mint_id("call", work.id, str(year)), work.title, year, deadline)
    told = {key: value for key in ("office", "contact", "phone", "send_to")
            if (value := getattr(asked, key))}  # fmt: skip
    tasks = _tasks(owed, base.tasks)
    forms = tuple({form.title: form for form in (*base.forms, *asked.forms)}.values())
    return replace(
        base, forms=forms, year=year, deadline=deadline, series=series, tasks=tasks, **told
    )


def units_of(outline: Sequence[OutlineItem]) -> dict[str, tuple[Owed, ...]]:
    """Give the nodes that each unit owes, units in the order of the outline."""
    found: dict[str, list[Owed]] = {}
    for unit, owed in _owed(outline, "", (), ()):
        found.setdefault(unit, []).append(owed)
    return {unit: tuple(nodes) for unit, nodes in found.items()}


def _owed(
    items: Iterable[OutlineItem], unit: str, within: tuple[str, ...], above: tuple[str, ...]
) -> Iterator[tuple[str, Owed]]:
    for item in items:
        own = item.unit or unit
        # a unit named anew begins its own part
        inside, over = (within, above) if own == unit else ((), (*above, *within))
        below = list(_owed(item.nodes, own, (*inside, item.title) if own else (),
                           over if own else (*over, item.title)))  # fmt: skip
        if own and not any(name == own for name, _ in below):
            yield own, Owed(item.title, inside, over)
        yield from below


def _tasks(owed: dict[str, tuple[Owed, ...]], earlier: Sequence[Task]) -> tuple[Task, ...]:
    known = {task.unit: task for task in earlier}
    following = max((task.number for task in earlier), default=0) + 1
    tasks = []
    for unit, nodes in owed.items():
        task = known.get(unit) or Task(following, unit)
        following += unit not in known
        said = {(one.title, one.within): one for one in task.nodes}
        nodes = tuple(_kept(node, said.get((node.title, node.within))) for node in nodes)
        tasks.append(replace(task, nodes=nodes))
    # a unit taken out of the outline keeps its number, that no other may ever get it
    gone = [task for task in earlier if task.unit not in owed]
    return tuple(sorted((*tasks, *gone), key=lambda task: task.number))


def _kept(node: Owed, said: Owed | None) -> Owed:
    length = said.length if said else LENGTH
    return replace(node, length=length, requirements=said.requirements if said else "")


def _year(work: WorkSettings, series: int) -> int:
    lower = work.period.end[:4]
    if work.kind.family == "年鉴" and lower.isdecimal():
        return int(lower)
    return work.volume_year - 1 if work.volume_year else series - 1
