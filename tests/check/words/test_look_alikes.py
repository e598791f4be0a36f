"""Fresh sentences in another county's voice: slips of family H, and what only looks like one."""

from __future__ import annotations

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

WRONG = (
    ("R133", "桐溪乡党委布署秋粮收购。", "布署"),
    ("R133", "编篡人员走访老人百余位。", "编篡"),
    ("R133", "工人们再接再励，提前完工。", "再接再励"),
    ("R133", "此役后商旅川流不熄。", "川流不熄"),
    ("R133", "茶厂购置幅射干燥机一台。", "幅射"),
    ("R133", "学校体肓场铺设跑道。", "体肓"),
    ("R133", "防洪提加高1.2米。", "防洪提"),
    ("R133", "全社推广水稻种殖面积百余亩。", "种殖面积"),
    ("R134", "市人大视察组赴湖口区开展食品安全执法检察。", "检察"),
    ("R134", "晚报刊登征文启示。", "启示"),
    ("R134", "工会维护女职工的劳动权力。", "权力"),
    ("R134", "代表反应了群众意见。", "反应"),
    ("R134", "第十二界运动会在湖口举行。", "界"),
    ("R134", "岛上居民度过难关。", "度过"),
    ("R134", "推进新形城镇化试点。", "新形"),
    ("R134", "禁止过渡放牧。", "过渡"),
    ("R135", "殿中塑象十八尊。", "塑象"),
    ("R136", "供销社代销另售药品。", "另售"),
    ("R136", "湖口区付区长主持仪式。", ""),
    ("R137", "纺织厂向上海定货纱锭2000枚。", "定货"),
    ("R138", "湖口镇陈家邨有祠堂一座。", "邨"),
    ("R138", "厂区併入开发区。", "併"),
    ("R139", "全區有渔船310艘。", "區"),
    ("R141", "合作社帐目每季公布。", "帐目"),
    ("R142", "灯塔座落于东礁。", "座落"),
    ("R143", "渔民踊跃的参加抢险。", "的"),
    ("R144", "区政府的的实事项目。", "的的"),
    ("R144", "渔政部门开展开展禁渔巡查。", "开展开展"),
    ("R145", "渔歌与涛声相得益张。", "张"),
    ("R146", "建设法制政府示范区。", "法制"),
    ("R147", "戊戍政变后，湖口学堂停办。", "戊戍"),
    ("R147", "光绪辛己科举人陈某。", "辛己"),
)
RIGHT = (
    "桐溪乡党委部署秋粮收购。",
    "全体干部队伍整齐，纪律严明。",
    "老人说：“那时候天天布署任务。”",
    "湖口区人民检察院检察长作报告。",
    "检察机关监督检察工作规范化。",
    "人民代表大会是国家权力机关。",
    "他享有继承权利，也履行义务。",
    "群众反映强烈的问题逐一解决。",
    "接种后过敏反应2例。",
    "渔民渡过风浪。",
    "过渡时期总路线公布。",
    "殿后象房养象两头。",
    "另见《渔业篇》。",
    "拨付市长基金50万元。",
    "规定货主自备包装。",
    "工程师李堃主持设计。",
    "陈邨先生捐资办学。",
    "书法家题“萬里海疆”四字。",
    "牧民帐房集中于北坡。",
    "全区作坊32家，做工精细。",
    "进行深入的学习和讨论。",
    "认真的态度受到好评。",
    "此事的的确确属实。",
    "渔民不了了之的旧案重审。",
    "产品性能好好于往年。",
    "人人有责，家家参与。",
    "加强法制宣传教育。",
    "1996年提出“依法治国，建设社会主义法制国家”。",
    "戊戌政变后，湖口学堂停办。",
    "光绪辛巳科举人陈某。",
    "自己动手，丰衣足食。",
    "他由甲午年起在塾中教书。",
    "振聋发聩，众所周知。",
    "年未满十八周岁的未成年人。",
)


def found(text: str) -> set[tuple[str, str]]:
    findings = check_manuscript(Manuscript((Text("p0", text),), name="例.docx"), CheckSettings())
    return {(f.rule, f.text) for f in findings if "R133" <= f.rule <= "R147"}


@pytest.mark.parametrize(("rule", "text", "words"), [w for w in WRONG if w[2]])
def test_a_slip_is_found_where_it_stands(rule: str, text: str, words: str) -> None:
    assert found(text) == {(rule, words)}


@pytest.mark.parametrize("text", RIGHT)
def test_what_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    assert found(text) == set()
