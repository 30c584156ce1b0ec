"""The words that promises are made of, declared once.

Every pattern works on a clause as `prose.fold` has it.
"""

import re
from typing import NamedTuple

from yanjiao_budget.ladders.grammar import COMPARISONS, DIGITS, HAN, UNIT

DO, START, FINISH, REACH, KEEP = "do", "start", "finish", "reach", "keep"
USE = "use"  # Of what there is: nothing is promised.
YEAR, STANDING, WORKS, RATE, TIME, DEADLINE = (
    "year",
    "standing",
    "works",
    "rate",
    "time",
    "deadline",
)


def _any(words: str) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


class Verb(NamedTuple):
    """Words that a promise may open with, and the class they make it."""

    kind: str
    words: str


VERBS = (
    Verb(FINISH, "完成 全面完成 竣工 建成 投产 投入使用 投入运营 投用 交付 办结 通车 开园"),
    Verb(START, "启动 启动实施 开工 开工建设 动工 开建 筹建"),
    Verb(REACH, "达到 实现 突破 提高 提升 增长 降低 下降 减少 压减 缩减"),
    Verb(KEEP, "保持 稳定在 控制 控制在 维持 守住 严守"),
    Verb(USE, "发挥 依托"),
    Verb(
        DO,
        """推进 推动 协调 协调推进 加快 加快推进 建设 打造 实施 开展 举办 举行 组织 组织开展 申报
        申报认定 认定 培育 选拔 推荐 选拔推荐 引进 新建 改建 扩建 改扩建 改造 修建 新增 增加 发放
        办理 制定 谋划 谋划建设 规划 规划建设 协助 督促 力促 促进 推出 建立 创建 安装 铺设
        栽植 植树 种植 绿化 整治 治理 清理 拆除 检查 抽查 巡查 排查 救助 资助 帮扶 安置 招聘
        招录 签约 落实 编制 出版 发布 召开 走访 慰问 评选 选树 表彰 采购 购置 购买 更新 配备
        维修 养护 维护 补贴 补助 发展 扩大 深化 加强 抓好 提供 支持 扶持 搭建 设立 成立 开设
        开办 创作 督查 查处 调处 受理 审理 检测 监测 采集 培训 演出 转移 吸纳 带动 覆盖 免费
        打通 硬化 拓宽 疏通 征收 收缴 复垦 造林 做好 搞好 争创 孵化 聘请 印发 播发 刊发 接待
        修缮 翻新 征集 入库 上报 争列 培养 开放 运行 鼓励 引导 重点抓好 淘汰
        取缔 吸引 推行 压缩 清退 关停 关闭 拆迁 搬迁 征迁 回收 处置 修复 兴建 申请 承办 参加 组建
        选派 招募 投放 审结 执结 摸排 登记 补植 栽种 更换 修剪 播放 放映 收治 诊疗 接种
        体检 筛查 出动 清运 清扫 保洁 宣讲 编印 展出 展演 录制 报送 撰写 考察
        推介 签订 盘活 办好 帮助 供应 收储 报批 投资""",
    ),
)
CLASS = {word: verb.kind for verb in VERBS for word in verb.words.split()}
# Verbs that are nouns too: 完成培训20期 promises 培训, and 培训班 is no training of a class.
ALSO_NOUNS = (
    "培训 检查 抽查 巡查 排查 治理 整治 绿化 监测 检测 演出 养护 维护 维修 救助 资助 帮扶 补贴 "
    "补助 建设 改造 招聘 采购 创作 督查 接待 开放 运行 发展 造林 规划 控制 免费 覆盖 引导 修缮 "
    "走访 慰问 办理 登记 处置 受理 投资 体检 筛查 保洁 推介 诊疗 接种 展演 考察 清运 清扫"
)
_NO_VERB = r"(?![班所地馆站会项量率面度人员费时后亿额]|用地|项目|工程|中心|活动|大道|大街)"
_PLAIN = _any(" ".join(verb for verb in CLASS if verb not in ALSO_NOUNS.split()))
PLAIN_VERB = re.compile(_PLAIN)
VERB = re.compile(f"(?:{_PLAIN})|(?:{_any(ALSO_NOUNS)}){_NO_VERB}")
# After 加快 and 推进 these are verbs too: 加快建设, but not 推进供热管网改造.
HASTENED_VERB = re.compile(f"(?:{_PLAIN})|(?:建设|改造|修缮|治理|整治|办理){_NO_VERB}")
# What may stand before the verb: how it is done, and that it is meant to be.
_MANNER = _any(
    """大力 积极 扎实 扎实做好 全面 深入 持续 继续 严格 不断 着力 重点 努力 坚决 认真 切实
    进一步 全力 有序 稳步 逐步 基本 统筹 科学 高标准 高质量 加大 尽快 尽早 陆续 依法 及时
    定期 同步 分批 分期 集中 广泛 充分 牢牢 强力 优先 主动 有效 合理 严厉 力争 争取 计划
    确保 预计 拟 要 将 并 再 共 总计 累计 使 探索 用于 年度 全年 年内 本年 我局 我委 我办
    我区 我县 我市 我镇 我乡 我中心 我单位 我院 我校 本单位 本部门 每年 计划组织 以及 其中
    同时 一是 二是 三是 四是 五是 六是 目标任务 工作目标 目标 任务""",
)
LEADING = re.compile(f"(?:{_MANNER}|[{HAN}0-9]{{1,3}}年内|[、和及与])")
INTENDED = re.compile("力争|争取|计划|确保|预计|拟|目标|任务")
# What a clause opens with that is followed, weighed or told, and is not promised.
FRAME = re.compile(
    "(?:对照|围绕|按照|根据|依据|结合|坚持|针对|紧扣|紧盯|聚焦|对标|以|遵循|牢固|准确把握|把握|贯彻|全面贯彻|学习)"
)
# What was, or is: 截至去年底, 已建成, 现有.
PAST = re.compile(
    "(?:截至|截止)|(?<![业而])已经?(?!有)|(?<![比较与])(?:去年|上年|上一年)|近年|以来|[现共]有|下设|下辖|现辖|管辖|"
    "(?:较|比|同比).{0,6}(?:增长|增加|下降)了|(?<!为)了(?![解结])"
)

