"""Works: each project, road, plant, building or programme that the prose names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from yanjiao_budget.schema import Record

from .opening import URGING, Said, governed
from .prose import objectives
from .words import CLASS, KEEP

PLAN, START, ADVANCE, EXTEND, FINISH, USE, FUND = (
    "plan",
    "start",
    "advance",
    "extend",
    "finish",
    "use",
    "fund",
)
SELF, OTHERS, EXAMPLE = "self", "others", "example"

# What is said of a work, by the words of its clause; the first that fits.
SAID = (
    (FINISH, "完成|竣工|投产|投入使用|投入运营|投用|建成|交付|通车|开园|开放"),
    (PLAN, "谋划|规划|前期|方案|筹划|研究|论证|制定"),
    (START, "启动|开工|动工|尽早施工|尽快施工|落地|开建|筹建"),
    (EXTEND, "扩容|提标|升级|改造|拓宽|改扩建|扩建|修缮|延伸"),
    (USE, "发挥|依托"),
)
_SAID = tuple((said, re.compile(words)) for said, words in SAID)


class Kind(NamedTuple):
    """A kind of work, and what its name ends in."""

    key: str
    ends: str


KINDS = (
    Kind(
        "programme",
        "(?<!管网)(?<!道路)(?<!设施)(?:保障|提升|惠民|建设|实事|民生|素质|培训|安居|关爱|文化|服务|脱贫|扶贫|培育)工程"
        "|行动计划|行动|(?<!规)引进计划|计划|”活动|(?<!”)提升年活动|(?:海绵|智慧|森林|园林|卫生|文明)城[市乡]",
    ),
    Kind(
        "road",
        "大街|大道|公路|道路|铁路|高铁|高速|[国省县乡]道|道口|大桥|立交桥|地道桥|天桥|桥梁|桥|路口|交叉口|"
        "(?<!电)(?<!线)(?<!出)(?<!思)(?<!门)路(?:[东南西北]段)?|(?<!一)街|(?<!红)(?<!主)(?<!战)(?<!一)线",
    ),
    Kind(
        "plant",
        "[^市工]厂|垃圾[^，]{0,4}站|中转站|换热站|泵站|变电站|锅炉房|管网|总管|干管|管线|热源|场站|公厕|厕所|绿带|景观带|廊道",
    ),
    Kind("river", "渠|沟|(?<!银)(?<!山)河|(?<!江)湖|水库"),
    Kind(
        "building",
        "小学|中学|学校|幼儿园|高中|学院|校区|教学楼|综合楼|办公楼|宿舍楼|(?<!“)大楼|教室|医院|卫生院|卫生室|敬老院|"
        "养老院|福利院|研究院|公园|植物园|体育场|体育馆|图书馆|博物馆|文化馆|展览馆|档案馆|少年宫|广场|剧院|"
        "中心|基地|总部|派出所|分局|孵化器|产业园|创新园|园区|科技园|服务站|服务园|云谷|创谷|大厦|(?<!工)(?<!场)"
        "(?<!停车)场馆|烧烤大棚|大棚|停车场|市场|客运站|火车站|汽车站|启动区|健康城|新馆|法庭|(?<![校家田庄公])园",
    ),
    Kind("project", "工程|项目|节点设计|城市设计|平台|改造"),
)
_PHASE = "(?:第?[一二三四五六七八九十]期|启动区|[（(][^（）()]{1,8}[）)])?"
# Most clauses name no work of any kind, and are passed over.
_MAY_NAME = re.compile("|".join(["等", *(kind.ends for kind in KINDS)]))
_ENDS = tuple((kind.key, re.compile(f"(?:{kind.ends})”?{_PHASE}$")) for kind in KINDS)

# What is done to a work, at the end of its name; it is said of the work and no part of the name.
_PROCESS = re.compile(
    r"(?:(?:的|并|进行|早日|陆续|尽早|尽快|加快|全面|开工|投入|争取|(?<=[^新])新建及)*"
    r"(?:建设|施工|开工|竣工|投产|扩容升级改造|升级改造|改造提升|提升改造|扩容提标|扩容|提标改造|拓宽改造|改造|改扩建"
    r"|扩建|拓宽|绿化美化|生态环境治理|环境治理|综合治理|治理|开园|通车|运营|投入使用|使用|落地|启用|启动|建成|开放|投用|完工|动工|迁建|达效|(?:标准化|信息化|规范化)建设"
    r"|(?:前期|后续)(?:手续|工作)|(?:施工|建设)?(?:进[度程]|步伐)|(?:建设|实施)?方案|(?:建设|施工)任务)"
    r"|争[列创].+|惠民工作|工作)$"
)
# After 等: what the works listed before it are.
_OF_KIND = re.compile(
    r"(?P<kind>(?!各类|各项)[^，、]{0,9}?(?:项目|工程|道路交叉口|交叉口|道路|设施|学校|场馆|桥梁|河道|公园|园区|系列[^，、]{0,4}活动))"
)
_PLAIN_KIND = re.compile("^(?:省|市|县|重点|在建|续建|新建|道路|河道)+")
_CARE = re.compile("治理|整治|清淤")
_ANY_NAME = re.compile("项目|工程")  # What such a list holds are names, whatever they end in.
USING = re.compile("发挥|依托")
# What is done to something: 对…进行拓宽改造.
_DONE_TO = re.compile("对(?P<place>[^，]+?)(?:进行|实施|开展)(?P<done>.+)")
# What is to be done by a day: 县档案馆力争10月1日建成, 污水处理厂二期工程年内开工.
_DUE = re.compile(
    "(?P<names>[^，]+?)(?:(?:力争在?|争取|确保|计划|预计)?"
    "(?:[0-9]{4}年)?(?:年[内底]|[0-9]{1,2}月|[上下]半年|早日)[^，]{0,6}?)"
    "(?P<done>(?:开工|动工|竣工|建成|投产|通车|开放|投入使用|投用|完工|建设|并)+)"
)
_INVESTORS = re.compile("落地|投产|入驻|签约|引进")  # A plant or project that a firm brings.
_EXAMPLES = re.compile("以(?P<names>[^，]+?)等?为代表的")
_MAINLY = re.compile(
    "(?:主要(?:原因)?(?:为|用于|包括|是|由于)[：:]?|如[：:])(?:新增|增加|实施|待支付)?(?P<names>[^。；，]+)"
)
# What is no name: a sort of thing, a count, a sentence.
_NO_NAME = re.compile(
    "^(?:重点|全区|全市|全县|大型|老旧小区$|主动|服从|融入|与|对)|[的是，。等]|进行|顶层"
    "|^(?:建设|道路|公共|基础|市政)?(?:项目|工程|设施|道路|公园|学校|中心|平台|基地)$"
    "|[0-9](?:亿|万)?元|^.?(?:[0-9.]+|[一二两三四五六七八九十]+)项"
    "|^.{0,4}(?:[0-9.]+|[一二两三四五六七八九十]+)(?:个|座|条|处|所|栋|家|公里|件)"
    "|^(?:学校|校舍|道路|设施|设备|房屋)维修"
)
_SORTS = re.compile(
    "一批|一些|各[类级项]|更多|多[个座处]|[^，]{0,6}[两三四五六七八九十0-9][个座条处所栋家项]"
)
_JOINTS = re.compile("、|以及|和|及(?!幼儿园)|，")
_FEW = 3  # As 服务站 and 幼儿园: no name without what stands before.


class Work(NamedTuple):
    """A work as one clause names it: its name, its place in the text, and what is said of it."""

    name: str
    start: int
    end: int
    said: str
    by: str


def works(records: Mapping[str, Sequence[Record]]) -> Iterator[Record]:
    """Yield the works that the objectives, the overview and the reasons for changes name.

    Args:
        records: As `Disclosure.records` holds them.
    """
    narrative = records.get("narrative", ())
    promising = {row["paragraph"] for row in objectives(narrative)}
    stating = {
        row["source_line"] for name in ("totals", "changes") for row in records.get(name, ())
    }
    number = 0
    for row in narrative:
        found: list[Work] = []
        if row["paragraph"] in promising:
            found = in_objectives(row["text"], row["fiscal_year"])
        elif row["source_line"] in stating and row["kind"] == "paragraph":
            found = in_overview(row["text"])
        for work in found:
            number += 1
            yield {
                "fiscal_year": row["fiscal_year"],
                "body": row["body"],
                "work": number,
                "paragraph": row["paragraph"],
                "name": work.name,
                "kind": kind_of(work.name),
                "said": work.said,
                "by": work.by,
                "raw": row["text"][work.start : work.end],
                "start": work.start,
                "end": work.end,
                "source_line": row["source_line"],
            }


def kind_of(name: str) -> str:
    """Return the kind of a work by the end of its name."""
    return kind_of_end(name) or ("programme" if name.startswith("“") else "project")


def in_objectives(text: str, fiscal_year: int) -> list[Work]:
    """Return the works that a paragraph of objectives names, in the order of the text."""
    found: list[Work] = []
    last: list[Work] = []  # Of the clause before.
    for said in governed(text, fiscal_year):
        own = _examples(said) or _listed(said)
        if not own and last and _only_finishes(said):
            own = [work._replace(said=FINISH, end=said.clauses[-1].end) for work in last]
            del found[-len(last) :]
        last = own
        found += own
    return found


def _only_finishes(said: Said) -> bool:
    """Tell whether a clause only says that what was named before it is finished."""
    clause = said.clauses[0]
    behind = clause.text[said.opening.end :].strip()
    return not (behind or clause.opens) and bool(_SAID[0][1].search(clause.text))


def in_overview(text: str) -> list[Work]:
    """Return the works that a paragraph of the overview names as what money is mainly for."""
    found = []
    for match in _MAINLY.finditer(text):
        names = match["names"].partition("等")[0]
        found += [
            Work(name, match.start(), match.end(), FUND, SELF)
            for name, _ in _items(names)
            if _is_work(name)
        ]
    return found


def _examples(said: Said) -> list[Work]:
    """Return the works named as examples: 以A、B为代表的…."""
    found = []
    for clause in said.clauses:
        for match in _EXAMPLES.finditer(clause.text):
            names = [name for name, _ in _items(match["names"])]
            found += [
                Work(name, clause.start, clause.end, ADVANCE, EXAMPLE)
                for name in names
                if len(name) >= _FEW
            ]
    return found


def _listed(said: Said) -> list[Work]:
    """Return the works that a verb governs, or what stands between 对 and 进行."""
    first, last, verbs = said.clauses[0], said.clauses[-1], said.opening.verbs
    whole = first.text[said.opening.end :] + "".join("，" + one.text for one in said.clauses[1:])
    if done := _DONE_TO.fullmatch(whole):
        whole = done["place"] + (done["done"] if "等" not in done["place"] else "等" + done["done"])
    elif not verbs and (due := _DUE.fullmatch(first.text)):
        whole = due["names"] + due["done"]
    elif not verbs or CLASS[verbs[0]] == KEEP:
        return []
    if said.opening.framed or _SORTS.match(whole) or not _MAY_NAME.search(whole):
        return []
    names, kind, rest = _split(whole)
    items = _with_shared_process(list(_items(names)))
    done_to_all = _done_to_all(rest)
    if not kind and USING.fullmatch(verbs[0] if verbs else ""):
        return []  # What is used in general is no work: 发挥人力资源市场的作用.
    words = "".join(verbs) + rest + (done["done"] if done else "")
    by = OTHERS if URGING.search(words) or _INVESTORS.search(words) else SELF
    return [
        Work(_whole(name, process, done_to_all), first.start, last.end, _said(words + process), by)
        for name, process in items
        if _is_named(name + "交叉口" * kind.endswith("交叉口"), kind)
    ]


def _with_shared_process(items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give each item without a process that of the item behind it: 档案馆、文化馆建成."""
    shared, behind = [], ""
    for name, process in reversed(items):
        behind = process or behind
        shared.append((name, behind))
    return shared[::-1]


