"""Disclosures of two years: the real and the small document edited, and built in a folder."""

import pytest

from yanjiao_budget.store.build import build
from yanjiao_budget.store.folders import FOLDER_SETTING

NUMERALS = "一二三四五六七八九"
SMALL_BODY = "示例县示范局"


def edited(text, changes):
    """Return a text with each of several strings, found exactly once, put as another."""
    for before, after in changes.items():
        assert text.count(before) == 1, f"{before}: {text.count(before)} times"
        text = text.replace(before, after)
    return text


def shifted(text, years):
    """Return a text with every year N年 of a document, and the year before it, `years` later."""
    for year in range(2021, 2016, -1) if years > 0 else range(2017, 2022):
        text = text.replace(f"{year}年", f"{year + years}年")
    return text


def second_year(text):
    """Return the real document as a synthetic one of 2020, with names and amounts edited.

    The whole and basic expenditure are stated to have grown from what 2019 published, project
    expenditure from 10.00 less; the three public expenses keep the change that 2019 stated.
    """
    changes = {
        "2020年预算收入95531.43": "2020年预算收入95631.43",
        "一般公共预算收入 45756.38": "一般公共预算收入 45856.38",
        "2020年支出预算95531.43": "2020年支出预算95631.43",
        "其中基本支出5412.02": "其中基本支出5512.02",
        "人员经费4486.52": "人员经费4586.52",
        "2020年预算收支安排95531.43": "2020年预算收支安排95631.43",
        "增加25588.14万元": "增加100万元",
        "增加1047.99 万元": "增加100万元",
        "增加24540.15万元": "增加10万元",
        "\t四、城市市政管理\n": "\t四、城市市政设施管理\n",
        "\t十三、项目促进和招商引资\n": "\t十三、营商环境\n",
        "\t　　3、水电建设与管理\n": "\t　　3、水电建设和管理\n",
        "\t9726.01\n": "\t9826.01\n",
        "\t4847.97\n": "\t4947.97\n",
    }
    return edited(shifted(text, 1), changes)


def outlined(text, year, outline):
    """Return the small document as one of a year with other responsibilities.

    `outline` has for each responsibility its name, its budget and its activities, likewise.
    """
    first, last = text.index("\t一、合成职责甲"), text.index("\n\n\n六、政府采购")
    rows = []
    for numeral, (name, budget, activities) in zip(NUMERALS, outline, strict=False):
        rows.append([f"{numeral}、{name}", budget])
        rows += [
            [f"　　{number}、{activity}", amount]
            for number, (activity, amount) in enumerate(activities, 1)
        ]
    cells = "\n\n".join("\n".join(f"\t{cell}" for cell in [*row, *[""] * 7]) for row in rows)
    return shifted(text[:first] + cells + text[last:], year - 2021)


def promising_years(text):
    """Return the small document as one of two years, of whose promises each became something else.

    Of those of 2020 one is made again, one changed, one done, one named and two not spoken of.
    """
    promises = (
        "新建水厂2座。培训示范教师30人。新建环保厕所10座。培训示范骨干30人。打造精品大街2条、示范公园3个。",
        "新建水厂2座。培训示范教师40人。2020年，环保厕所建成12座。表扬示范骨干。招聘辅警5人。",
    )
    texts = zip((shifted(text, -1), text), promises, strict=True)
    return [edited(one, {"按计划完成。": made}) for one, made in texts]


def build_in(folder, *texts):
    """Build a data folder of some texts, the first of 2019, and return it."""
    (folder / "source").mkdir()
    for year, text in enumerate(texts, 2019):
        (folder / "source" / f"{year}.txt").write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_SETTING, str(folder))
        build()
    return folder
