"""What made disclosures are worded with: names of bodies, of work, of goods; reasons; ladders.

The counties are invented, and their names say so: 虚, 拟, 仿, 样 and 例 open none of Hebei's.
"""

from decimal import Decimal
from itertools import product
from random import Random

_COUNTIES = [
    f"{opens}{ends}{kind}"
    for kind, opens, ends in product("县市区", "虚拟仿样例", "河山城丘原泉林阳宁平川岭沙井塔桥")
]
_BODIES = (
    *("教育局", "财政局", "民政局", "水务局", "农业农村局", "住房和城乡建设局", "文化广电和旅游局"),
    *("发展和改革局", "卫生健康局", "市场监督管理局", "审计局", "司法局", "统计局", "档案局"),
    *("自然资源和规划局", "生态环境局", "交通运输局", "应急管理局", "退役军人事务局", "医疗保障局"),
    *("城市管理综合行政执法局", "行政审批局", "人力资源和社会保障局", "科学技术和工业信息化局"),
    *("人民代表大会常务委员会办公室", "委员会宣传部", "委员会组织部", "委员会党校", "总工会"),
    *(
        "妇女联合会",
        "残疾人联合会",
        "红十字会",
        "供销合作社联合社",
        "机关事务服务中心",
        "融媒体中心",
    ),
    *("疾病预防控制中心", "公共就业服务中心", "园林绿化中心", "第一中学", "实验小学", "人民医院"),
    *("青石镇人民政府", "白杨乡人民政府", "双井街道办事处", "高新技术产业开发区管理委员会"),
)
MOST_BODIES = len(_COUNTIES) * len(_BODIES)


def body(number: int) -> tuple[str, str]:
    """Return the name and the code of a body, another for each number below `MOST_BODIES`."""
    county, place = divmod(number % MOST_BODIES, len(_BODIES))
    code = f"{101 + place}" if county % 2 else f"{101 + place}{1 + county % 9:03}"
    return _COUNTIES[county] + _BODIES[place], code


_DOING = ("推进", "加强", "规范", "保障", "组织", "完善", "落实", "开展")
_DONE = (
    *("财政预算管理", "义务教育均衡发展", "农田水利建设", "社会救助", "城区道路养护", "环境监测"),
    *(
        "安全生产监管",
        "基层文化服务",
        "就业培训",
        "档案整理",
        "疫病防控",
        "机关日常运转",
        "垃圾清运",
    ),
    *(
        "项目评审",
        "特种设备检查",
        "困难群众帮扶",
        "绿化养护",
        "信息系统运维",
        "干部教育",
        "园区招商",
    ),
)
RATES = (
    *("完成率", "合格率", "资金使用率", "群众满意度", "覆盖率", "及时率", "办结率", "达标率"),
    *("设备完好率", "培训参与率", "补助发放率", "检查任务完成率", "政策知晓率"),
)
COUNTS = ("检查次数", "培训人数", "新增面积", "维修数量", "活动场次", "办理时限", "宣传期数")
WORDED = ("工作质量", "社会影响", "制度健全性", "生态效益", "工作落实情况")
GOODS = (
    *(
        ("台式计算机", "A02010104", "台"),
        ("复印纸", "A090101", "箱"),
        ("空气净化器", "A0206", "台"),
    ),
    *(("物业管理服务", "C1204", "项"), ("办公家具", "A06", "套"), ("道路养护工程", "B0202", "项")),
    *(("印刷服务", "C081401", "批"), ("货物", "A", "批"), ("车辆维修服务", "C050301", "次")),
)
TERMS = {
    "基本支出": "指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出",
    "项目支出": "指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出",
    "一般公共预算拨款收入": "指财政当年拨付的资金",
    "机关运行经费": "指为保障行政单位运行用于购买货物和服务的各项资金",
    "“三公”经费": "指用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费",
    "上年结转": "指以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金",
}
MORE, LESS, LEVEL = "more", "less", "level"
REASONS = {
    MORE: (
        *(
            "人员增加",
            "工资标准提高",
            "新增信息化项目",
            "任务增多",
            "车辆老旧，维修增加",
            "油价上涨",
        ),
        *("新增人员2人，人均定额提高", "上级下达专项资金", "取暖费增加1万元", "机构改革后人员划入"),
    ),
    LESS: (
        *(
            "人员退休3人",
            "落实中央八项规定精神，厉行节约",
            "任务完成",
            "压减一般性支出",
            "项目完工",
        ),
        *(
            "压减办公经费2万元、差旅费3.6万元",
            "公车改革后，车辆减少",
            "严格控制接待标准",
            "机构改革划转",
        ),
    ),
    LEVEL: ("未安排", "厉行节约", "我单位无此项任务", "车辆编制无变化", "严格执行标准"),
}
# Ladders of no number, or of the odd kinds that documents print.
_ODD = (
    ("——", "——", "——", "——"),
    ("完成", "基本完成", "部分完成", "未完成"),
    ("优", "良", "中", "差"),
    ("好", "较好", "一般", "无"),
    ("", "", "", ""),
    ("及时", "较及时", "——", "未开展"),
    ("与去年持平", "", "", "》4"),
)
# How a bound may be printed, and which bounds that says: the number is `{a}`, one below it `{b}`.
_AT_LEAST = ("{a}%以上", "≥{a}%", "不低于{a}%", "{a}%（含）以上", "达到{a}%", "大于等于{a}%")
_AT_MOST = ("{a}%以下", "≤{a}%", "不超过{a}%")
_COUNTED = (("次", "以上"), ("人", "以上"), ("平方米", "以上"), ("个", "以上"), ("期", "以上"))
_WITHIN = ("{a}天以内", "≤{a}天", "不超过{a}天", "{a}个工作日内")

