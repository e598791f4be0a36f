"""The people and units of the example office; all of them invented."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from fangzhi.workbench.people.actions import make_post, make_user
from fangzhi.workbench.people.models import Office, Unit, User

ROSTER = (
    ("guanli", "管理员小周", "管理员"), ("zongzuan", "总纂杨明远", "总纂"),
    ("bianji", "编辑李文秀", "编辑"), ("chushen", "初审赵国栋", "初审"),
    ("fushen", "复审钱世忠", "复审"), ("zhongshen", "终审孙克勤", "终审"),
    ("shenfa", "审发人周正平", "审发人"), ("shenji", "审计员吴清", "审计员"),
)  # fmt: skip
"""Sign-in name, name, role: each over the whole office."""

OFFICE = "青浣县地方志编纂中心"
UNITS = (
    ("县政府办公室", "县情概况"), ("县委党史地方志办", "大事记"), ("农业农村局", "农业"),
    ("经济信息化局", "工业"), ("交通运输局", "交通"), ("水务局", "水利"), ("财政局", "财政"),
    ("教育局", "教育"), ("卫生健康局", "卫生"), ("文化旅游局", "文化"), ("人大办公室", "人民代表大会"),
    ("茶垭乡人民政府", "茶垭乡"),
)  # fmt: skip
"""A unit, and the word by which its part of the outline is known."""


class People(NamedTuple):
    """The example's users by role, its units by name, and the password of them all."""

    by_role: dict[str, User]
    units: dict[str, Unit]
    password: str


def enter() -> People:
    """Make the accounts and units; the password is made anew each time and told at the end."""
    password = f"示例-{secrets.token_urlsafe(6)}"
    by_role = {}
    for username, name, role in ROSTER:
        user = make_user("示例", username, password, name)
        make_post("示例", user, role)
        by_role[role] = user
    Office.objects.create(name=OFFICE)
    for row in UNITS:
        Unit.objects.create(name=row[0])
    return People(by_role, {unit.name: unit for unit in Unit.objects.all()}, password)
