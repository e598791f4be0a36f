"""Whose file is this: evidence of every kind, a score, and a doubt that is asked, never decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fangzhi.align.figures import masked
from fangzhi.model.manuscript import Manuscript, Table, texts
from fangzhi.model.value import Value
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.codes import codes_in, numbers_in, squeezed
from fangzhi.project.calling.incoming.returned import Returned
from fangzhi.project.calling.template import Part, grid_of, template, texts_of

SURE, APART = 70, 35
"""Without an id a file is a unit's when it scores so much, and so much more than any other."""
_CLASH = 60
_OWN = 20
_GRAM = 8
_EDGE = 6
_PICTURE = 35


class Evidence(Value, frozen=True):
    """One reason to think a file is a unit's: its kind, weight, and words for people."""

    unit: str
    kind: str
    weight: int
    words: str


class Match(Value, frozen=True):
    """Whose a file is. `unit` is the likeliest, "" for none; `doubt` says what a person is asked.

    `score` adds the weights of `evidence`, which speak for `unit`; `others` are further candidates
    from the likeliest.
    """

    unit: str = ""
    score: int = 0
    evidence: tuple[str, ...] = ()
    doubt: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Tell whether nobody need be asked."""
        return bool(self.unit) and not self.doubt


class Known(Value, frozen=True):
    """What files are matched against: the call; by unit, last year's lines and windows of words;
    and the lines that are ours in every pack."""

    call: Call
    windows: dict[str, frozenset[str]] = {}
    ours: frozenset[str] = frozenset()
    lasts: dict[str, frozenset[str]] = {}


def known_of(call: Call, lasts: Mapping[str, Manuscript]) -> Known:
    """Make what files are matched against, once for all files; `lasts` by unit."""
    ours = {squeezed(line) for task in call.tasks for line in texts_of(template(call, task))}
    windows = {unit: frozenset(_windows(_lines(last))) for unit, last in lasts.items()}
    lines = {
        task.unit: frozenset(_printed(template(call, task, lasts.get(task.unit))))
        for task in call.tasks
    }
    return Known(call, windows, frozenset(ours), lines)


def _printed(parts: Sequence[Part]) -> Iterator[str]:
    yield from map(squeezed, texts_of(parts))
    yield from (squeezed(words) for part in parts for row in part.rows for words in row)


def match(returned: Returned, known: Known) -> Match:
    """Say whose a file is, by ids, forms, names, last year's words and titles."""
    call = known.call
    found = [*_by_ids(returned, call)]
    named = {one.unit for one in found}
    found += _by_content(returned, known, named)
    scores = Counter[str]()
    for one in found:
        scores[one.unit] += one.weight
    if strange := _other_call(returned, call):
        return _told(found, scores, strange)
    if len(named) > 1:
        return _told(found, scores, f"文件里有{'、'.join(sorted(named))}的编号，不知算谁的")
    if named:
        return _told(found, scores, _clash(found, named.pop()))
    return _told(found, scores, _unsure(returned, found, scores))


def _told(found: Sequence[Evidence], scores: Counter[str], doubt: str) -> Match:
    ranked = sorted(scores, key=lambda unit: (-scores[unit], unit))
    if not ranked:
        return Match(doubt=doubt or "看不出是哪个单位的稿")
    best = ranked[0]
    words = tuple(one.words for one in found if one.unit == best)
    return Match(best, scores[best], words, doubt, tuple(ranked[1:4]))


def _by_ids(returned: Returned, call: Call) -> Iterator[Evidence]:
    """Each unit is named by its strongest id only: the others say the same thing again."""
    signs, seen = returned.signs, set[str]()
    ids = {call.task_id(task): task for task in call.tasks}
    codes = {call.code(task): task for task in call.tasks}
    hidden = signs.hidden.split("/")[1:2]
    numbers = {number for series, number in signs.numbers if series == call.series}
    numbered = [task for task in call.tasks if task.number in numbers]
    rows = (
        ([ids[one] for one in hidden if one in ids], 100, "文件属性里的编号是{}的"),
        ([ids[one] for one in signs.tasks if one in ids], 95, "文件里的书签是{}的"),
        ([codes[one] for one in signs.codes if one in codes], 95, "印着{}的回收编号"),
        (numbered, 90, "印着{}的组稿号"),
    )
    for tasks, weight, words in rows:
        for task in tasks:
            if task.unit not in seen:
                seen.add(task.unit)
                yield Evidence(task.unit, "编号", weight, words.format(task.unit))


def _other_call(returned: Returned, call: Call) -> str:
    signs = returned.signs
    year = ""
    if signs.hidden and signs.hidden.split("/")[0] != call.id:
        year = signs.hidden.split("/")[2]
        if year == str(call.year):
            return "这是另一部书的组稿文件，不是这一次的"
    own = {call.task_id(task) for task in call.tasks}
    series = [series for series, _ in signs.numbers if series != call.series]
    if not year and series and not (set(signs.tasks) & own):
        year = str(series[0] - (call.series - call.year))
    return f"这是另一次组稿（记述{year}年）的文件，这次要写的是{call.year}年" if year else ""


def _by_content(returned: Returned, known: Known, named: set[str]) -> Iterator[Evidence]:
    """What the unit wrote speaks for it: our lines do not, nor last year's in a pack of ours."""
    call = known.call
    ours = known.ours.union(*(known.lasts.get(unit, frozenset()) for unit in named))
    lines = _lines(returned.manuscript)
    own = [one for one in lines if squeezed(one) not in ours and not _is_number(one)]
    yield from _by_forms(returned.manuscript, call)
    yield from _by_names(returned.name, own, call)
    yield from _by_last_year(own, known)
    yield from _by_titles(own, call)


