"""B 时间表述: dates written short, broken or against their kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import DIGITS, Hit, rule

_SHORT_YEAR = re.compile(
    "(?<![0-9０-９.])(?P<list>(?:0[0-9]|[5-9][1-9])(?=年、(?:0[0-9]|[5-9][1-9])年)|"
    "(?<=年[至到、])(?:0[0-9]|[5-9][1-9]))年(?![代来间多余])|"
    "[’'‘]([0-9]{2})(?:年(?!代)|(?=[抗防洪洽赛春夏秋冬展届]))|(?<=[他她])([3-9][0-9])年(?=[参入退转复毕调担任病去逝回到考当])|"
    "(?<=该[院厂校村镇桥站店队矿场社所馆库渠])([3-9][0-9])年(?=[投建创成评获改迁停转并被开始竣])|"
    "(?<![0-9０-９.,，、~～—\\-－第\u4e00-\u9fff])([0-9]{2})年(?=[0-9]{1,2}月|[春夏秋冬底初末]|[上下]半年)|"
    "(?:(?<=[，。；：（“ ])|(?<=[于在自从至到因由，])|^)((?:0[0-9]|[5-9][0-9]))年(?!一遇)(?=[0-9]{1,2}月|"
    "[^代来间以之内前后的余多左时历制期里多就才间，。；、）])|"
    "(?:(?<=[。；，\n])|^)(?P<late>[12][0-9])年(?=起(?:[实施执推改的]行?|[，\u4e00-\u9fff])|(?:[0-9]{1,2}月|[年]?[初末底]|全面|正式|先后|又|再|春|夏|秋|冬)?"
    "(?:建成|投产|投放|投入使用|投运|创建|创办|成立|竣工|完工|动工|开工|启动|获|被|迁|改|撤|更名|引进|启用|开办|"
    "新建|扩建|重建|召开|举办|举行|开通|通车|入选|评为|挂牌|转产|停产|停办|关闭|合并|并入|组建|设立|增设|首届|参军|入伍|入党|毕业|退休|去世))|"
    "(?:(?<=[。；\n])|^)(?P<bare>[5-9][0-9])年(?=，)|"
    "(?:(?<=[。；\n])|^)(?P<han>[五六七八九][〇零一二三四五六七八九])年(?![来后前间以])|"
    "(?<=[自从])(?P<since>[五六七八九][〇零一二三四五六七八九])年(?=起|以来|开始)|"
    "(?<![0-9０-９.．,，、~～—\\-－第/])(0[0-9])年(?![0-9代])|"
    "(?<=[较比与同和是为像超])(?P<among>[1-9][0-9])年(?=[增减上下提降多少高低翻净扩末底同第最持略]|的?[0-9])"
)


_WHOLE_YEAR = re.compile("(?<![0-9])(?:20|19)[0-9]{2}(?=[年—-])")


def _whole_years(text: str) -> frozenset[int]:
    return frozenset(int(m.group()) for m in _WHOLE_YEAR.finditer(text))


def _follows(ctx: TextContext, at: int, year: int) -> bool:
    """Tell whether the text names years near a short one."""
    known = ctx.once(_whole_years)
    own = ctx.document.content_year if ctx.document.is_yearbook else 0
    if own and 0 <= own - year <= 12:
        return not ctx.text.endswith("历时", 0, at)
    return not ctx.text.endswith("历时", 0, at) and any(abs(near - year) <= 12 for near in known)


_LAST_REPUBLICAN = 38
_ERA_TOLD = re.compile("民国[元0-9一二三四五六七八九十]{1,3}年")
_COMMON_TOLD = re.compile("(?<![0-9（(〈])(?:1[0-9]|20)[0-9]{2}年")


def _goes_on_from_an_era(text: str, at: int) -> bool:
    """民国元年当选，8年赴粤，24年病故: the years of an era go on without its name."""
    eras = [m.end() for m in _ERA_TOLD.finditer(text, 0, at)]
    return bool(eras) and _COMMON_TOLD.search(text, eras[-1], at) is None


@rule(
    "R032",
    "年份简写",
    level="数",
    basis="GB/T 15835-2011 5.1.4",
    literals=("年", "’", "‘", "'"),
    probe="[0-9](?<![0-9].)[0-9]年|[’'‘][0-9]{2}[抗防洪洽赛春夏秋冬展届]|[五六七八九][〇零一二三四五六七八九]年",
    bad=[
        "他85年参军。",
        "该院87年评为二级医院。",
        "98年建成村小学。",
        "该厂于87年投产。",
        "’98年发大水。",
        "修于02年3月。",
        "19年投放的礁体长出海藻，2023年监测到鱼类23种。",
        "1984年撤社建乡。86年，乡农机站有职工9人。",
        "21年起实行村账代管，2023年公示4次。",
        "蚕种场建于1978年。八三年引进桑苗6万株。",
        "过程雨量258毫米，为98年最大的一次，比1988年5月少54毫米。",
        "1995年产茶820吨，比91年增加46吨。",
        "渠道自06年起由县里管护。",
        "’98抗洪中，全县出动民兵3200人次。",
    ],
    good=[
        "1998年建成村小学。",
        "历时18年建成。",
        "任教35年，桃李满园。",
        "在60年的教学生涯中，他从未缺课。",
        "20世纪80年代建成。",
        "有期徒刑15年以上。",
        "12年建成学校9所。",
        "1978年建场。七八年后投产。",
    ],
)
def short_year(text: str, ctx: TextContext) -> Iterator[Hit]:
    """年份用四位数，不简写。"""
    for found in _SHORT_YEAR.finditer(text):
        digits = next(part for part in found.groups() if part)
        start = found.start()
        if text[max(0, start - 2) : start].endswith(("历经", "长达", "已有", "近", "约")):
            continue
        if found["han"] or found["since"]:
            digits = "".join(
                str("〇一二三四五六七八九".index(c)) for c in digits.replace("零", "〇")
            )
        if int(digits) <= _LAST_REPUBLICAN and _goes_on_from_an_era(text, start):
            continue
        century = "19" if int(digits) >= 30 else "20"
        unsure = found["late"] or found["bare"] or found["han"] or found["among"]
        if unsure and not _follows(ctx, start, int(century + digits)):
            continue  # “20年建成……” may be a length of time
        exact = f"{century}{digits}年"
        if found.group()[-1] != "年":
            digits = found.group()
            yield Hit(start, found.end(), f"年份“{digits}”写全四位数，如“{exact}”，请核。", exact)
            continue
        yield Hit(start, found.end(), f"年份“{digits}年”写全四位数，如“{exact}”，请核。", exact)


_BY = re.compile(
    "截止(?P<to>[到至于]?)(?=[0-9]|[一二三四五六七八九〇○]{2,4}年|目前|年[底末终]|[去今本上当][年月]|"
    "[^，。；]{0,6}[0-9]{4}年|[^，。；]{0,4}[底末](?:，|共|已|全|累))|"
    "(?:(?<=[。；，\n])|^)截止(?P<so>[到至于]?)(?!日期|时[间，]|[期后前的])(?=[^，。；]{1,9}(?:投降|解放|建国|撤销|撤县|停办|停刊|结束|完工|竣工|"
    "收工|为止|之时|时|闭幕|下班|停战|建县|改制|合并|离任|退休|去世|逝世)，)"
)


@rule(
    "R039",
    "截止/截至",
    level="字",
    basis="图书编校质量差错认定细则12",
    literals=("截止",),
    fixes=True,
    bad=[
        "截止2025年底，全县有学校40所。",
        "截止到2025年6月，完成投资3亿元。",
        "截止6月底共发放200份。",
    ],
    good=[
        "截至2025年底，全县有学校40所。",
        "报名截止日期为6月30日。",
        "报名于6月30日截止。",
        "合同期满截止。",
    ],
)
def until_word(text: str, ctx: TextContext) -> Iterator[Hit]:
    """后面带时间时用“截至”，“截止”不带时间宾语。"""
    for found in _BY.finditer(text):
        yield Hit(*found.span(), f"“{found.group()}”后带时间，应写“截至”。", "截至")


_STOCK = (
    "总人口|户籍人口|常住人口|城镇人口|农业人口|床位|病床|耕地(?:面积)?|林地(?:面积)?|森林覆盖率|存款余额|贷款余额|"
    "余额|"
    "保有量|在校(?:学)?生|在册|在岗职工|从业人员|职工总数|固定资产(?:原值|净值)|(?:公路)?通车里程|公路(?:总)?里程|"
    "医疗机构|卫生机构|学校|党员|存栏|蓄水量|参保人数|户数|编制|馆藏|拥有"
)
_FLOW = (
    "地区生产总值|国内生产总值|工业总产值|农业总产值|(?:工业|农业|第[一二三]产业)?增加值|降[水雨]量|"
    "粮食(?:总)?产量|产量|旅游(?:总)?收入|出生人口|"
    "死亡人口|财政收入|税收收入|社会消费品零售总额|接待游客|诊疗人次|进出口总额|发电量|用电量|客运量|货运量|吞吐量|"
    "业务总量|总诊疗|"
    "(?:[排供用灌引泄]|排涝)[水气]量|销售额|成交额|营业额|门诊量|工资(?:性)?收入|经费支出|财政支出|总支出|可支配收入|纯收入"
)
_IS = "(?:总?[数量]|人数|面积|总额)?(?:为|是|有|共|计|约|近|达到?|超过|(?:稳定|保持|维持)在|增至|增加到)*"
_WHOLE_YEAR_STOCK = re.compile(
    "全年，?(?:全[县市省镇乡村区旗州])?(?:共有?|有|实有|拥有|总共有?|达到?)?"
    "(?:[\u4e00-\u9fff]{2,6}(?:共有|实有|拥有)|大?牲畜|大?家畜|生猪|[肉奶山绵耕黄水能繁母种]{1,3}[牛羊猪马]|[牛羊猪马兔驴骡]|[家肉蛋]?[禽鸡鸭鹅]|蜜?蜂|金融机构|银行|城乡|居民|各项|各类|医院|中?小学|中学|机动车|民用汽车)?"
    f"(?P<what>{_STOCK})(?={_IS}[0-9]|比(?:[0-9]{{4}}年|上年))"
)
_CHANGES = "新增减迁招毕完累均参加组发放改造治理建修为对救培接检审展转退入出登核办生死亡动调投补助贷给由于外流就再占比"
_WHOLE_YEAR_HEAD = re.compile(
    f"全年，?(?P<what>(?:(?![{_CHANGES}])[\u4e00-\u9fff]){{0,8}}?"
    "(?:总?户数|总?人口|人口数|总人数|职工人数|职工总数|教职工|在编人员|在职人员|在岗人员|退休人员|从业人员|专任教师|在校学?生数?|库存量?|存栏[量数]?|存量|"
    "(?:机动车|汽车|拖拉机|船舶|车辆|农机|固定资产|电话用户?)(?:保有量|拥有量|总数)|会员数|党员数?|网点数|里程|水域面积|林地面积|耕地面积|蓄积量|床位数?))"
    "(?=(?:共计?|合计|总计|达|为|有|约|计|近)?[0-9]|中，?[0-9\u4e00-\u9fff]{2,16}[0-9])"
)
"""The same by what the phrase ends in, whatever stands before, if no word of change does."""
_STOCK_THEN_YEAR = re.compile(
    "(?P<what>总?户数|总?人口|总人数|职工(?:人数|总数)?|在校(?:学)?生|床位|网点|余额|存栏|保有量|里程|(?:水库|桥梁|学校)总数)，?"
    "全年(?=(?:共计?|为|有|达|约|计)?[0-9])"
)
"""户数全年4216户: the stock told before 全年."""
_HELD = (
    "劳动力|市场主体|个体工商户|法人单位|(?:宽带|电话|电视|燃气|天然气|自来水|用电|供水|互联网|5G|网络)用户|库容|党员|团员|会员|民警|辅警|"
    "职工|教职工|专任教师|卫生技术人员|(?:助理)?医师|护士|低保对象|特困人员|党组织|党支部|床位|(?:养殖)?水面|耕地|园地|林地|湿地|草地|"
    "(?:耕地|林地|森林|绿地|水域|校舍|建筑|湿地|草地|果园|茶园|桑园|园地)面积|总动力|装机容量|基站|城镇化率|失业率|覆盖率|参保率|参保(?:人数)?|"
    "馆藏(?:图书|档案|文物)?|藏书|图书|档案|寺庙|寺观|教堂|水库|桥梁|里程|能繁母猪|存栏"
)
_HELD_ALL_YEAR = re.compile(
    f"全年，?(?P<what>(?:实有|共?有|[0-9A-Z]{{1,3}}|"
    f"(?:基本)?(?:养老|医疗|失业|工伤|生育)保险|存栏|移动|固定|城镇登记|常住人口|"
    f"(?:(?![{_CHANGES}停断出])[\u4e00-\u9fff]){{0,6}}?){{0,2}}"
    f"(?:{_HELD}|(?:水库|桥梁|学校|医院|网点|车辆|企业)总数))(?=(?:总数|数)?(?:共计?|合计|总计|达到?|为|有|约|计|近){{0,2}}[0-9])"
    "|(?<=[0-9]年)(?P<end>全年[末底])|(?<=[至到][0-9]{4}年)(?P<to>全年)(?=，[^。；]{0,12}有)"
)
"""What is there at a day and not done in a year: the state's statistics count it at the year's end."""
_THERE = re.compile(
    "全年，?(?:全[县市省镇乡村区旗州])?[共实现仍还常]?有"
    "(?P<what>(?:(?![新增减招毕考获受被评聘伤亡病参转退学游香])[\u4e00-\u9fff]){0,8}?"
    "(?:(?P<who>[员师生工户]|护士|干部|民警|村医|匠人|艺人)|[站所院校厂场馆店库车船机井点桥]|公司|企业|合作社|农场|宾馆|饭店|网点|水库|工厂))"
    "(?(who)[0-9.]+万?[人名户位]|[0-9.]+万?[个座所处家辆艘台条眼])(?=[，。；、]|$)"
)
"""全年有站务员14人: persons and works are there, they do not come of a year's course."""
_HERD_ALL_YEAR = re.compile(
    f"全年，?(?:全[县市省镇乡村区旗州])?(?P<what>(?:存栏|库存)(?:(?![{_CHANGES}])[\u4e00-\u9fff]){{1,8}}?)(?=[0-9])"
)
_NOT_DONE = "保有|拥有|载重|[存储积蓄容重余限定差名份总日每能设累增减新共]"
_YEAR_END_DONE = re.compile(
    "(?<![至到止近比较上去])年[末底]，?(?:全[县市省镇乡村区](?:年末)?)?(?P<what>(?:(?![累增减共]|全年)[\u4e00-\u9fff]){0,8}?(?:旅游(?:综合)?收入|"
    "税[金收]|利税|利润|总产值?|(?:到位|引进)资金|固定资产投资|完成投资|可支配收入|纯收入|婚姻登记|办理案件|立案|结案|出生|死亡|新增(?:城镇)?就业)"
    "(?=[达为约共]?[0-9])|"
    f"(?:(?:(?!{_NOT_DONE})[\u4e00-\u9fff]){{1,6}}[量额])"
    "(?=(?:达|为|约)?[0-9])|[耗用发供售产购](?:电|水|气|煤|油|粮|肥|材)[量费]?(?=[由为达约]?[0-9])|(?:(?![累增减新共])[\u4e00-\u9fff]){1,10}?(?=[共达为约]?[0-9.]+[万亿]?[人场台架艘车]次))"
)
"""What is counted in times, and most amounts (售电量), come of the course of a year."""
_YEAR_END_FLOW = re.compile(
    "(?P<to>(?:截[至止]|到|至)[^，。；]{0,9})?(?:年末|年底)，?(?:全[县市省镇乡村区])?(?P<so>共?(?:实现|完成))?"
    f"(?:(?![累增减新])[\u4e00-\u9fff]){{0,4}}?(?P<what>{_FLOW})(?=(?!累计)[^，。；]{{0,6}}[0-9])"
)


