"""A released book and an old chronicle in the reading room, which is open to everybody."""

from __future__ import annotations

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from fangzhi.workbench.example.passing import Booklet, carried, paper, passed
from fangzhi.workbench.example.people import People
from fangzhi.workbench.jobs.models import WAITING, Run
from fangzhi.workbench.jobs.packing import name_of
from fangzhi.workbench.reading import actions
from fangzhi.workbench.reading.models import OPEN
from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date
from fangzhi.workbench.reading.shelf.scope import public_scope
from fangzhi.workbench.reviews.acts import rounds

RELEASED = Booklet(
    "公共文化法规选编",
    ("公共图书馆法(2018-10-26).md", "非物质文化遗产法(2011-02-25).md"),
    "网上发布",
)
OLD = "华阳国志/华阳国志_KR2i0003_SBCK.jsonl"
_SAID = {
    "title": "华阳国志", "kind": "旧志", "place": "四川", "author": "〔东晋〕常璩",
    "edition": "四部丛刊本", "licence": "CC BY-SA 4.0（Kanseki Repository）", "circle": OPEN,
}  # fmt: skip
_NOTICE = "示例阅览室：发布的书和一部旧志。青浣县是虚构的；《华阳国志》据四部丛刊本。"


def enter(people: People, examples: Path) -> int:
    """Release a small book on the web, take an old chronicle in, open the room; give the books."""
    chief, releaser = people.by_role["总纂"], people.by_role["审发人"]
    round = passed(people, examples, RELEASED)
    paper(chief, round, "信息公开审查单")
    rounds.conclude(releaser, round, "同意网上发布。")
    old = examples / OLD
    carried(actions.add(chief, [SimpleUploadedFile(old.name, old.read_bytes())], [""], _SAID, True))
    for run in Run.objects.filter(function=name_of(bring_up_to_date), state=WAITING):
        carried(run)
    actions.set_room(chief, {"is_public": True, "notice": _NOTICE})
    return len(public_scope().ids)
