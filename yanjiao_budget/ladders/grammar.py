"""The words, units and patterns that thresholds are made of.

Every pattern works on text whose widths and look-alikes have been folded (see `thresholds.py`).
"""

import re
from typing import NamedTuple

AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN = "at_least", "at_most", "more_than", "less_than"
RANGE, EXACTLY, ZERO, NONE_STATED = "range", "exactly", "zero", "none_stated"
QUALITATIVE, RELATIVE, BLANK, UNREAD = "qualitative", "relative", "blank", "unread"


class Kind(NamedTuple):
    """What a kind of threshold is called, and what it means."""

    english: str
    chinese: str
    meaning: str


KINDS = {
    AT_LEAST: Kind("at least", "不低于", "The number or anything above it."),
    AT_MOST: Kind("at most", "不超过", "The number or anything below it."),
    MORE_THAN: Kind("more than", "超过", "Anything above the number, not the number itself."),
    LESS_THAN: Kind("less than", "不满", "Anything below the number, not the number itself."),
    RANGE: Kind("range", "区间", "Between two numbers; each end is in or out as printed."),
    EXACTLY: Kind("exactly", "等于", "One number with no comparison."),
    ZERO: Kind("zero by word", "文字表示为零", "A word that says none of what is counted: 无."),
    NONE_STATED: Kind("none stated", "以横线表示", "A dash stands where a threshold would."),
    QUALITATIVE: Kind("qualitative", "定性", "Words and no number."),
    RELATIVE: Kind(
        "relative to a baseline",
        "相对基准",
        "More than, as much as or less than a year or place named.",
    ),
    BLANK: Kind("blank", "空白", "Nothing is printed."),
    UNREAD: Kind("unread", "未能识读", "A number, or a sign, that no rule places in full."),
}

SCALES = {
    "share": "%",
    "permille": "‰",
    "ratio": "比例 比值 比率",
    "points": "百分点",
    "month_end": "月底",
    "time": "工作日 自然日 小时 分钟 秒 天 日 周 星期 月 季度 年 学时 课时",
    "amount": """元 百元 千元 亩 公顷 平方米 平方公里 立方米 米 公里 千米 厘米 毫米 吨 公斤 千克 克
        毫克 微克 升 毫升 千瓦 千瓦时 千伏安 兆瓦 分贝 倍 分 度 层 百万 千万 万 亿""",
    "count": """个 次 场 场次 批次 班次 车次 人次 人 名 位 家 户 项 件 篇 宗 起 例 份 批 期 台 辆
        套 册 本 张 部 处 座 所 条 种 门 节 支 幅 块 片 只 头 株 棵 盏 村 轮 趟 栋 幢 口 眼 笔""",
}
# What a unit measures decides which values are possible (see `ladder.py`).
UNIT_SCALES = {unit: scale for scale, units in SCALES.items() for unit in units.split()}
WITH_GE = re.compile("工作日|自然日|小时|百分点|星期|学时|课时")  # 3个工作日 is 3工作日
ALSO = {"月底": "月[底末]", "平方米": "平方?米"}  # 月末 is 月底, 平米 is 平方米
PRINTED = {unit: f"个{unit}" for unit in ("月", "季度", "工作日", "自然日", "百分点")}
# Words that only begin with a unit: 3部门 is not 3部.
OTHER_WORDS = re.sub(
    r"\s+",
    "|",
    """部门 部分 部署 部委 项目 处理 处置 处罚 条例 条件 条款 家庭 家长 份额 期间 期限 期末 期工
    起来 次数 次要 次日 人员 人才 人均 人口 人民 件数 个别 个性 名单 名录 名额 名称 位置 位数 户籍
    户口 支出 支付 门诊 节能 节约 节日 所有 片区 口岸 村民 村庄 年度 年级 年初 年末 年底 年来 日常
    日均 分别 分数 分之 分类 分局 分公 分制 分比 分率 分点 元素 元旦 本级 本市 本科 场所 场地 场馆
    周边 周期 周年 幅度 米饭 升级 升学 升降 升至 升到 升幅 层级 层次 层面""",
)