@rule(
    "R040",
    "时点/时段混",
    level="硬",
    basis="统计常识：时点数与时期数",
    literals=("全年", "年末", "年底"),
    bad=[
        "全年总人口30万人。",
        "全年牲畜存栏86万头。",
        "全年奶牛存栏1200头。",
        "2021年全年，户籍人口1864人。",
        "1996年全年总人口比1995年增加2140人。",
        "全年卫生机构共有床位2600张。",
        "全年共有床位1862张。",
        "全年户籍总户数6388户。",
        "2025年末地区生产总值168亿元。",
        "年末货运量186万吨。",
        "2019年末，全市水产品产量为22.6万吨。",
        "2003年年末工资收入9860元，月均822元。",
        "全乡总户数全年4216户。",
        "全年实有市场主体1.96万户。",
        "年底售电量6820万千瓦时。",
        "年末进出港船舶8612艘次。",
        "年末总诊疗86.4万人次。",
        "全年耕地2.16万公顷。",
        "年末上缴税金1.26亿元。",
        "2001年启用，全年有站务员14人。",
        "2020年全年存栏良种牦牛3.42万头。",
        "全年有加油站17座、加气站4座。",
    ],
    good=[
        "全年医疗机构诊疗120万人次。",
        "截至2012年末共完成发电量30亿千瓦时。",
        "年末总人口30万人。",
        "全年出生人口1986人。",
        "全年新增床位120张。",
        "年末生猪存栏量3.2万头，年末贷款余额8亿元。",
        "全年完成地区生产总值168亿元。",
        "全年有毕业生326人。",
        "全年有游客3.2万人次。",
        "全年有考生46名。",
    ],
)
def stock_as_flow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """人口、床位等时点数说“年末”，产量、产值等时期数说“全年”。"""
    told: set[int] = set()
    for found in _WHOLE_YEAR_STOCK.finditer(text):
        told.add(found.start())
        yield Hit(*found.span(), f"“{found.group('what')}”是时点数，不用“全年”，宜写“年末”。")
    for found in _WHOLE_YEAR_HEAD.finditer(text):
        if found.start() not in told:
            yield Hit(*found.span(), f"“{found.group('what')}”是时点数，不用“全年”，宜写“年末”。")
    told |= {found.start() for found in _WHOLE_YEAR_HEAD.finditer(text)}
    for pattern in (_STOCK_THEN_YEAR, _HELD_ALL_YEAR, _THERE, _HERD_ALL_YEAR):
        for found in pattern.finditer(text):
            if found.start() in told:
                continue
            told.add(found.start())
            words = found["what"] or found.group()
            yield Hit(*found.span(), f"“{words}”是时点数，不用“全年”，宜写“年末”。")
    flows = [found.span() for found in _YEAR_END_FLOW.finditer(text)]
    for found in _YEAR_END_DONE.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in flows):
            yield Hit(*found.span(), f"“{found.group('what')}”是时期数，不用“年末”，宜写“全年”。")
    for found in _YEAR_END_FLOW.finditer(text):
        if found.group("to") and found.group("so"):
            continue  # 截至…共完成: all that came together until then
        start = found.end("to") if found.group("to") else found.start()
        yield Hit(
            start,
            found.end(),
            f"“{found.group('what')}”是时期数，不用“年末”，宜写“全年”。",
        )


