"""Paragraphs in the wording of departments' disclosures of 2018 to 2023, with what each states.

All are made up. Beside each stands what a person reads in it: amounts, changes (amount, percentage,
the year before's figure as named, reason) and the clauses that belong to no figure.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Change(NamedTuple):
    """A change as a person reads it; None for what the paragraph does not say."""

    amount: str | None = None
    growth: str | None = None
    previous: str | None = None
    reason: str | None = None


class Paragraph(NamedTuple):
    """A paragraph of a section, and what it states."""

    section: str
    text: str
    amounts: dict[str, str]
    changes: Mapping[str, Change] = MappingProxyType({})
    unread: tuple[str, ...] = ()


_REVENUE = {
    "income": "1534.62",
    "general_public_budget": "1500.62",
    "government_funds": "30",
    "state_capital": "0",
    "special_accounts": "4",
    "other_income": "0",
}
PARAGRAPHS = (
    # Revenue.
    Paragraph(
        "overview",
        "反映本部门当年全部收入。2020年预算收入1534.62万元，其中：一般公共预算拨款收入1500.62万元，"
        "基金预算拨款收入30万元，国有资本经营预算拨款收入0万元，财政专户核拨收入4万元，"
        "其他来源收入0万元。",
        _REVENUE,
    ),
    Paragraph(
        "overview",
        "2022年收入预算1534.62万元，其中：一般公共预算拨款1500.62万元，政府性基金预算拨款30万元，"
        "国有资本经营预算拨款0万元，财政专户管理资金4万元，单位资金0万元。",
        {
            "income": "1534.62",
            "general_public_budget": "1500.62",
            "government_funds": "30",
            "state_capital": "0",
            "special_accounts": "4",
            "unit_funds": "0",
        },
    ),
    Paragraph(
        "overview",
        "2023年我单位收入总计96.4万元，其中财政拨款收入90万元（一般公共预算财政拨款收入80万元、"
        "政府性基金预算财政拨款收入10万元），单位资金6.4万元（事业收入5万元、其他收入1.4万元）。",
        {
            "income": "96.4",
            "fiscal_appropriation": "90",
            "general_public_budget": "80",
            "government_funds": "10",
            "unit_funds": "6.4",
            "service_income": "5",
            "other_income": "1.4",
        },
    ),
    Paragraph(
        "overview",
        "收入总计120万元，其中：本年收入合计100万元，上年结转结余20万元。",
        {"income": "120", "carried_over": "20"},
        unread=("本年收入合计100万元",),
    ),
    Paragraph(
        "overview",
        "2021年收入预算1.25亿元，其中一般公共预算收入12,000万元、政府性基金收入500.00万元；专项债券收入0元。",
        {"income": "12500", "general_public_budget": "12000", "government_funds": "500.00"},
        unread=("专项债券收入0元",),
    ),
    Paragraph(
        "overview",
        "２０２１年预算收入１，２３４．５万元，全部为一般公共预算拨款收入。",
        {"income": "1234.5"},
    ),
    Paragraph(
        "overview",
        "2021年度收入预算为100万元，其中财政拨款收入95万元，事业收入5万元；"
        "2020年度收入预算为90万元，增加10万元。",
        {"income": "100", "fiscal_appropriation": "95", "service_income": "5"},
        {"income": Change("10", previous="90")},
    ),
    # Expenditure.
    Paragraph(
        "overview",
        "2020年支出预算1534.62万元，其中基本支出1000.62万元，包括人员经费900万元和日常公用经费"
        "100.62万元；项目支出534万元，主要为道路维修项目300万元、绿化项目234万元。",
        {
            "expenditure": "1534.62",
            "basic": "1000.62",
            "personnel": "900",
            "operating": "100.62",
            "project": "534",
        },
        unread=("主要为道路维修项目300万元", "绿化项目234万元"),
    ),
    Paragraph(
        "overview",
        "预算支出100万元，按资金来源分：一般公共预算80万元、政府性基金20万元；其中：基本支出60万元"
        "（人员支出50万元、公用支出10万元），项目支出40万元。",
        {
            "expenditure": "100",
            "basic": "60",
            "personnel": "50",
            "operating": "10",
            "project": "40",
        },
        unread=("一般公共预算80万元", "政府性基金20万元"),
    ),
    Paragraph(
        "overview",
        "项目支出40万元，其中一般公共预算项目支出30万元，政府性基金安排的项目支出10万元。",
        {"project": "40"},
        unread=("其中一般公共预算项目支出30万元", "政府性基金安排的项目支出10万元"),
    ),
    Paragraph(
        "overview",
        "局机关基本支出30万元，下属单位基本支出20万元。基本支出合计50万元。",
        {"basic": "50"},
        unread=("局机关基本支出30万元", "下属单位基本支出20万元"),
    ),
    Paragraph(
        "overview",
        "支出预算安排约100万元，项目支出不超过40万元，基本支出60万元左右，人员经费50-55万元。",
        {},
        unread=(
            "支出预算安排约100万元",
            "项目支出不超过40万元",
            "基本支出60万元左右",
            "人员经费50-55万元",
        ),
    ),
    Paragraph(
        "overview",
        "支出预算100万元，其中一般公共预算80万元（基本支出60万元、项目支出20万元）、"
        "政府性基金预算20万元（项目支出20万元）。",
        {"expenditure": "100"},
        unread=(
            "其中一般公共预算80万元",
            "基本支出60万元",
            "项目支出20万元",
            "政府性基金预算20万元",
            "项目支出20万元",
        ),
    ),
    Paragraph(
        "overview",
        "一般公共预算财政拨款收入80万元，一般公共预算财政拨款支出80万元，其中：基本支出60万元。",
        {"general_public_budget": "80"},
        unread=("一般公共预算财政拨款支出80万元", "基本支出60万元"),
    ),
    # Changes of revenue and expenditure.
    Paragraph(
        "overview",
        "2020年预算收支安排100万元，较2019年预算增加10万元，其中：基本支出增加6万元，"
        "主要为人员工资调标；项目支出增加4万元，主要为新增信息化项目4万元。",
        {"income_and_expenditure": "100"},
        {
            "income_and_expenditure": Change("10"),
            "basic": Change("6", reason="人员工资调标"),
            "project": Change("4", reason="新增信息化项目4万元"),
        },
    ),
    Paragraph(
        "overview",
        "2021年预算收支安排100万元，较2020年预算120万元减少20万元，下降16.67%，其中：基本支出减少"
        "5万元，主要原因是人员退休3人；项目支出减少15万元，主要原因：一是压减一般性支出；"
        "二是部分项目完工。三是机构改革划转。",
        {"income_and_expenditure": "100"},
        {
            "income_and_expenditure": Change("-20", "-0.1667", "120"),
            "basic": Change("-5", reason="人员退休3人"),
            "project": Change(
                "-15", reason="一是压减一般性支出；二是部分项目完工。三是机构改革划转"
            ),
        },
    ),
    Paragraph(
        "overview",
        "2021年预算收支安排100万元，较2020年增加10万元，增加原因主要是项目支出增加15万元，"
        "基本支出减少5万元。",
        {"income_and_expenditure": "100"},
        {"income_and_expenditure": Change("10", reason="项目支出增加15万元，基本支出减少5万元")},
    ),
    Paragraph(
        "overview",
        "基本支出60万元，比上年多5万元，人员增加所致；项目支出40万元，同比减少5万元，减少11.1%，"
        "项目完工导致。",
        {"basic": "60", "project": "40"},
        {
            "basic": Change("5", reason="人员增加所致"),
            "project": Change("-5", "-0.111", reason="项目完工导致"),
        },
    ),
    Paragraph(
        "overview",
        "由于人员调资，基本支出较上年增加5万元；因项目减少，项目支出较上年减少3万元。"
        "基本支出60万元，项目支出40万元。",
        {"basic": "60", "project": "40"},
        {
            "basic": Change("5", reason="人员调资"),
            "project": Change("-3", reason="项目减少"),
        },
    ),
    Paragraph(
        "overview",
        "项目支出40万元。主要为：道路建设项目30万元，绿化项目10万元。比上年增加5万元。",
        {"project": "40"},
        {"project": Change("5")},
        ("道路建设项目30万元", "绿化项目10万元"),
    ),
    Paragraph(
        "overview",
        "基本支出60万元，较上年预算增加5万元，较上年决算增长3%。",
        {"basic": "60"},
        {"basic": Change("5")},
        ("较上年决算增长3%",),
    ),
    # Agency operating costs.
    Paragraph(
        "agency_operating",
        "机关运行经费共计安排93.11万元，其中：办公费29.9万元、印刷费3万元、水电费60.21万元。",
        {"agency_operating": "93.11"},
        unread=("办公费29.9万元", "印刷费3万元", "水电费60.21万元"),
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费合计100.5万元（办公费30万元、邮电费10.5万元、差旅费60万元），较上年增加0.5万元。",
        {"agency_operating": "100.5"},
        {"agency_operating": Change("0.5")},
        ("办公费30万元", "邮电费10.5万元", "差旅费60万元"),
    ),
    Paragraph(
        "agency_operating",
        "2022年机关运行经费预算93.11万元。较2021年预算98.71万元减少5.6万元，下降5.67%。"
        "主要是厉行节约，压减办公经费2万元、差旅费3.6万元。",
        {"agency_operating": "93.11"},
        {
            "agency_operating": Change(
                "-5.6", "-0.0567", "98.71", "厉行节约，压减办公经费2万元、差旅费3.6万元"
            )
        },
    ),
    Paragraph(
        "agency_operating",
        "本部门2020年机关运行经费预算为93.11万元，2019年预算为98.71万元，减少5.6万元，"
        "减少的原因是人员减少。",
        {"agency_operating": "93.11"},
        {"agency_operating": Change("-5.6", previous="98.71", reason="人员减少")},
    ),
    Paragraph(
        "agency_operating",
        "我单位机关运行经费2019年预算安排10万元、2020年预算安排12万元，增加2万元，增长20%，"
        "主要原因是人员增加2人，人均定额提高。",
        {"agency_operating": "12"},
        {"agency_operating": Change("2", "0.20", "10", "人员增加2人，人均定额提高")},
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费上年预算为3万元，本年2万元，减少1万元，下降33.33%。",
        {"agency_operating": "2"},
        {"agency_operating": Change("-1", "-0.3333", "3")},
    ),
    Paragraph(
        "agency_operating",
        "2021年机关运行经费安排10万元，主要用于办公费5万元、差旅费5万元。较2020年增加1万元，"
        "主要原因为取暖费增加1万元。",
        {"agency_operating": "10"},
        {"agency_operating": Change("1", reason="取暖费增加1万元")},
        ("主要用于办公费5万元", "差旅费5万元"),
    ),
    Paragraph(
        "agency_operating",
        "2023年运行经费财政拨款预算人民币10 万 元，较2022年预算减少1千元。",
        {"agency_operating": "10"},
        {"agency_operating": Change("-0.1")},
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费为0，与上年持平，我单位为事业单位。",
        {"agency_operating": "0"},
        {"agency_operating": Change("0")},
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费4.5万元，其中：办公费2万元、水电费2.5万元，比2019年减少0.5万元。",
        {"agency_operating": "4.5"},
        unread=("办公费2万元", "水电费2.5万元", "比2019年减少0.5万元"),
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费安排１００．５万元，较上年预算的９９万元增加１．５万元。",
        {"agency_operating": "100.5"},
        {"agency_operating": Change("1.5", previous="99")},
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费较上年预算数10.2万元增加2.1万元，为12.3万元，究其原因，人员增加。",
        {"agency_operating": "12.3"},
        {"agency_operating": Change("2.1", previous="10.2")},
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费由2019年的10.2万元增加至2020年的12.3万元，增长20.59%，这是由于人员增加。",
        {"agency_operating": "12.3"},
        {"agency_operating": Change(growth="0.2059", previous="10.2", reason="人员增加")},
    ),
    Paragraph(
        "agency_operating",
        "2020年机关运行经费12.3万元，较2018年10.2万元增加2.1万元。",
        {"agency_operating": "12.3"},
        {"agency_operating": Change("2.1")},
        ("较2018年10.2万元增加2.1万元",),
    ),
    Paragraph(
        "agency_operating",
        "机关运行经费12.3万元，比去年的10.2万元多2.1万元，增长的原因主要有：一是新增人员3名；"
        "二是取暖费增加1万元；三是物价上涨。主要用于办公费等日常支出。",
        {"agency_operating": "12.3"},
        {
            "agency_operating": Change(
                "2.1",
                previous="10.2",
                reason="一是新增人员3名；二是取暖费增加1万元；三是物价上涨",
            )
        },
    ),
    # The three public expenses.
    Paragraph(
        "three_public",
        "公务用车运行维护费3万元，公务用车保有量2辆，与上年持平。公务接待费1万元，接待20批次，"
        "较上年下降10%。会议费1万元，无变化。",
        {"vehicle_running": "3", "official_hospitality": "1", "meetings": "1"},
        {"meetings": Change("0")},
        ("与上年持平", "较上年下降10%"),
    ),
    Paragraph(
        "three_public",
        "2020年我单位“三公”经费财政拨款预算安排3.5万元，较2019年年初预算减少0.5万元，下降12.5%，"
        "具体情况如下：（一）因公出国（境）费0万元，较2019年持平；（二）公务用车购置及运行维护费3万元，"
        "其中：公务用车购置费0万元，较2019年持平；公务用车运行维护费3万元，较2019年减少0.5万元，"
        "主要原因是车辆减少；（三）公务接待费0.5万元，较2019年持平。",
        {
            "three_public": "3.5",
            "overseas_trips": "0",
            "vehicles": "3",
            "vehicle_purchase": "0",
            "vehicle_running": "3",
            "official_hospitality": "0.5",
        },
        {
            "three_public": Change("-0.5", "-0.125"),
            "overseas_trips": Change("0"),
            "vehicle_purchase": Change("0"),
            "vehicle_running": Change("-0.5", reason="车辆减少"),
            "official_hospitality": Change("0"),
        },
    ),
    Paragraph(
        "three_public",
        "2019年，“三公”经费安排3万元。其中因公出国（境）费与上年持平，持平原因是未安排；"
        "因公出国（境）费0万元，公务接待费3万元。",
        {"three_public": "3", "overseas_trips": "0", "official_hospitality": "3"},
        {"overseas_trips": Change("0", reason="未安排")},
    ),
    Paragraph(
        "three_public",
        "2021年，我部门“三公”经费预算安排5万元，较上年减少1万元，主要原因是公务用车运行维护费减少"
        "0.5万元，公务接待费减少0.5万元。其中：因公出国（境）费0万元，与上年持平；"
        "公务用车运行维护费3万元，较上年减少0.5万元；公务接待费2万元，较上年减少0.5万元。",
        {
            "three_public": "5",
            "overseas_trips": "0",
            "vehicle_running": "3",
            "official_hospitality": "2",
        },
        {
            "three_public": Change(
                "-1", reason="公务用车运行维护费减少0.5万元，公务接待费减少0.5万元"
            ),
            "overseas_trips": Change("0"),
            "vehicle_running": Change("-0.5"),
            "official_hospitality": Change("-0.5"),
        },
    ),
    Paragraph(
        "three_public",
        "1、因公出国（境）费用支出0万元，与2019年预算数相同，原因是我单位无因公出国（境）任务。"
        "2、公务接待费支出0.5万元，比2019年预算数0.8万元减少0.3万元，主要是落实中央八项规定精神，"
        "厉行节约。",
        {"overseas_trips": "0", "official_hospitality": "0.5"},
        {
            "overseas_trips": Change("0", reason="我单位无因公出国（境）任务"),
            "official_hospitality": Change(
                "-0.3", previous="0.8", reason="落实中央八项规定精神，厉行节约"
            ),
        },
    ),
    Paragraph(
        "three_public",
        "公务用车购置经费0万元，公务用车购置费和运行维护费3万元，公务用车运行维护费用3万元，"
        "均与上年持平，主要原因是厉行节约。",
        {"vehicle_purchase": "0", "vehicles": "3", "vehicle_running": "3"},
        {
            "vehicle_purchase": Change("0", reason="厉行节约"),
            "vehicles": Change("0", reason="厉行节约"),
            "vehicle_running": Change("0", reason="厉行节约"),
        },
    ),
    Paragraph(
        "three_public",
        "公务接待1万元，接待20批次200人，较上年减少0.2万元，因严格执行八项规定；会议费2万元，与上年一致；"
        "培训费1万元，同比增加0.5万元，增长100%，系培训人数增加所致。",
        {"official_hospitality": "1", "meetings": "2", "training": "1"},
        {
            "official_hospitality": Change("-0.2", reason="严格执行八项规定"),
            "meetings": Change("0"),
            "training": Change("0.5", "1.00", reason="培训人数增加所致"),
        },
    ),
    Paragraph(
        "three_public",
        "“三公”经费预算比上年减少1万元（其中公务接待费减少0.4万元，公务用车运行维护费减少0.6万元），"
        "主要原因是厉行节约。2021年“三公”经费预算3万元，公务接待费1万元，公务用车运行维护费2万元。",
        {"three_public": "3", "official_hospitality": "1", "vehicle_running": "2"},
        {
            "three_public": Change("-1", reason="厉行节约"),
            "official_hospitality": Change("-0.4"),
            "vehicle_running": Change("-0.6"),
        },
    ),
    Paragraph(
        "three_public",
        "2021年公务接待费由2020年的3万元减少到2万元，减少1万元，降幅33.3%，系严格执行规定所致。",
        {"official_hospitality": "2"},
        {"official_hospitality": Change("-1", "-0.333", "3", "严格执行规定所致")},
    ),
    Paragraph(
        "three_public",
        "公务接待费从上年的3万元降至2万元。",
        {"official_hospitality": "2"},
        {"official_hospitality": Change(previous="3")},
    ),
    Paragraph(
        "three_public",
        "公务接待费由3万元降至2万元。",
        {},
        unread=("公务接待费由3万元降至2万元",),
    ),
    Paragraph(
        "three_public",
        "2021年公务接待费预算2万元，2020年公务接待费预算3万元，减少1万元，原因为疫情影响接待减少。",
        {"official_hospitality": "2"},
        {"official_hospitality": Change("-1", previous="3", reason="疫情影响接待减少")},
    ),
    Paragraph(
        "three_public",
        "2020年“三公”经费预算6万元，其中公务接待费2万元，公务用车运行费4万元。"
        "2021年“三公”经费预算5万元，其中公务接待费1万元，公务用车运行费4万元。",
        {"three_public": "5", "official_hospitality": "1", "vehicle_running": "4"},
        {
            "three_public": Change(previous="6"),
            "official_hospitality": Change(previous="2"),
            "vehicle_running": Change(previous="4"),
        },
    ),
    Paragraph(
        "three_public",
        "公务接待费2万元，与2020年预算3万元相比减少1万元，减少33.33%；公务用车运行维护费 3 万 元，"
        "与2020年预算相比，无增减变化，原因：车辆编制无变化；因公出国（境）经费0.00万元，"
        "较上年增加0.00万元，增长0.00%。",
        {"official_hospitality": "2", "vehicle_running": "3", "overseas_trips": "0.00"},
        {
            "official_hospitality": Change("-1", "-0.3333", "3"),
            "vehicle_running": Change("0", reason="车辆编制无变化"),
            "overseas_trips": Change("0.00", "0.0000"),
        },
    ),
    Paragraph(
        "three_public",
        "“三公经费”2022年预算安排12.6万元，比2021年减少0.4万元，降低3.08%。"
        "减少的主要原因：公务接待费减少。",
        {"three_public": "12.6"},
        {"three_public": Change("-0.4", "-0.0308", reason="公务接待费减少")},
    ),
    Paragraph(
        "three_public",
        "与2020年相比，因公出国（境）费无增减变化；公务用车购置及运维费减少2万元，其中公务用车购置费"
        "无变化，公务用车运行费减少2万元，减少原因：公车改革后，车辆减少；公务接待费减少1万元，"
        "减少原因：严格控制接待标准。",
        {},
        {
            "overseas_trips": Change("0"),
            "vehicles": Change("-2"),
            "vehicle_purchase": Change("0"),
            "vehicle_running": Change("-2", reason="公车改革后，车辆减少"),
            "official_hospitality": Change("-1", reason="严格控制接待标准"),
        },
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，比上年减少0.2万元，主要原因是：1.严格执行八项规定；2.压减接待批次。"
        "公务用车运行费2万元，与上年持平，无变化原因。",
        {"official_hospitality": "1", "vehicle_running": "2"},
        {
            "official_hospitality": Change("-0.2", reason="1.严格执行八项规定；2.压减接待批次"),
            "vehicle_running": Change("0"),
        },
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，比上年减少0.2万元，原因主要有以下两点：（1）严格执行八项规定；"
        "（2）压减接待批次；公务用车运行费2万元，与上年持平。",
        {"official_hospitality": "1", "vehicle_running": "2"},
        {
            "official_hospitality": Change(
                "-0.2", reason="（1）严格执行八项规定；（2）压减接待批次"
            ),
            "vehicle_running": Change("0"),
        },
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，比上年减少0.2万元，主要原因是厉行节约；另一方面接待任务减少。"
        "公务用车运行费2万元，与上年持平。",
        {"official_hospitality": "1", "vehicle_running": "2"},
        {
            "official_hospitality": Change("-0.2", reason="厉行节约；另一方面接待任务减少"),
            "vehicle_running": Change("0"),
        },
    ),
    Paragraph(
        "three_public",
        "一是因公出国（境）费0万元，与上年持平，主要原因是无出国任务；二是公务用车购置及运行费2万元，"
        "与上年持平；三是公务接待费1万元，较上年减少1万元，原因仍是厉行节约。",
        {"overseas_trips": "0", "vehicles": "2", "official_hospitality": "1"},
        {
            "overseas_trips": Change("0", reason="无出国任务"),
            "vehicles": Change("0"),
            "official_hospitality": Change("-1", reason="厉行节约"),
        },
    ),
    Paragraph(
        "three_public",
        "2021年“三公”经费预算5万元，上年预算为6万元，减少1万元；其中公务接待费1万元，上年1万元，持平。",
        {"three_public": "5", "official_hospitality": "1"},
        {
            "three_public": Change("-1", previous="6"),
            "official_hospitality": Change("0", previous="1"),
        },
    ),
    Paragraph(
        "three_public",
        "2021年公务接待费0.5万元（2020年0.8万元），减少0.3万元，降幅37.5%，接待批次减少所致。",
        {"official_hospitality": "0.5"},
        {"official_hospitality": Change("-0.3", "-0.375", "0.8", "接待批次减少所致")},
    ),
    Paragraph(
        "three_public",
        "公务接待费较上年预算0.8万元下降37.5%。公务接待费0.5万元。",
        {"official_hospitality": "0.5"},
        {"official_hospitality": Change(growth="-0.375", previous="0.8")},
    ),
    Paragraph(
        "three_public",
        "为贯彻落实2020年全国会议精神，公务接待费压减至0.5万元，较上年减少0.3万元。",
        {"official_hospitality": "0.5"},
        {"official_hospitality": Change("-0.3")},
    ),
    Paragraph(
        "three_public",
        "公务用车购置费0辆0万元，公务用车运行维护费3万元，保有量2辆，每辆平均运行维护费1.5万元。",
        {"vehicle_purchase": "0", "vehicle_running": "3"},
        unread=("每辆平均运行维护费1.5万元",),
    ),
    Paragraph(
        "three_public",
        "公车购置及运行维护费3万元，其中：购置费0万元；运行维护费3万元。国内接待费0.5万元，"
        "外事接待费0万元。",
        {"vehicles": "3", "vehicle_purchase": "0", "vehicle_running": "3"},
        unread=("国内接待费0.5万元", "外事接待费0万元"),
    ),
    Paragraph(
        "three_public",
        "公务接待费增加0万元，主要原因是与上年持平。公务接待费1万元。",
        {"official_hospitality": "1"},
        {"official_hospitality": Change("0", reason="与上年持平")},
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，主要原因是压减开支，较上年减少1万元。公务用车运行费2万元，比上年多1万元，"
        "主要受油价上涨影响。",
        {"official_hospitality": "1", "vehicle_running": "2"},
        {
            "official_hospitality": Change("-1", reason="压减开支"),
            "vehicle_running": Change("1", reason="受油价上涨影响"),
        },
    ),
    Paragraph(
        "three_public",
        "公务接待费，2021年预算1万元，2020年预算2万元，减少1万元。",
        {"official_hospitality": "1"},
        {"official_hospitality": Change("-1", previous="2")},
    ),
    Paragraph(
        "three_public",
        "公务用车运行维护费2万元，较2020年增加0.5万元（原因：油价上涨；车辆老旧），公务接待费1万元，"
        "较2020年减少0.5万元（因疫情影响）。",
        {"vehicle_running": "2", "official_hospitality": "1"},
        {
            "vehicle_running": Change("0.5", reason="油价上涨；车辆老旧"),
            "official_hospitality": Change("-0.5", reason="疫情影响"),
        },
    ),
    Paragraph(
        "three_public",
        "「三公」经费支出3万元，公务接待费预算数较上年增加金额为1万元，增幅为50%，增减变化的原因："
        "招商任务增加。公务接待费3万元。",
        {"three_public": "3", "official_hospitality": "3"},
        {"official_hospitality": Change("1", "0.50", reason="招商任务增加")},
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，较上年减少1万元，主要原因是甲；主要原因是乙。",
        {"official_hospitality": "1"},
        {"official_hospitality": Change("-1", reason="甲；主要原因是乙")},
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，公务用车运行费2万元，主要原因是厉行节约。因公出国费0万元，与上年持平。",
        {"official_hospitality": "1", "vehicle_running": "2", "overseas_trips": "0"},
        {"overseas_trips": Change("0")},
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，较上年减少1万元，公务用车运行费2万元，主要原因是厉行节约。",
        {"official_hospitality": "1", "vehicle_running": "2"},
        {"official_hospitality": Change("-1")},
    ),
    Paragraph(
        "three_public",
        "公务接待费1万元，较上年减少1万元，增加的原因是任务增多。",
        {"official_hospitality": "1"},
        {"official_hospitality": Change("-1")},
    ),
    # Procurement and assets.
    Paragraph(
        "procurement",
        "2021年，我部门安排政府采购预算1,234.5万元，其中政府采购货物预算1000万元、"
        "政府采购工程预算200万元、政府采购服务预算34.5万元。",
        {"procurement": "1234.5"},
        unread=(
            "其中政府采购货物预算1000万元",
            "政府采购工程预算200万元",
            "政府采购服务预算34.5万元",
        ),
    ),
    Paragraph("procurement", "本年度政府采购项目资金总额为56000元。", {"procurement": "5.6000"}),
    Paragraph(
        "assets",
        "截至2020年12月31日，固定资产总额100万元，其中房屋50万元、车辆30万元。2021年拟购置固定资产5万元。",
        {"fixed_assets": "100", "asset_purchases": "5"},
        unread=("其中房屋50万元", "车辆30万元"),
    ),
)