class Comparison(NamedTuple):
    """The signs and words before a number, and those after it, that state one kind."""

    kind: str
    before: str
    after: str = "(?!)"


MUST = "(?:得|能|应|可)?"
COMPARISONS = (
    Comparison(AT_LEAST, rf"≥|≮|大于或?等于|至少|最少|不{MUST}[低少小]于", "[及或]?以上"),
    Comparison(
        AT_MOST,
        rf"≤|≯|小于或?等于|至多|最多|[不未]{MUST}超过?|不{MUST}[高多大]于",
        "[及或]?以下|[以之]内|内(?![部容外地陆涵在设控业网])|(?<=月[底末])[以之]?前",
    ),
    Comparison(MORE_THAN, ">|(?<![赶反])超[过出]?|突破|逾|不止|[大多高]于"),
    Comparison(LESS_THAN, "<|不满|未满|不足|不到|未达到?|达不到|[小少低]于"),
    Comparison(EXACTLY, "=|等于"),
)
SIGN = {">": MORE_THAN, "≥": AT_LEAST, "<": LESS_THAN, "≤": AT_MOST}
MIRRORED = {"<": MORE_THAN, "≤": AT_LEAST, ">": LESS_THAN, "≥": AT_MOST}
BRACKET = {"[": AT_LEAST, "(": MORE_THAN, "]": AT_MOST, ")": LESS_THAN}
STRICT = {AT_LEAST: MORE_THAN, AT_MOST: LESS_THAN}
# 达 alone means reaching the number and 控制在 keeping within it; a comparison overrules both.
HINTS = {"达": AT_LEAST, "控制在": AT_MOST}

# The pieces of a cell, built up: number, unit, what stands before, between and after.
DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[0-9]{1,15})(?:\.[0-9]{1,10})?"
WRITTEN = {unit: f"个?{unit}" for unit in UNIT_SCALES if WITH_GE.fullmatch(unit)}
WRITTEN |= {unit: f"个{unit}" for unit in ("月", "季度")} | ALSO
NAMES = "|".join(WRITTEN.get(unit, unit) for unit in sorted(UNIT_SCALES, key=len, reverse=True))
# What ends a quantity: the cell, a comparison, the sign of a range, a bracket.
_ENDS = r"(?=$|[及或]?以[上下内前]|[之区]间|内|[-–—~至到()\[\]，,])"
# Two measures in one: 2000种次, 50台套, 300人日.
_COUNTS = "|".join(sorted(SCALES["count"].split(), key=len, reverse=True))
TWO_MEASURES = rf"(?!个)(?:{_COUNTS})(?:{_COUNTS}|天|日|月|年|小时|学时){_ENDS}"
# Units in letters, by the rule of the SI: a prefix and a unit, perhaps squared or cubed.
LETTERS = (
    r"(?:[kKcdmMGT]?(?:m|g|t|W|Wh|V|L|l|Pa|Hz|B|bps)|[kK]?M|ha|dB|°C|h|min)[23]?(?![A-Za-z0-9])"
)
# 元/平方米, 元/人·天, /株: whatever it is counted by.
PER = rf"/(?:[^\W\d_]|·){{1,6}}?(?:/[^\W\d_]{{1,4}}?)?{_ENDS}"
UNIT = (
    rf"(?:(?!{OTHER_WORDS})(?:[百千]?[万亿](?=[^%‰]))?"
    rf"(?:{TWO_MEASURES}|(?:{NAMES})(?![A-Za-z])|{LETTERS})(?:{PER})?|{PER})"
)
QUANTITY = re.compile(
    rf"(?P<number>(?:(?<=[<>≤≥=\[(，])-)?{DIGITS})(?P<unit>\((?:[%‰]|{UNIT})\)|{UNIT})?"
)
PREFIX = re.compile(f"(?:{'|'.join(f'(?P<{row.kind}>{row.before})' for row in COMPARISONS)})$")
LINK = re.compile(
    "(?:控制在|介于|(?<![传送直表下通到抵])达到?|(?<![行作成])为|(?<![不但还])是|(?<![存现所])在|[:∈])+$"
)
AFTER = "|".join(f"(?P<{row.kind}>{row.after})" for row in COMPARISONS[:2])
MARK, MARK_AFTER = (rf"(?:\((?P<{name}>不?)包?含(?:本数)?\))?" for name in ("mark", "after"))
TAIL = re.compile(f"{MARK}(?P<between>[之区]间)?(?:{AFTER})?{MARK_AFTER}(?P<words>.*)")
TO = re.compile(f"{MARK}(?:(?P<to>——|--|[-–—―~〜∼至到])|[与和])")
CHAIN = re.compile("(?P<left>[<>≤≥])(?P<name>[^<>≤≥]+)(?P<right>[<>≤≥])")
PAIR = re.compile(f"(?:{AFTER})?(?:并且|[且,，、])?(?P<sign>.*)")
RESTATED = re.compile(rf"({DIGITS})({UNIT})?((?:以[上下内])?)\((不?)包?含\1(?:{UNIT})?\)")