_MONTH_ONLY = re.compile(
    "(?:(?<=[。；，\n])|^)(?:[0-9]{4}年[　 ]*)?(?:[0-9]{1,2}月|[春夏秋冬](?![天季节])|是[年月])"
    "(?=，?[^，。；0-9（]{0,18}(?:召开|举行|开幕|闭幕|揭牌|竣工|"
    "通车|奠基))"
)
_CHRONICLE = {"kind": "大事记"}


@rule(
    "R042",
    "时间不具体",
    level="体",
    basis="大事记编写要求",
    literals=(*(f"{digit}月" for digit in DIGITS), "春", "夏", "秋", "冬", "是年", "是月"),
    bad=[
        Example("6月，召开全镇教育工作会议。", settings=_CHRONICLE),
        Example("1995年春，召开全乡农机会议。", settings=_CHRONICLE),
        Example("3月，大桥竣工。", settings=_CHRONICLE),
        Example("2025年9月，举行读书节。", settings=_CHRONICLE),
    ],
    good=[
        Example("6月18日，召开全镇教育工作会议。", settings=_CHRONICLE),
        Example("6月，雨水偏多。", settings=_CHRONICLE),
        "6月，召开全镇教育工作会议。",
    ],
)
def event_without_day(text: str, ctx: TextContext) -> Iterator[Hit]:
    """大事记记会议、开工、竣工等，能考的写明日。"""
    kind = (ctx.document.kind, ctx.document.name, *ctx.headings)
    if not any("大事记" in words for words in kind):
        return
    for found in _MONTH_ONLY.finditer(text):
        yield Hit(*found.span(), "此事应有确日，能查考的请写明日。", confidence="hint")