Bounds = tuple[Decimal | None, Decimal | None]


def work(rng: Random) -> str:
    """Return the name of some work."""
    return rng.choice(_DONE) if rng.random() < 0.5 else rng.choice(_DOING) + rng.choice(_DONE)


def sentence(rng: Random) -> str:
    """Return a sentence on some work, with no figure in it."""
    return f"{rng.choice(_DOING)}{rng.choice(_DONE)}，{rng.choice(_DOING)}{rng.choice(_DONE)}。"


def ladder(rng: Random) -> tuple[str, tuple[str, str, str, str], dict[str, Bounds]]:
    """Return an indicator's name, its four thresholds, and what those with a bound say."""
    draw = rng.random()
    if draw < 0.2:
        return rng.choice((*WORDED, *RATES)), rng.choice(_ODD), {}
    if draw < 0.75:
        return _rate(rng)
    return _count(rng)


def _rate(rng: Random) -> tuple[str, tuple[str, str, str, str], dict[str, Bounds]]:
    best = rng.choice((100, 98, 95, 90, 90, 90, 85))
    step = rng.choice((2, 5, 10, 10))
    bounds = [best - step * place for place in range(4)]
    how = rng.choice(_AT_LEAST)
    said: dict[str, Bounds] = {how.format(a=one): (Decimal(one), None) for one in bounds[:3]}
    if rng.random() < 0.4:
        said[how.format(a=bounds[3])] = Decimal(bounds[3]), None
    elif rng.random() < 0.5:
        said[rng.choice(_AT_MOST).format(a=bounds[2])] = None, Decimal(bounds[2])
    else:
        said[f"<{bounds[2]}%"] = None, Decimal(bounds[2])
    if rng.random() < 0.2:  # Each grade between two numbers.
        ends = [(bounds[1], best), (bounds[2], bounds[1])]
        ranged = [f"{low}%-{high}%" for low, high in ends]
        first, *_, last = said
        said = {
            first: said[first],
            **{
                text: (Decimal(low), Decimal(high))
                for text, (low, high) in zip(ranged, ends, strict=True)
            },
            last: said[last],
        }
    one, two, three, four = said
    return rng.choice(RATES), (one, two, three, four), said


def _count(rng: Random) -> tuple[str, tuple[str, str, str, str], dict[str, Bounds]]:
    many = rng.randrange(5, 500)
    if rng.random() < 0.3:
        how = rng.choice(_WITHIN)
        most = sorted(rng.sample(range(3, 60), 4))
        within: dict[str, Bounds] = {how.format(a=one): (None, Decimal(one)) for one in most}
        one, two, three, four = within
        return "办理时限", (one, two, three, four), within
    unit, above = rng.choice(_COUNTED)
    numbers = [many, many * 4 // 5, many * 3 // 5, many * 2 // 5]
    said: dict[str, Bounds] = {f"{one}{unit}{above}": (Decimal(one), None) for one in numbers}
    one, two, three, four = said
    return rng.choice(COUNTS), (one, two, three, four), said
