"""What stands around the form: the site's lines, contents, and the tables of later years."""

from collections.abc import Sequence
from decimal import Decimal

from .figures import SOURCES, Year
from .page import Page
from .words import COUNTS, RATES, sentence, work

_TABLES = (
    *("部门预算收支总表", "部门预算收入总表", "部门预算支出总表", "部门预算财政拨款收支总表"),
    *("一般公共预算财政拨款支出表", "一般公共预算财政拨款基本支出表"),
    *("政府性基金预算财政拨款支出表", "国有资本经营预算财政拨款支出表"),
    "财政拨款“三公”经费支出表",
)


def table(
    page: Page, rows: Sequence[Sequence[str]], caption: str | None = None, unit: str | None = None
) -> None:
    """Write a table that the form has not, its captions in its first rows."""
    page.blank()
    if caption:
        page.say(caption, "caption", caption)
        page.blank()
    page.tables += 1
    for number, cells in enumerate(rows, 1):
        for column, (text, line) in enumerate(zip(cells, page.row(cells), strict=True), 1):
            row = {"table": page.tables, "row": number, "column": column, "caption": caption}
            row |= {"section": page.section, "text": text.strip() or None, "unit": unit}
            page.rows["other_tables"].append(row | {"source_line": line})


def nine_tables(page: Page, now: Year) -> None:
    """Write the tables that come first from 2021 on."""
    captions = [f"{page.code}{page.body}", f"预算年度：{page.year}", "单位：万元"]
    amounts = {item: page.cell(one)[0] for item, one in now.amounts.items()}
    for name in _TABLES:
        table(page, [captions, *_rows(page, name, amounts)], name, "万元")


def _rows(page: Page, name: str, amounts: dict[str, str]) -> list[list[str]]:
    total, basic, project = (amounts[item] for item in ("income", "basic", "project"))
    if name.endswith("收支总表"):
        shares = [["一般公共预算拨款收入", amounts[SOURCES[0]], "一般公共服务支出", total]]
        shares += [["政府性基金预算拨款收入", amounts[SOURCES[1]], "教育支出", ""]]
        last = ["收入总计", total, "支出总计", total]
        rows = [[str(number), *cells] for number, cells in enumerate([*shares, last], 1)]
        return [["序号", "项 目", "预算数", "项 目", "预算数"], ["栏次", "1", "2", "3", "4"], *rows]
    if "三公" in name:
        items = ("因公出国（境）费", "overseas_trips"), ("公务接待费", "official_hospitality")
        rows = [[str(number), zh, amounts[item]] for number, (zh, item) in enumerate(items, 1)]
        return [["序号", "项目", "合计"], *rows]
    rows = [
        [str(number), str(2010100 + number), work(page.rng), total, basic, project]
        for number in (1, 2)
    ]
    return [["序号", "科目编码", "科目名称", "合计", "基本支出", "项目支出"], *rows]


def units(page: Page) -> None:
    """Write the table of a body's units."""
    rng = page.rng
    rows = [["序号", "单位名称", "单位性质", "单位规格", "经费保障形式"]]
    for number in range(1, rng.randrange(2, 6)):
        name = f"{page.body}（本级）" if number == 1 else f"{page.body}第{number}服务所"
        kind = rng.choice(("行政", "事业", "参公事业"))
        rows.append([str(number), name, kind, rng.choice(("正科级", "股级", "")), "财政拨款"])
    table(page, rows, "部门机构设置情况")


def compared(page: Page, now: Year, before: Year) -> None:
    """Write the three public expenses of two years side by side."""
    rows = [["项目", f"{page.year - 1}年", f"{page.year}年", "增减"]]
    for item, name in (("three_public", "“三公”经费"), ("official_hospitality", "公务接待费")):
        was, now_ = before.amounts[item], now.amounts[item]
        rows.append([name, f"{was:.2f}", f"{now_:.2f}", f"{now_ - was:.2f}"])
    table(page, rows, "“三公”经费预算对比表")


def goals_of_projects(page: Page, now: Year) -> None:
    """Write the tables of performance that later years have, one for each project."""
    rng = page.rng
    heads = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    for _ in range(rng.randrange(1, 4)):
        name = f"{work(rng)}项目"
        rows = [[f"{page.code}{page.body}", "单位：万元"]]
        rows += [["项目编码", f"13{rng.randrange(10**6):06}", "项目名称", name]]
        amount = f"{now.amounts['project']:.2f}"
        rows += [["预算数", amount, "其中：财政资金", amount, "其他资金", ""]]
        rows += [["绩效目标", f"1.{sentence(rng)}"], heads]
        for _ in range(rng.randrange(1, 7)):
            named, bound = rng.choice(
                (
                    (rng.choice(COUNTS), f"≥{rng.randrange(1, 99)}次"),
                    (rng.choice(RATES), f"≥{rng.randrange(50, 100)}%"),
                )
            )
            rows.append(
                ["产出指标", rng.choice(("数量指标", "质量指标")), named, sentence(rng), bound, ""]
            )
        table(page, rows, f"{name}绩效目标表", "万元")


_PURCHASES = (
    [
        "政府采购项目来源",
        "采购物品名称",
        "政府采购目录序号",
        "数量单位",
        "数量",
        "单价",
        "政府采购金额",
    ],
    [
        *("项目名称", "预算资金", "", "", "", "", "", "合计", "一般公共预算拨款", "基金预算拨款"),
        *("国有资本经营预算拨款", "财政专户核拨", "单位资金"),
    ],
)


def purchases(page: Page) -> None:
    """Write what is bought in a table as later years have it."""
    rng = page.rng
    total = Decimal(rng.randrange(1, 9000)) / 10
    printed = page.put(total)
    line = page.say(f"{page.year}年，我部门安排政府采购预算{printed.text}。具体内容见下表。")
    page.total("procurement", printed.value, line)
    amount = f"{total:.2f}"
    sums = [amount, amount, "", "", "", ""]
    rows = [[f"{page.code}{page.body}", "单位：万元"], *_PURCHASES]
    rows += [
        ["合计", amount, "", "", "", "", "", *sums][:13],
        ["示范项目", amount, "台式机", "A02", "台", "4", f"{total / 4:.2f}", *sums],
    ]
    table(page, rows, "部门政府采购预算", "万元")


def site_above(page: Page) -> None:
    """Write the lines of a website above the text."""
    rng = page.rng
    day = f"{page.year}-0{rng.randrange(1, 4)}-{rng.randrange(10, 29)}"
    page.aside(
        rng.choice(
            (
                f"发布时间：{day} 10:30  来源：{page.body}  浏览次数：12次  字号：大 中 小",
                "您现在的位置：首页 > 政务公开 > 财政预决算 > 正文",
                f"日期：{day}",
            )
        )
    )


def site_below(page: Page) -> None:
    """Write the lines of a website below the text."""
    page.blank()
    for line in (
        f"附件：{page.body}{page.year}年部门预算公开表.xls",
        "责任编辑：样例",
        "【打印本页】 【关闭窗口】",
    ):
        page.aside(line)