# The number: a comparison, the number or a range of two, its unit, and a comparison again.
_SIGN = "|".join(f"(?:{row.before})" for row in COMPARISONS)
_NUMERAL = f"(?:{DIGITS}|(?<![第{HAN}])[{HAN}]+)"
_SHARE = f"[百千]分之(?:[{HAN}]+|{DIGITS})"
# Units that the grammar of thresholds does not know: such a number is kept, and not read.
_UNIT = f"(?:[%‰]|{UNIT}|[微毫]克/立方米|毫克/升|分贝)"
_TAIL = "(?:[及或]?以[上下内]|左右|之?内(?![部容外]))"
PIECE = re.compile(
    rf"(?P<sign>(?:{_SIGN}|控制在|保持在|稳定在|达到?|[提升增降减][高长低少]?[到至]|约|近)*) *"
    rf"(?P<quantity>{_SHARE}|{_NUMERAL} *(?:{_UNIT}?[-~—–至到]{_NUMERAL})?[余多]?{_UNIT})"
    rf"(?P<tail>{_TAIL}?)"
)
ALL = re.compile("全部?覆盖|全面覆盖")  # all of it, which among percentages is 100%
NUMERAL = re.compile(rf"[0-9.]*[0-9]|[{HAN}]+")

ENDED = re.compile(
    "(?:配备|安装|发放|落实|整改)?到位|竣工|投产|投入使用|投入运营|投用|建成|交付|通车|开园|完工"
    "|验收|全部完成"
)
STARTED = re.compile("开工|动工|启动|开建")
REACHED = re.compile("[≥>]|超|突破|达|[提升增降减][高长低少]?[到至]|不少于|不低于|至少|大于|高于")
CHANGED = re.compile("(?:新增|净增|增长|增加|提高|提升|上升|下降|降低|减少|压减)$")
CHANGING = re.compile("压减|压缩|减少|降低|提高|提升|增长|下降|缩减|增加")
# A length of time that no comparison bounds: 三年毛入园率, 九年义务教育.
SPELL = re.compile(f"(?:{_NUMERAL})(?:个?月|年|天|日|岁|小时)")
# A change of what was named before: 同比增长10%.
ONLY_CHANGED = re.compile(
    "(?:[同环]比|[比较]上年|[比较]去年|年均)?(?:增长|增加|提高|下降|降低|减少)|每(?:半?年|季度?|个?月|周)"
)
DONE_TO = re.compile("[对为向给]")
KEPT = re.compile("[≤<]|控制在|保持在|稳定在|不超过|不高于|不大于")
STOCK = re.compile("规模|总数|总量|存量|保有量|累计|有效期|总面积|总额")
BUILT = re.compile("新建|改建|扩建|改造|建设|建成|打造|修建|安装|硬化|竣工|开工|修缮|疏通")
# What is a promise's name only with the word before it: 扶持资金不超过50万元.
OF_WHAT = re.compile("资金|比例|标准|金额|经费|费用|时限|时间|总额|收入|支出|任务|目标|")
# What is left of a process at the end of what is promised: 建设进程, 改造任务.
PROCESS = re.compile(
    "的?(?:(?:(?:开工|新建|改建|改造|提升)*(?:建设|施工))?(?:进程|进度|步伐|力度|任务)"
    "|(?:建设|施工|改造|提升|修缮|扩建)+(?:工作)?)$"
)
LEFT_BEFORE = re.compile(
    "^(?:[（(]?其中[：:]?|使(?!用|命)|[的对为向在把将、和及与以并于, ])+|[的、和及与共约近为各, ]+$"
)
LEFT_AFTER = re.compile("^[的以上左右、和及与, ]+|(?:等.{0,2}|[（(][^（）()]*[）)]?| )$")
