"""What the ledger's lines say, in words for who reads them; the lines themselves stay as written."""

from __future__ import annotations

import json
from typing import Any

_WORDS = """
act 做法  active 在用  added 新增  address 来访地址  after 改后摘要  again 再次  aside 待合并  at 位置
award 获奖  award_taken_back 撤去的获奖  backups 备份  before 改前摘要  build 成书  cancelled 取消
cause 事由  changed 改动  checked 核对  claim 说法  claimed 自报数  code 编号  codes 动态码
compared 对照  confirmed 确认  consent 授权  copies 份数  deadline 时限  differing 不一致
digest 摘要  digests 各件摘要  disclosure 公开选项  dropped 撤销的原因  embargo 限期  entries 条目
evidence 依据  expert 专家  expires 有效期  fault 没有做成的原因  field 项目  file 文件  files 文件
finding 疑点  first 首次  fixed 定下  formats 格式  found 找到  given_by 授奖单位  hand_ins 来稿
handed_in 交稿  head 日志到第几行  held 占用人  is_public 对外开放  kind 种类  known 原有  leader 负责人
leaf 页  listed 列出  made 立项  maps 地图  mark 标记  mended 改正  name 名称  names 名称  new 改后
note 进展  number 文号  office 本单位  old 改前  open_from 开放日期  opened 开放  opinion 意见
others 其他  outcome 结果  owner 谁来办  packs 组稿包  page 篇目  pages 篇目  password 密码
picture 图片  placed 放置  proof 佐证  proofs 佐证  put_aside 先存着  put_back 放回  rate 差错率
reason 原因  refers 引用  refused 没有做成  reminded 已催  removed 删去  reopened 退回的原因
reviewer 审稿人  revision 第几次保存  revisions 保存次数  role 职责  round 审次  route 地址  rows 行
rule 规则  scope 范围  sent 送给  sessions 登录  set 由人定的  settled 已处理  shown 显示  signed 签批单
size 字节  source 出处  stage 阶段  state 状态  step 步骤  struck 划去  tags 标签  taken 收去
taken_back 撤去  taken_up 恢复  tasks 任务  text 文字  title 题名  unit 单位  units 单位  uploads 上传
verdict 审定  version 第几稿  what 什么  when 日期  whence 从哪里来  why 原因  withdrawn 收回
word 字词  words 文字  works 志书  year 年份
"""
WORDS = dict(
    pair.rsplit(" ", 1) for line in _WORDS.strip().splitlines() for pair in line.split("  ")
)
"""Names of details as lines bear them, and what the page calls them."""
THINGS = {
    "User": "人员", "Unit": "单位", "EntryPage": "条目", "SectionPage": "篇章", "WorkPage": "志书",
    "ReferencePage": "引用", "Page": "页面", "Run": "后台任务", "Round": "审稿", "Call": "组稿",
    "HandIn": "来稿", "HandFile": "来稿文件", "Link": "供稿链接", "Source": "资料", "Card": "依据卡",
    "Extracted": "提取表", "Interview": "访谈", "Narrator": "口述人", "Recording": "录音录像",
    "Named": "名称",
}  # fmt: skip
_VALUES = {"True": "是", "False": "否", "None": "无", "": "无"}
_LONGEST = 300


def told(detail: str) -> str:
    """Give a line's details as words; long lists by their length."""
    parts = [f"{WORDS.get(key, key)}：{_said(value)}" for key, value in json.loads(detail).items()]
    return "；".join(parts)[:_LONGEST]


def _said(value: Any) -> str:
    if isinstance(value, list):
        shown = "、".join(_said(one) for one in value[:3])
        return f"{shown} 等{len(value)}个" if len(value) > 3 else shown or "无"
    if isinstance(value, dict):
        return "、".join(f"{key} {_said(one)}" for key, one in value.items()) or "无"
    return _VALUES.get(str(value), str(value))


def thing(words: str) -> str:
    """Give what a line is about, with the kind of thing in words."""
    kind, colon, rest = words.partition(":")
    return f"{THINGS[kind]} {rest}" if colon and kind in THINGS else words