HAN = "〇零一二两三四五六七八九十百千"
NUMERAL = re.compile(rf"[{HAN}]+(?:点[{HAN}]+)?")
SIDE = "|".join(row.after for row in COMPARISONS[:2])
# 第三名, 四级 and 一季度 are ranks; 第一 alone, 第一时间 and 第三方 are ordinary words.
RANKED = "级(?!别)|季度|月(?![底末])|等奖|届|星级|岁"
ORDINAL = rf"第(?!一$)[{HAN}]+(?={RANKED}|{UNIT}|{SIDE}|$)"
# Ordinary words next; then 百分之九十; then a numeral that a unit or a comparison makes a number.
CHINESE = re.compile(
    rf"(?P<ordinal>{ORDINAL})|第[{HAN}]+|[统唯单同专逐之划]一|一次性|一[^{HAN}]一[^{HAN}]|十分(?=[^钟以之及内)])"
    rf"|(?P<rank>(?<![{HAN}])[{HAN}]+(?:{RANKED}))"
    rf"|(?P<share>[百千]分之)(?P<parts>{NUMERAL.pattern}|{DIGITS})"
    rf"|(?<![{HAN}万亿几数多点0-9])(?P<numeral>{NUMERAL.pattern})"
    rf"(?=\(?{UNIT}|{SIDE}|[-~至到][{HAN}])|(?<=[于过超达到少多<>≤≥=])(?P<last>{NUMERAL.pattern})$"
)
# Numerals in other letters; 伍, 陆 and 拾 are also parts of words: 队伍, 大陆, 收拾.
OTHER_NUMERAL = re.compile(
    rf"[壹贰叁肆柒捌玖佰仟廿卅]|(?<![队退入行大登着收])[伍陆拾](?={RANKED}|{UNIT}|{SIDE}|$)"
    "|(?<![A-Za-z])(?:[IVX]{2,}|[IV])(?=[级类期])"
)
# More, as much or less than at another time or elsewhere: 与去年相比有所增长, 低于去年水平.
_BASE = (
    "(?:去年|上一?年|前一?年|往年|历年|基期|年初|同期|全国|全省|全市|全县|同类|同行业|行业|其[他它]地区)"
    "(?:度|同期|底|末)?(?:的?平均)?(?:的?(?:水平|情况|数值?|标准))?"
)
_MOVED = (
    "(?:有?所|略有|明显|显著|大幅|稳步|基本)?"
    "(?:增长|增加|提高|提升|上升|改善|好转|下降|减少|降低|持平|相当|相同|一致|不变)"
)
RELATIVE_WORDS = re.compile(
    rf"(?:[与较比同和跟]{_BASE}(?:相比|比较)?[,，]?{_MOVED}|[同环]比{_MOVED}"
    rf"|不?(?:高于|低于|优于|好于|差于|多于|少于|达到|超过|等于|接近){_BASE})"
)
# All of it, which among percentages is 100%.
ALL = re.compile(
    "(?:实现|做到|达到)?(?:覆盖全部|全部?覆盖|全面覆盖|全部(?:完成|达标|合格|办结|落实)?)"
)
# A day, a month or a year, and no number.
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
DATE = re.compile(
    rf"(?<![0-9.])0*(?:19|20)[0-9]{{2}}(?:[./-]{_MONTH}(?:[./-]{_DAY})?0*(?![0-9]|{UNIT}|[%‰])"
    rf"|年{_MONTH}月(?:{_DAY}[日号])?|年[底末初]|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]|{UNIT}))"
    rf"|(?<![0-9.]){_MONTH}月{_DAY}[日号]"
)
ROMAN = re.compile("[\u2160-\u2188]")
VAGUE = re.compile(rf"[{HAN}][余多]|几(?![乎何])|数[十百千]|[{HAN}]成(?=以|左|$)|.分之|半(?!导)")