_DASHED_DATE = re.compile(
    "(?<![0-9A-Za-z\\-/.—~～])(?<![A-Za-z] )(?<![档案编]号[：:])(?<![编档]号为)(?<![档编卷证批册]号)"
    "((?:18|19|20)[0-9]{2})([-/－])(0?[1-9]|1[0-2])(?:\\2(0?[1-9]|[12][0-9]|"
    "3[01]))?(?![0-9A-Za-z\\-/.%~～—学年号]|\\s?[A-Za-z]{0,6}\\s?(?:赛季|学年|财年))"
)


@rule(
    "R043",
    "年月日残缺代替",
    level="数",
    basis="GB/T 15835-2011 5.1.4",
    literals=("-", "/", "－"),
    needs=[DIGITS],
    fixes=True,
    bad=[
        "2008-8开工。",
        "2024-9-9举行典礼。",
        "大桥于2008/8/8通车。",
        "9-26（星期一） 乡镇撤并。",
        "运动会8-8开幕。",
    ],
    good=[
        "2008年8月开工。",
        "执行GB/T 15835-2011。",
        "执行DB37/T 2016-7。",
        "档号KS-2024-017。",
        "2023—2024学年度开学。",
        "县足球队2-1胜邻县队。",
        "第3-5开幕式方案。",
    ],
)
def dashed_date(text: str, ctx: TextContext) -> Iterator[Hit]:
    """正文日期写“×年×月×日”，不用短横、斜线代替。"""
    if not (ctx.is_body or ctx.is_heading) or (
        "-" not in text and "/" not in text and "－" not in text
    ):
        return
    for found in _DASHED_DATE.finditer(text):
        year, _, month, day = found.groups()
        if day is None and len(month) == 2 and month[0] != "0" and int(month) > 12:
            continue
        exact = f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")
        yield Hit(*found.span(), f"日期“{found.group()}”宜写“{exact}”。", exact)
    for found in _DASHED_DAY.finditer(text):
        exact = f"{int(found[1])}月{int(found[2])}日"
        yield Hit(*found.span(), f"日期“{found.group()}”宜写“{exact}”。", exact)


_DASHED_DAY = re.compile(
    "(?<![0-9.\\-/－—～A-Za-z第号])(1[0-2]|0?[1-9])[-/－](3[01]|[12][0-9]|0?[1-9])"
    "(?:(?=（(?:星期|周)[一二三四五六日天])|(?=(?:上午|下午|晚上|凌晨|开[幕工业馆]|闭幕|举行|召开|成立|竣工|通车|启用|投产)))"
)
"""9-26（星期一）, 8-8开幕: a month and a day, as the words behind them tell."""