def _done_to_all(listed: str) -> str:
    """Return what is done to all of a list, by what stands behind 等: 两侧绿化美化工程, 交叉口."""
    if "交叉口" in listed:
        return "交叉口"
    own = _PLAIN_KIND.sub("", listed)
    return own * bool(re.search("..工程$", own))


def _whole(name: str, process: str, done_to_all: str) -> str:
    """Return the name of a work with what is done to all of its list, if that is not said.

    A river is named for what is done to it.
    """
    if kind_of_end(name) == "river" and _CARE.search(process):
        return name + process
    return name + done_to_all * (done_to_all[:2] not in name)


def _split(text: str) -> tuple[str, str, str]:
    """Return the list of a clause, what it is a list of, and what is said behind it."""
    for match in re.finditer("等", text):
        if kind := _OF_KIND.match(text, match.end()):
            return text[: match.start()], kind["kind"], text[match.end() :]
    return text, "", ""


def _items(names: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a list, each with the process that stands behind it.

    A joint divides only where a work ends before it: 质量监督与检验中心 is one name.
    """
    begin = 0
    for joint in (*_JOINTS.finditer(names), None):
        end = joint.start() if joint else len(names)
        if (
            joint
            and joint[0] not in "、，"
            and not _joins_two(names[begin:end], names[joint.end() :])
        ):
            continue
        yield _name(names[begin:end].strip())
        begin = joint.end() if joint else end


def _name(words: str) -> tuple[str, str]:
    """Return the name of a work and the process behind it: 燕郊公园, 升级改造."""
    name = _unquoted(words)
    while process := _PROCESS.search(name):
        shorter = name[: process.start()]
        if not shorter or (kind_of_end(name) and not kind_of_end(shorter)):
            break
        name = _unquoted(shorter)
    return name.removesuffix("新建") or name, words[len(name) :]


def _unquoted(name: str) -> str:
    """Return a name without what sums a list up: 图书馆“三馆”."""
    bare = re.sub("“[^”]*”$", "", name)
    return bare if kind_of_end(bare) else name


def _joins_two(left: str, right: str) -> bool:
    """Tell whether two works are joined, and not two words of one name, or a work and its like."""
    name = _name(left)[0]
    other = re.split("[、，等]", right)[0]
    alike = len(other) <= _FEW + 2 and other[:2] in name
    return bool(kind_of_end(name)) and len(other) > 1 and not alike


@lru_cache(maxsize=4096)
def kind_of_end(name: str) -> str:
    """Return the kind of work that a name ends as, or nothing."""
    return next((kind for kind, ends in _ENDS if ends.search(name)), "")


def _is_work(name: str) -> bool:
    return len(name) >= _FEW and bool(kind_of_end(name)) and not _NO_NAME.search(name)


def _is_named(name: str, kind: str) -> bool:
    """Tell whether an item of a list is a work: by its end, or by what the list is of."""
    if kind.endswith("活动"):
        return bool(re.fullmatch("“[^”]+”", name))
    if _ANY_NAME.search(kind):
        return len(name) >= _FEW and not _NO_NAME.search(name)
    return _is_work(name)


def _said(words: str) -> str:
    return next((said for said, pattern in _SAID if pattern.search(words)), ADVANCE)