LOOKALIKE = str.maketrans("≧⩾≦⩽∶−", "≥≥≤≤:-")
DASHES = re.compile("[-‐‑‒–—―─━ー/]+")
WHAT = (
    "(?:发生)?(?:安全|生产|质量|责任|交通|火灾|重大|较大|人员)*"
    "(?:事故|投诉|上访|差错|违规|违纪|伤亡|死亡)"
)
# None of it: 无事故, 零投诉, 0差错, 事故为零. With a unit (0起事故) a nought is exactly 0.
NOTHING = re.compile(
    "未开展|未举办|未组织|未进行|无|没有|零|未发生"
    f"|(?:无|没有|零|0|未发生)(?P<noun>{WHAT})(?:发生)?"
    f"|(?P<subject>{WHAT})(?:数?为)?[零0](?:发生)?"
)
YEARS = range(1900, 2100)
COMPARED = (
    "以[上下内外前后]|之[内外前后]|超过|未满|不满(?!意)|不足|不到"
    "|[大小多少高低优好强差劣早晚快慢]于|[至最][少多]"
)
SCORING = "扣|加分|得分(?!率?$)|每(?:[增减提超多少]|降低?)"
ODD = r"[^\w()《》“”\"'…·、:，,;；。]|[0-9_]|\(不?包?含"
# What may not stand before a number (searched), or after it, and why.
NOT_BEFORE = (
    (f"{ODD}|^:", "signs stand before the number that no rule places"),
    ("第$|(?<!提)前$|[上下这那某另从由自]$", "the number is a rank, a place or a start"),
    (f"[{HAN}]内?$", "a Chinese numeral touches the number"),
    ("(?<![升高加降低少短])[至到]$", "one end of a range is missing"),
    ("[不未没非无][^率]{0,2}$|难以$|[负零满]$", "a word before the number may negate it"),
    ("(?:约|近|大概|几乎|将)于?$", "the number is approximate"),
    (
        rf"{SCORING}|(?<![获取赢夺参增追添缩削精])[得加减]$",
        "it is a rule for adding or deducting points",
    ),
    (f"{COMPARED}|[超于]$", "the words before the number hold another comparison"),
    ("[且或并,，;；。]", "the words before the number hold another condition"),
)
NOT_AFTER = (
    (f"{ODD}|^:", "signs stand after the number that no rule places"),
    ("^(?:[多余]|左右|上下)", "the number is approximate"),
    ("^[A-Za-z]", "a letter follows the number"),
    ("(?<!达)[至到]$", "one end of a range is missing"),
    ("^[前后外起]", "a word of order or time follows the number"),
    (SCORING, "it is a rule for adding or deducting points"),
    (COMPARED, "the words after the number hold another comparison"),
    ("[且或和及与并、,，;；。]", "the words after the number hold another condition"),
    ("^.?[不未没无非]", "a word after the number may negate it"),
)
