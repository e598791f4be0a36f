"""A small bulletin in the province's manner, invented, and somebody who keeps office matters."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest

PAPER = """青浣县地方志办召开党组（扩大）会议
2026年2月28日，县地方志办召开党组（扩大）会议，传达学习全县工作会议精神。
会议认为，全办干部要切实增强学习贯彻的自觉性、主动性和坚定性。
会议指出，近年来全办编纂出版《青浣图志》等书籍，91部志鉴成果获奖。
会议明确了三个方面重点：
一是忠实记录青浣发展。服务乡村振兴战略，推进全县扶贫志及全面小康志编纂。服务教育强县，会同县教育局抓好全县教育志编纂工作。
二是传承弘扬清溪文化。谋划编纂《清溪茶道图志》。协同县教育局等部门做好地方教材完善工作。
三是深化修志为用。加快《青浣读本》编纂，《青浣图志》（英文版）出版。由年鉴股牵头，于6月底前完成《青浣年鉴（2026）》初稿编辑。
信息公开选项：{disclosure}
报：市地方志办，县纪委监委。
发：各股室，年鉴社。
青浣县地方志办公室综合股 2026年2月28日印发
（共印 13份）
"""


class Desk(NamedTuple):
    """Somebody signed in, who may do what a chief editor does."""

    user: Any
    client: Any


@pytest.fixture
def desk(office: Any, signed_in: Any) -> Desk:
    """Give the chief editor at work."""
    user = office("总纂", name="总纂")
    return Desk(user, signed_in(user))


def take(client: Any, disclosure: str = "主动公开") -> int:
    """Paste the bulletin; give the meeting's number."""
    answer = client.post("/office/meetings/", {"text": PAPER.format(disclosure=disclosure)})
    assert answer.status_code == 302, answer.content.decode()
    found = re.fullmatch(r"/office/meetings/(\d+)/review/", answer.headers["Location"])
    assert found is not None
    return int(found[1])


def form_of(client: Any, meeting: int) -> dict[str, Any]:
    """Give the review's form as the browser would send it back unchanged."""
    answer = client.get(f"/office/meetings/{meeting}/review/")
    told: dict[str, Any] = {"title": answer.context["title"], "on": [], "do": "confirm"}
    for point in answer.context["points"]:
        for row in point.rows:
            told[f"title-{row.task.id}"] = row.title
            if row.ticked:
                told["on"].append(row.task.id)
    return told


def confirmed(client: Any, disclosure: str = "主动公开") -> int:
    """Paste the bulletin and confirm all its tasks; give the meeting's number."""
    meeting = take(client, disclosure)
    answer = client.post(f"/office/meetings/{meeting}/review/", form_of(client, meeting))
    assert answer.status_code == 302, answer.content.decode()
    return meeting


def said(answer: Any) -> str:
    """Give a page's words without tags and runs of white space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))