def _is_number(line: str) -> bool:
    return bool(codes_in([line]) or numbers_in([line]))


def _by_forms(manuscript: Manuscript, call: Call) -> Iterator[Evidence]:
    heads = {
        squeezed("|".join(row))
        for block in manuscript.blocks
        if isinstance(block, Table)
        for row in grid_of(block)[:4]
    }
    owners: dict[str, list[Task]] = {}
    for task in call.tasks:
        for form in call.forms_of(task):
            owners.setdefault(squeezed("|".join(form.columns)), []).append(task)
    for head, tasks in owners.items():
        if head in heads and len(tasks) == 1:
            yield Evidence(tasks[0].unit, "表格", 40, f"里面有只发给{tasks[0].unit}的表")


def _by_names(name: str, lines: Sequence[str], call: Call) -> Iterator[Evidence]:
    names = {alias: task.unit for task in call.tasks for alias in task.names if alias}
    stem = squeezed(name.rsplit(".", 1)[0])
    in_name = _named([stem], names)
    edges = _named([*lines[:_EDGE], *lines[-_EDGE:]], names)
    anywhere = _named(lines, names)
    for unit in sorted(in_name):
        yield Evidence(unit, "文件名", 40, f"文件名里写着{unit}")
    for unit in sorted(edges):
        # where several units are named at the edges, none of them has signed
        weight = 45 if len(edges) == 1 else 15
        yield Evidence(unit, "署名", weight, f"开头或落款写着{unit}")
    if anywhere and (most := anywhere.most_common(2)) and most[0][1] >= 2:
        unit, count = most[0]
        if len(most) == 1 or count > 2 * most[1][1]:
            yield Evidence(unit, "提到", 15, f"文中{count}次提到{unit}")


def _named(lines: Sequence[str], names: Mapping[str, str]) -> Counter[str]:
    """Count the units named, longer names first: 县教育局 is not counted for 教育局 again."""
    found = Counter[str]()
    ordered = [(squeezed(name), name) for name in sorted(names, key=lambda one: (-len(one), one))]
    for line in map(squeezed, lines):
        for plain, name in ordered:
            if count := line.count(plain):
                found[names[name]] += count
                line = line.replace(plain, "\n")
    return found


def _by_last_year(lines: Sequence[str], known: Known) -> Iterator[Evidence]:
    own = list(_windows(lines))
    if len(own) < 5:
        return
    for task in known.call.tasks:
        windows = known.windows.get(task.unit, frozenset())
        share = sum(one in windows for one in own) / len(own)
        if share >= 0.1:
            told = f"{round(share * 100)}％的文字与{task.unit}上年稿相同"
            yield Evidence(task.unit, "上年稿", round(min(1.0, share * 1.5) * 50), told)


def _windows(lines: Sequence[str]) -> Iterator[str]:
    """Give windows of words with the figures masked, so that new figures hide nothing."""
    for line in lines:
        words = masked(squeezed(line)).words
        for at in range(0, len(words) - _GRAM + 1):
            yield words[at : at + _GRAM]


def _by_titles(lines: Sequence[str], call: Call) -> Iterator[Evidence]:
    heads = {
        squeezed(line).lstrip("0123456789一二三四五六七八九十、.")
        for line in lines
        if len(line) <= 40
    }
    owners = Counter(title for task in call.tasks for title in _titles(task))
    for task in call.tasks:
        hit = [title for title in _titles(task) if title in heads and owners[title] == 1]
        if hit:
            yield Evidence(task.unit, "题名", 30, f"有{task.unit}要写的“{hit[0]}”")


def _titles(task: Task) -> tuple[str, ...]:
    titles = (title for node in task.nodes for title in (node.title, node.top))
    return tuple(dict.fromkeys(map(squeezed, titles)))


def _clash(found: Sequence[Evidence], unit: str) -> str:
    """Say when the id is one unit's and all else another's: somebody filled in the wrong pack."""
    content, copied = Counter[str](), Counter[str]()
    for one in found:
        if one.kind != "编号":
            content[one.unit] += one.weight
            copied[one.unit] += one.weight * (one.kind == "上年稿")
    others = [name for name in content if name != unit]
    other = max(others, key=lambda name: (content[name], name), default="")
    like = content[other] >= _CLASH or copied[other] >= _CLASH // 2
    if other and like and content[unit] < _OWN + content[other] // 4:
        return f"编号是{unit}的，内容却像{other}的"
    return ""


def _unsure(returned: Returned, found: Sequence[Evidence], scores: Counter[str]) -> str:
    ranked = scores.most_common()
    if not ranked:
        return "看不出是哪个单位的稿"
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    kinds = {one.kind for one in found if one.unit == best}
    if returned.is_picture and "文件名" in kinds and score >= _PICTURE and not second:
        return ""
    if score < SURE or len(kinds) < 2:
        return f"像是{best}的，凭据不足"
    if score - second < APART:
        return f"像是{best}的，也可能是{ranked[1][0]}的"
    return ""


def _lines(manuscript: Manuscript) -> list[str]:
    return [text.text.strip() for text in texts(manuscript)
            if text.text.strip() and text.role not in ("header", "footer")]  # fmt: skip
