"""Thresholds: what one printed cell says, how it is written back, and what is left unread."""

import csv
import unicodedata
from decimal import Decimal
from itertools import product

import pandas as pd
import portion
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from yanjiao_budget.analysis.grading import read_thresholds
from yanjiao_budget.ladders.thresholds import (
    AT_LEAST,
    AT_MOST,
    BLANK,
    CAVEATS,
    EXACTLY,
    KINDS,
    LESS_THAN,
    MORE_THAN,
    NONE_STATED,
    QUALITATIVE,
    RANGE,
    RELATIVE,
    UNIT_SCALES,
    UNREAD,
    ZERO,
    Threshold,
    format_threshold,
    parse_threshold,
    unit_scale,
)

NUMBERED = {AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN, RANGE, EXACTLY, ZERO}

# Every distinct cell of the document: kind, interval, unit, words before, words after.
DOCUMENT = {
    "100%": (EXACTLY, "[100]", "%", "", ""),
    "95%以上": (AT_LEAST, "[95,+inf)", "%", "", ""),
    "90%以上": (AT_LEAST, "[90,+inf)", "%", "", ""),
    "85%以上": (AT_LEAST, "[85,+inf)", "%", "", ""),
    "80%以上": (AT_LEAST, "[80,+inf)", "%", "", ""),
    "70%以上": (AT_LEAST, "[70,+inf)", "%", "", ""),
    "60%以上": (AT_LEAST, "[60,+inf)", "%", "", ""),
    "51%以上": (AT_LEAST, "[51,+inf)", "%", "", ""),
    "90%": (EXACTLY, "[90]", "%", "", ""),
    "80%": (EXACTLY, "[80]", "%", "", ""),
    "70%": (EXACTLY, "[70]", "%", "", ""),
    "60%": (EXACTLY, "[60]", "%", "", ""),
    "85%以下": (AT_MOST, "(-inf,85]", "%", "", ""),
    "60%以下": (AT_MOST, "(-inf,60]", "%", "", ""),
    "≥95%": (AT_LEAST, "[95,+inf)", "%", "", ""),
    "≥90%": (AT_LEAST, "[90,+inf)", "%", "", ""),
    "≥80%": (AT_LEAST, "[80,+inf)", "%", "", ""),
    "≥75%": (AT_LEAST, "[75,+inf)", "%", "", ""),
    "≥70%": (AT_LEAST, "[70,+inf)", "%", "", ""),
    "≥10%": (AT_LEAST, "[10,+inf)", "%", "", ""),
    "≥8%": (AT_LEAST, "[8,+inf)", "%", "", ""),
    "≥5%": (AT_LEAST, "[5,+inf)", "%", "", ""),
    "<75%": (LESS_THAN, "(-inf,75)", "%", "", ""),
    "<70%": (LESS_THAN, "(-inf,70)", "%", "", ""),
    "<5%": (LESS_THAN, "(-inf,5)", "%", "", ""),
    "规范率达100%": (AT_LEAST, "[100,+inf)", "%", "规范率", ""),
    "规范率达95%以上": (AT_LEAST, "[95,+inf)", "%", "规范率", ""),
    "规范率达90%以上": (AT_LEAST, "[90,+inf)", "%", "规范率", ""),
    "规范率在90%以下": (AT_MOST, "(-inf,90]", "%", "规范率", ""),
    "落实率达100%": (AT_LEAST, "[100,+inf)", "%", "落实率", ""),
    "落实率达95%以上": (AT_LEAST, "[95,+inf)", "%", "落实率", ""),
    "落实率达90%以上": (AT_LEAST, "[90,+inf)", "%", "落实率", ""),
    "落实率在90%以下": (AT_MOST, "(-inf,90]", "%", "落实率", ""),
    "办结率达\n95%以上": (AT_LEAST, "[95,+inf)", "%", "办结率", ""),
    "办结率达\n90%以上": (AT_LEAST, "[90,+inf)", "%", "办结率", ""),
    "办结率达\n85%以上": (AT_LEAST, "[85,+inf)", "%", "办结率", ""),
    "办结率达\n85%以下": (AT_MOST, "(-inf,85]", "%", "办结率", ""),
    "案件按期处置率90%以上": (AT_LEAST, "[90,+inf)", "%", "案件按期处置率", ""),
    "按期处置率在80%-90%": (RANGE, "[80,90]", "%", "按期处置率", ""),
    "按期处置率在70%-80%": (RANGE, "[70,80]", "%", "按期处置率", ""),
    "按期处置率在70%以下": (AT_MOST, "(-inf,70]", "%", "按期处置率", ""),
    "0-10%以上": (UNREAD, None, "", "0-10%以上", ""),
    "11-20%以上": (UNREAD, None, "", "11-20%以上", ""),
    "21-50%以上": (UNREAD, None, "", "21-50%以上", ""),
    "0-100": (RANGE, "[0,100]", "", "", ""),
    "101-200": (RANGE, "[101,200]", "", "", ""),
    "201-500": (RANGE, "[201,500]", "", "", ""),
    "501以上": (AT_LEAST, "[501,+inf)", "", "", ""),
    "》12": (MORE_THAN, "(12,+inf)", "", "", ""),
    "》10": (MORE_THAN, "(10,+inf)", "", "", ""),
    "》8": (MORE_THAN, "(8,+inf)", "", "", ""),
    "》6": (MORE_THAN, "(6,+inf)", "", "", ""),
    "》4": (MORE_THAN, "(4,+inf)", "", "", ""),
    "》3": (MORE_THAN, "(3,+inf)", "", "", ""),
    "》2": (MORE_THAN, "(2,+inf)", "", "", ""),
    "》1": (MORE_THAN, "(1,+inf)", "", "", ""),
    "0": (EXACTLY, "[0]", "", "", ""),
    "0个": (EXACTLY, "[0]", "个", "", ""),
    "1个": (EXACTLY, "[1]", "个", "", ""),
    "2个": (EXACTLY, "[2]", "个", "", ""),
    "3个": (EXACTLY, "[3]", "个", "", ""),
    "5个": (EXACTLY, "[5]", "个", "", ""),
    "30个": (EXACTLY, "[30]", "个", "", ""),
    "40个": (EXACTLY, "[40]", "个", "", ""),
    "10个以上": (AT_LEAST, "[10,+inf)", "个", "", ""),
    "50个以上": (AT_LEAST, "[50,+inf)", "个", "", ""),
    "10个以下": (AT_MOST, "(-inf,10]", "个", "", ""),
    "3个以上行业完成": (AT_LEAST, "[3,+inf)", "个", "", "行业完成"),
    "完成2个行业": (EXACTLY, "[2]", "个", "完成", "行业"),
    "1个行业完成": (EXACTLY, "[1]", "个", "", "行业完成"),
    "1次": (EXACTLY, "[1]", "次", "", ""),
    "2次": (EXACTLY, "[2]", "次", "", ""),
    "3次": (EXACTLY, "[3]", "次", "", ""),
    "6次": (EXACTLY, "[6]", "次", "", ""),
    "1次以上": (AT_LEAST, "[1,+inf)", "次", "", ""),
    "4次以上": (AT_LEAST, "[4,+inf)", "次", "", ""),
    "10次以上": (AT_LEAST, "[10,+inf)", "次", "", ""),
    "1次以下": (AT_MOST, "(-inf,1]", "次", "", ""),
    "1场": (EXACTLY, "[1]", "场", "", ""),
    "4场": (EXACTLY, "[4]", "场", "", ""),
    "5场": (EXACTLY, "[5]", "场", "", ""),
    "6场": (EXACTLY, "[6]", "场", "", ""),
    "10场": (EXACTLY, "[10]", "场", "", ""),
    "20场": (EXACTLY, "[20]", "场", "", ""),
    "30场": (EXACTLY, "[30]", "场", "", ""),
    "无": (ZERO, "[0]", "", "", ""),
    "未开展": (ZERO, "[0]", "", "", ""),
    "——": (NONE_STATED, None, "", "", ""),
    "": (BLANK, None, "", "", ""),
    "覆盖全部": (QUALITATIVE, None, "", "覆盖全部", ""),
    "超量完成": (QUALITATIVE, None, "", "超量完成", ""),
    "优质完成": (QUALITATIVE, None, "", "优质完成", ""),
    "基本完成": (QUALITATIVE, None, "", "基本完成", ""),
    "未完成": (QUALITATIVE, None, "", "未完成", ""),
    "与去年相比有所增长": (RELATIVE, None, "", "与去年相比有所增长", ""),
    "与去年持平": (RELATIVE, None, "", "与去年持平", ""),
    "低于去年水平": (RELATIVE, None, "", "低于去年水平", ""),
}

# What the same form holds elsewhere; `canonical` is how it is written back.
ELSEWHERE = [
    # printed, kind, interval, unit, canonical
    ("≧90.00(%)", AT_LEAST, "[90.00,+inf)", "%", "90%以上"),
    ("=100.00(%)", EXACTLY, "[100.00]", "%", "100%"),
    ("90%(含)以上", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("90%以上(含)", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("90%以上(含90%)", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("90%(含90%)以上", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("90%以上(含本数)", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("90%以上(不含)", MORE_THAN, "(90,+inf)", "%", ">90%"),
    ("60%(不含)以下", LESS_THAN, "(-inf,60)", "%", "<60%"),
    ("90%-95%", RANGE, "[90,95]", "%", "90%-95%"),
    ("80-90%", RANGE, "[80,90]", "%", "80%-90%"),
    ("80%~90%", RANGE, "[80,90]", "%", "80%-90%"),
    ("80%〜90%", RANGE, "[80,90]", "%", "80%-90%"),
    ("80%—90%", RANGE, "[80,90]", "%", "80%-90%"),
    ("80%——90%", RANGE, "[80,90]", "%", "80%-90%"),
    ("80%至90%", RANGE, "[80,90]", "%", "80%-90%"),
    ("80%到90%之间", RANGE, "[80,90]", "%", "80%-90%"),
    ("介于80%与90%之间", RANGE, "[80,90]", "%", "80%-90%"),
    ("80%(含)-90%(不含)", RANGE, "[80,90)", "%", "[80%,90%)"),
    ("[80%,90%)", RANGE, "[80,90)", "%", "[80%,90%)"),
    ("(80%,90%]", RANGE, "(80,90]", "%", "(80%,90%]"),
    ("[100,200)", RANGE, "[100,200)", "", "[100,200)"),
    ("80%≤X<90%", RANGE, "[80,90)", "%", "[80%,90%)"),
    ("90%>X≥80%", RANGE, "[80,90)", "%", "[80%,90%)"),
    ("80%≤完成率<90%", RANGE, "[80,90)", "%", "完成率[80%,90%)"),
    ("≥80%且<90%", RANGE, "[80,90)", "%", "[80%,90%)"),
    ("80%以上不满90%", RANGE, "[80,90)", "%", "[80%,90%)"),
    ("90%≤X", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("X≥90%", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("≥-5%", AT_LEAST, "[-5,+inf)", "%", "≥-5%"),
    ("不低于90%", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("不少于3次", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("不小于3次", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("不得低于90%", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("至少3次以上", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("大于等于3次", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    (">=3次", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("》=3次", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("达到90%", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("3次及以上", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("不超过3天", AT_MOST, "(-inf,3]", "天", "3天以内"),
    ("不高于5%", AT_MOST, "(-inf,5]", "%", "5%以下"),
    ("不大于5%", AT_MOST, "(-inf,5]", "%", "5%以下"),
    ("不多于5次", AT_MOST, "(-inf,5]", "次", "5次以下"),
    ("≤5‰", AT_MOST, "(-inf,5]", "‰", "5‰以下"),
    ("≦5%", AT_MOST, "(-inf,5]", "%", "5%以下"),
    ("控制在5%以内", AT_MOST, "(-inf,5]", "%", "5%以下"),
    ("控制在100万元", AT_MOST, "(-inf,100]", "万元", "100万元以下"),
    ("3个工作日内", AT_MOST, "(-inf,3]", "工作日", "3个工作日以内"),
    ("24小时内", AT_MOST, "(-inf,24]", "小时", "24小时以内"),
    ("3个月之内", AT_MOST, "(-inf,3]", "月", "3个月以内"),
    ("1次及以下", AT_MOST, "(-inf,1]", "次", "1次以下"),
    ("12月底前", AT_MOST, "(-inf,12]", "月底", "12月底前"),
    ("6月末之前", AT_MOST, "(-inf,6]", "月底", "6月底前"),
    ("小于5%", LESS_THAN, "(-inf,5)", "%", "<5%"),
    ("少于2次", LESS_THAN, "(-inf,2)", "次", "<2次"),
    ("低于60分", LESS_THAN, "(-inf,60)", "分", "<60分"),
    ("不满60分", LESS_THAN, "(-inf,60)", "分", "<60分"),
    ("未达到90%", LESS_THAN, "(-inf,90)", "%", "<90%"),
    ("《60%", LESS_THAN, "(-inf,60)", "%", "<60%"),
    ("超过3次", MORE_THAN, "(3,+inf)", "次", ">3次"),
    ("大于3次", MORE_THAN, "(3,+inf)", "次", ">3次"),
    ("多于3次", MORE_THAN, "(3,+inf)", "次", ">3次"),
    ("高于90%", MORE_THAN, "(90,+inf)", "%", ">90%"),
    ("90-100分", RANGE, "[90,100]", "分", "90分-100分"),
    ("20%", EXACTLY, "[20]", "%", "20%"),
    ("985米", EXACTLY, "[985]", "米", "985米"),
    ("≥985m²", AT_LEAST, "[985,+inf)", "平方米", "985平方米以上"),
    ("≥1000人", AT_LEAST, "[1000,+inf)", "人", "1000人以上"),
    ("1,000人", EXACTLY, "[1000]", "人", "1000人"),
    ("2.5万元以上", AT_LEAST, "[2.5,+inf)", "万元", "2.5万元以上"),
    ("3次/年以上", AT_LEAST, "[3,+inf)", "次/年", "3次/年以上"),
    ("(90%以上)", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("90%以上。", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("CPI≥3%", AT_LEAST, "[3,+inf)", "%", "CPI≥3%"),
    ("《条例》落实率90%以上", AT_LEAST, "[90,+inf)", "%", "《条例》落实率90%以上"),
    ("达标率90%以上", AT_LEAST, "[90,+inf)", "%", "达标率90%以上"),
    ("一次性通过率90%以上", AT_LEAST, "[90,+inf)", "%", "一次性通过率90%以上"),
    ("CPI≤3%", AT_MOST, "(-inf,3]", "%", "CPI≤3%"),
    ("x≥90%", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("=-5%", EXACTLY, "[-5]", "%", "=-5%"),
    ("≥-5以上完成", AT_LEAST, "[-5,+inf)", "", "≥-5以上完成"),
    ("≤-5以下完成", AT_MOST, "(-inf,-5]", "", "≤-5以下完成"),
    ("0以上(不含)完成", MORE_THAN, "(0,+inf)", "", "≥0以上(不含)完成"),
    ("0以下(不含)完成", LESS_THAN, "(-inf,0)", "", "≤0以下(不含)完成"),
    ("80%(不含)-90%", RANGE, "(80,90]", "%", "(80%,90%]"),
    ("80%-90", RANGE, "[80,90]", "%", "80%-90%"),
    ("2000人以上", AT_LEAST, "[2000,+inf)", "人", "2000人以上"),
    ("2000以上", AT_LEAST, "[2000,+inf)", "", "2000以上"),
    ("3个人", EXACTLY, "[3]", "个", "3个人"),
    ("5自然日内", AT_MOST, "(-inf,5]", "自然日", "5个自然日以内"),
    ("提高3百分点", EXACTLY, "[3]", "百分点", "提高3个百分点"),
    ("百分之九十", EXACTLY, "[90]", "%", "90%"),
    ("百分之九十五以上", AT_LEAST, "[95,+inf)", "%", "95%以上"),
    ("百分之90以上", AT_LEAST, "[90,+inf)", "%", "90%以上"),
    ("百分之百", EXACTLY, "[100]", "%", "100%"),
    ("百分之八十至百分之九十", RANGE, "[80,90]", "%", "80%-90%"),
    ("千分之五以下", AT_MOST, "(-inf,5]", "‰", "5‰以下"),
    ("三次以上", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("两次", EXACTLY, "[2]", "次", "2次"),
    ("不少于三次", AT_LEAST, "[3,+inf)", "次", "3次以上"),
    ("不少于三", AT_LEAST, "[3,+inf)", "", "3以上"),
    ("不少于三十五", AT_LEAST, "[35,+inf)", "", "35以上"),
    ("三至五天", RANGE, "[3,5]", "天", "3天-5天"),
    ("五百万元以上", AT_LEAST, "[500,+inf)", "万元", "500万元以上"),
    ("十", EXACTLY, "[10]", "", "10"),
    ("每年一次", EXACTLY, "[1]", "次", "每年1次"),
    ("无事故", ZERO, "[0]", "", "无事故"),
    ("零投诉", ZERO, "[0]", "", "无投诉"),
    ("零", ZERO, "[0]", "", "无"),
    ("增长超10%", MORE_THAN, "(10,+inf)", "%", "增长>10%"),
    ("超10%", MORE_THAN, "(10,+inf)", "%", ">10%"),
    ("占比超90%", MORE_THAN, "(90,+inf)", "%", "占比>90%"),
    ("不超3天", AT_MOST, "(-inf,3]", "天", "3天以内"),
    ("=1.00(个)", EXACTLY, "[1.00]", "个", "1个"),
    ("≥2.00(次)", AT_LEAST, "[2.00,+inf)", "次", "2次以上"),
    ("≤100.00(万元)", AT_MOST, "(-inf,100.00]", "万元", "100万元以下"),
    ("≤1.00(年)", AT_MOST, "(-inf,1.00]", "年", "1年以内"),
    ("≤5(天)", AT_MOST, "(-inf,5]", "天", "5天以内"),
    ("≥10（项）", AT_LEAST, "[10,+inf)", "项", "10项以上"),
    ("≥5(个百分点)", AT_LEAST, "[5,+inf)", "百分点", "5个百分点以上"),
    ("≥985平米", AT_LEAST, "[985,+inf)", "平方米", "985平方米以上"),
    ("2万平米", EXACTLY, "[2]", "万平方米", "2万平方米"),
    ("得分≥90", AT_LEAST, "[90,+inf)", "", "得分90以上"),
    ("70分≤得分<80分", RANGE, "[70,80)", "分", "得分[70分,80分)"),
    ("无事故发生", ZERO, "[0]", "", "无事故"),
    ("无安全事故", ZERO, "[0]", "", "无安全事故"),
    ("事故为零", ZERO, "[0]", "", "无事故"),
    ("零事故", ZERO, "[0]", "", "无事故"),
    ("0事故", ZERO, "[0]", "", "无事故"),
    ("0投诉", ZERO, "[0]", "", "无投诉"),
    ("0差错", ZERO, "[0]", "", "无差错"),
    ("0起事故", EXACTLY, "[0]", "起", "0起事故"),
    # units as systems name them, denominators of any sort, letters, two measures in one
    ("≥98百分比", AT_LEAST, "[98,+inf)", "%", "98%以上"),
    ("98百分比以上", AT_LEAST, "[98,+inf)", "%", "98%以上"),
    ("<=2875元/个", AT_MOST, "(-inf,2875]", "元/个", "2875元/个以下"),
    ("<=3000元/平方米", AT_MOST, "(-inf,3000]", "元/平方米", "3000元/平方米以下"),
    ("≤28.40/株", AT_MOST, "(-inf,28.40]", "/株", "28.4/株以下"),
    ("≤120元/人·天", AT_MOST, "(-inf,120]", "元/人·天", "120元/人·天以下"),
    ("≥80M", AT_LEAST, "[80,+inf)", "米", "80米以上"),
    ("≥80m", AT_LEAST, "[80,+inf)", "米", "80米以上"),
    ("≥3.5km", AT_LEAST, "[3.5,+inf)", "公里", "3.5公里以上"),
    ("≥500m2", AT_LEAST, "[500,+inf)", "平方米", "500平方米以上"),
    ("≥500m²", AT_LEAST, "[500,+inf)", "平方米", "500平方米以上"),
    ("≥5.5km²", AT_LEAST, "[5.5,+inf)", "平方公里", "5.5平方公里以上"),
    ("三km²", EXACTLY, "[3]", "平方公里", "3平方公里"),
    ("500M2", EXACTLY, "[500]", "平方米", "500平方米"),
    ("≥3KM", AT_LEAST, "[3,+inf)", "公里", "3公里以上"),
    ("≥5mm", AT_LEAST, "[5,+inf)", "mm", "5mm以上"),
    ("≥30m³", AT_LEAST, "[30,+inf)", "立方米", "30立方米以上"),
    ("≥100Mbps", AT_LEAST, "[100,+inf)", "Mbps", "100Mbps以上"),
    ("≥50kWh", AT_LEAST, "[50,+inf)", "kWh", "50kWh以上"),
    ("2000 种次", EXACTLY, "[2000]", "种次", "2000种次"),
    ("≤55分贝", AT_MOST, "(-inf,55]", "分贝", "55分贝以下"),
    ("≥0.97 比率", AT_LEAST, "[0.97,+inf)", "比率", "0.97比率以上"),
    ("≥5.5平方千米", AT_LEAST, "[5.5,+inf)", "平方公里", "5.5平方公里以上"),
    ("≥1000㎥", AT_LEAST, "[1000,+inf)", "立方米", "1000立方米以上"),
    ("≤15000元/人/年", AT_MOST, "(-inf,15000]", "元/人/年", "15000元/人/年以下"),
    ("≤24h", AT_MOST, "(-inf,24]", "小时", "24小时以内"),
    ("≤30min", AT_MOST, "(-inf,30]", "分钟", "30分钟以内"),
    ("≥6层", AT_LEAST, "[6,+inf)", "层", "6层以上"),
    ("≥500毫升", AT_LEAST, "[500,+inf)", "毫升", "500毫升以上"),
    ("100-80%(含80%)", RANGE, "[80,100]", "%", "80%-100%"),
    ("60-0%", RANGE, "[0,60]", "%", "0%-60%"),
    ("100%－80%（不含80%）", RANGE, "(80,100]", "%", "(80%,100%]"),
    ("≥50台套", AT_LEAST, "[50,+inf)", "台套", "50台套以上"),
    ("300人日", EXACTLY, "[300]", "人日", "300人日"),
    ("≥0.97比例", AT_LEAST, "[0.97,+inf)", "比例", "0.97比例以上"),
    # ranges with a unit may run downwards
    ("100-80%(含80%)", RANGE, "[80,100]", "%", "80%-100%"),
    ("100%-80%(不含)", RANGE, "(80,100]", "%", "(80%,100%]"),
    ("90%(不含)-80%(含)", RANGE, "[80,90)", "%", "[80%,90%)"),
    ("60-0%", RANGE, "[0,60]", "%", "0%-60%"),
    ("10-5次", RANGE, "[5,10]", "次", "5次-10次"),
    # with a unit after it a number is none of a date
    ("2023.12万元", EXACTLY, "[2023.12]", "万元", "2023.12万元"),
    ("≤2023.5元", AT_MOST, "(-inf,2023.5]", "元", "2023.5元以下"),
    ("2019.12%", EXACTLY, "[2019.12]", "%", "2019.12%"),
    ("2019-2023人", RANGE, "[2019,2023]", "人", "2019人-2023人"),
    ("20231231元", EXACTLY, "[20231231]", "元", "20231231元"),
    ("2018个", EXACTLY, "[2018]", "个", "2018个"),
    ("12.31%", EXACTLY, "[12.31]", "%", "12.31%"),
    ("12.31", EXACTLY, "[12.31]", "", "12.31"),
    ("2019.13", EXACTLY, "[2019.13]", "", "2019.13"),
    # words that only look like the end of a unit
    ("3个部门", EXACTLY, "[3]", "个", "3个部门"),
    ("3部", EXACTLY, "[3]", "部", "3部"),
    ("≥80米", AT_LEAST, "[80,+inf)", "米", "80米以上"),
]

UNREADABLE = [
    *("3次以上5次", "80%与90%", "80%以上完成90%以下", "90%(含)以上(不含)", "完成率90%≤X"),
    *("0-10%以上", "1-2天内", "≥80%-90%", "100场3次", "90%以上80%以下", "90%以上95%以上", "5-3"),
    *(
        "3+2",
        "3*2",
        "1:3",
        "1/3",
        "误差±5%",
        "3,5次",
        "100，200",
        "[80%-90%)",
        "80%,90%]",
        "[80%,90%",
        "3 5次",
        "９０ ８０",
        "1\n2%",
    ),
    *("超过90%以上", "低于60%以下", "90%(含)", "超过90%(含)", "[90%,80%)", "[80%,80%)", "3次-5%"),
    *(
        "第3次",
        "前3名",
        "前三名",
        "下一次",
        "3级以上",
        "3项目",
        "3部门",
        "3季度",
        "12月",
        "PM2.5",
        "3A",
    ),
    *("2018年", "2019", "2018-2019", "与2018年持平", "2019年12月底前", "12月31日前", "每月5日"),
    *("13月底前", "3天前", "3年后", "约90%", "接近于90%", "90%左右", "100余人", "3个多", "十余次"),
    *(
        "数十次",
        "几次",
        "千次以上",
        "二〇次",
        "八成以上",
        "三分之二以上",
        "一半以上",
        "半天内",
        "百分百",
        "②",
        "90²",
        "½",
    ),
    *("٣%", "㍙", "一", "90%以上且无事故", "无事故，90%以上", "90%以上或80个", "每降低5%扣分"),
    *("没有达到90%", "无法达到90%", "不允许超过3次", "负5%", "-5%", "由80%提高到90%", "从3到5"),
    *(
        "高于全国平均5个百分点",
        "四个全面",
        "引进一批人才",
        "3匹以上",
        "90_",
        "%",
        "≥",
        "？",
        "^^",
    ),
    *(
        "1234567890123456789",
        "90%之间",
        "80%完成90%",
        "达到或超过90%",
        "3个工作日内且不超过5个工作日",
    ),
    *("优于90%", "好于90%", "强于90%", "差于60%", "劣于60%", "早于5天", "晚于5天", "快于10%"),
    *("慢于5天", "属于3个", "不晚于5天", "赶超10%", "超10%以上", "90%优于去年"),
    *("八0%", "六0分", "九5%", "九十5%", "二3次", "第三5次", "九.5%", "3五次", "八为5次"),
    *("60%未达到", "90%不达标", "3次没有", "得5分", "加5分", "得分5分", "加分≥5"),
    *("至90%", "到90%", "90%至", "90%到", "≥2019(年)", "3(部门)", "3(个)月底", "3(万)元"),
    *("第三名以上", "第三次以上", "第三次", "第二", "四级", "二级及以上", "第四季度", "一季度前"),
    *("一等奖", "贰次", "壹", "廿", "伍拾次", "Ⅲ级以上", "III级以上", "Ⅳ"),
    # dates are dates and never numbers
    *(
        "2023.07-2024.01",
        "2023.12",
        "≤2023.12",
        "≥2023.12",
        "2023-12-31",
        "2023/12/31",
        "2023.12.31",
    ),
    *(
        "02023.12",
        "2023.120",
        "020231231",
        "20231231",
        "≤20231231",
        "2023年12月",
        "2023年12月31日前",
        "2023年底",
        "2023年初",
        "6月30日前",
    ),
    # a range that runs downwards has to have a unit; what is no range, no unit, no number
    *("100-80", "60-0", "≠0", "≠90%", "3部门以上", "5处置", "3条例", "3项目", "8家庭", "≥5件数"),
    *("≥3/", "≥80Mx", "98百分比点", "每低于1%扣2分", "完成得5分"),
]

WORDS = [
    *(
        "参照…控制",
        "可控",
        "显著提升",
        "一般",
        "统一",
        "统一管理",
        "第一",
        "第一时间",
        "第三方评价优秀",
        "唯一",
        "一次性",
    ),
    *(
        "十分满意",
        "进一步提升",
        "一体化",
        "百分比",
        "三公经费只减不增",
        "零星",
        "甲级",
        "统一级别",
        "队伍稳定",
        "年底前完成",
    ),
    *("未完成", "无明显变化", "一人一档", "持平", "有所增长", "去年已完成", "全国先进", "优于同行"),
    *("覆盖全部", "全部完成", "《条例》", "年均增长", "与去年一样好"),
]

# Pieces of cells, to be put together in any order.
PIECES = """
    0 3 90 90.5 1,000 -5 2019 三 十二 一 百分之九十 % （%） ％ 次 个 个工作日 月底 万元 ㎡ 以上 以下
    以内 内 前 及以上 （含） (不含) (含90%) 不低于 不超过 超过 未达到 至少 ≥ ≤ > < = 》 《 ＞＝ - —
    —— ~ 至 到 与 之间 ， , 、 且 [ ] ( ) X 完成 规范率 达 达到 控制在 在 为 未 不 第 约 左右 行业
    一般 统一 无 零 ： 。 / 年 日 半 几 余 部 门 项 目 数 b ² … 超 得分 得 平米 (个) （天）
    于 优于 级 八 贰 Ⅲ 伍 事故 发生 没有 介于 百分比 m2 km² M m 种次 比例 /株 元/个 人·天 2023.12
    20231231 与去年 低于去年 水平 持平 有所增长 同比 平均 覆盖全部 百 部门 Mbps
"""
CELLS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES.split()), max_size=8).map("".join))


def _interval(threshold):
    """Return the interval in the notation of the tables above."""
    if threshold.interval is None:
        return None
    return portion.to_string(threshold.interval, conv=str)


def _full_width(text):
    """Return the text in the full-width forms that a Chinese keyboard types."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def test_each_cell_of_the_document_reads_as_it_does_by_hand():
    """Kind, interval, unit and the words around, for all 97 of them."""
    for raw, by_hand in DOCUMENT.items():
        read = parse_threshold(raw)
        got = (read.kind, _interval(read), read.unit, read.before, read.after)
        assert got == by_hand, raw
        assert read.raw == raw


def test_the_table_above_holds_every_distinct_cell_of_the_document(root):
    """No cell of the published table is left out, and none is made up."""
    with (root / "data/tables/indicators.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = {row[grade] for row in rows for grade in ("excellent", "good", "fair", "poor")}
    assert cells == set(DOCUMENT)


def test_the_same_form_elsewhere_is_read_by_the_same_rules():
    """Signs, words, brackets and Chinese numerals that this document does not use."""
    for raw, kind, interval, unit, canonical in ELSEWHERE:
        read = parse_threshold(raw)
        assert (read.kind, _interval(read), read.unit) == (kind, interval, unit), raw
        assert format_threshold(read) == canonical, raw


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        (AT_LEAST, "≥3 ≮3 >=3 大于等于3 大于或等于3 至少3 最少3 不低于3 不少于3 不小于3 不应低于3"),
        (AT_LEAST, "3以上 3及以上 3或以上 3（含）以上 达3 达到3 ⩾3 ≧3 ＞＝3"),
        (AT_MOST, "≤3 ≯3 <=3 小于等于3 小于或等于3 至多3 最多3 不超过3 未超过3 不得超过3 不高于3"),
        (AT_MOST, "不多于3 不大于3 3以下 3及以下 3或以下 3以内 3之内 3内 控制在3 ⩽3 ≦3 ＜＝3"),
        (MORE_THAN, ">3 》3 〉3 ﹥3 超过3 超出3 突破3 逾3 不止3 大于3 多于3 高于3 3以上（不含）"),
        (
            LESS_THAN,
            "<3 《3 〈3 ﹤3 不满3 未满3 不足3 不到3 未达3 未达到3 达不到3 小于3 少于3 低于3",
        ),
        (EXACTLY, "3 =3 等于3 ＝3 为3 是3 在3"),
    ],
)
def test_every_sign_and_word_of_comparison_states_its_kind(kind, printed):
    """Inclusive and exclusive words are told apart, sign by sign."""
    assert {raw: parse_threshold(raw).kind for raw in printed.split()} == dict.fromkeys(
        printed.split(), kind
    )
    assert {
        (parse_threshold(raw).before, parse_threshold(raw).after) for raw in printed.split()
    } == {("", "")}


def test_full_width_signs_change_nothing():
    """２０％ is 20%, （含） is (含), ＞ is >."""
    for raw in [row[0] for row in ELSEWHERE if "," not in row[0]] + [*DOCUMENT]:
        assert _same(parse_threshold(_full_width(raw)), parse_threshold(raw)), raw


def _same(one, two):
    """Return whether two cells say the same; the text of an unread one is kept as it is."""
    if one.kind == two.kind == UNREAD:
        return unicodedata.normalize("NFKC", one.before) == two.before
    return one == two


def test_a_full_width_comma_separates_the_ends_of_an_interval():
    """［80%，90%） is [80%,90%), but 1，000 is not 1,000."""
    assert parse_threshold("［80%，90%）") == parse_threshold("[80%,90%)")
    assert parse_threshold("1，000人").kind == UNREAD


def test_a_number_that_no_rule_places_is_unread_and_says_why():
    """Nothing is guessed: no interval, a reason, and the text as it stands."""
    for raw in UNREADABLE:
        read = parse_threshold(raw)
        assert read.kind == UNREAD, raw
        assert read.reason, raw
        assert read.interval is None, raw
        assert read.before == raw


def test_every_declared_unit_is_read_and_written():
    """3个工作日 and 3工作日 are one; a month needs its 个, for 3月 is March."""
    for unit in UNIT_SCALES:
        printed = f"个{unit}" if unit in ("月", "季度") else unit
        read = parse_threshold(f"不超过3{printed}")
        assert (read.kind, _interval(read), read.unit) == (AT_MOST, "(-inf,3]", unit)
        assert parse_threshold(format_threshold(read)) == read, unit


@pytest.mark.parametrize(
    ("unit", "scale"),
    [("%", "share"), ("次/年", "count"), ("万人", "amount"), ("万元", "amount"), ("", "")],
)
def test_what_a_unit_measures_is_known_with_its_multiple_and_its_per(unit, scale):
    """万人 is no longer counted in whole units; 次/年 still is."""
    assert unit_scale(unit) == scale


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("0-10%以上", "a range with a comparison beside it contradicts itself"),
        ("超过90%以上", "before and after the number contradict each other"),
        ("90%(含)", "of including the number contradicts the rest"),
        ("90%以上80%以下", "run backwards"),
        ("3+2", "nothing between its two numbers"),
        ("3次5次", "nothing between its two numbers"),
        ("90%之间", "one number stands where two should"),
        ("100场3次", "different units"),
        ("3次-5次-7次", "more than two"),
        ("90%*以上", "after the number that no rule places"),
        ("误差±5%", "before the number that no rule places"),
        ("(完成90%以上", "before the number that no rule places"),
        ("前3名", "a rank"),
        ("没有达到90%", "negate"),
        ("约90%", "approximate"),
        ("90%左右", "approximate"),
        ("每降低5%", "deducting points"),
        ("5%扣分", "deducting points"),
        ("超过去年5%", "before the number hold another comparison"),
        ("90%完成超过", "after the number hold another comparison"),
        ("质量达标且完成率90%", "before the number hold another condition"),
        ("90%以上且无事故", "after the number hold another condition"),
        ("3天前", "order or time"),
        ("3次以上A", "a letter follows"),
        ("PM2.5", "a letter touches"),
        ("3级以上", "runs on into '级以上'"),
        ("完成三次培训", "runs on into '培训'"),
        ("2019", "calendar year"),
        ("每月5日", "day of the month"),
        ("13月底前", "no such month"),
        ("3 5次", "space"),
        ("½", "signs other than digits"),
        ("贰次", "signs other than digits"),
        ("Ⅲ级以上", "signs other than digits"),
        ("优于90%", "before the number hold another comparison"),
        ("八0%", "a Chinese numeral touches"),
        ("八为5次", "a Chinese numeral touches"),
        ("60%未达到", "a word after the number may negate it"),
        ("至90%", "one end of a range is missing"),
        ("90%至", "one end of a range is missing"),
        ("得5分", "deducting points"),
        ("得分5分", "deducting points"),
        ("第三名以上", "'第三' is a rank"),
        ("四级", "'四级' is a rank"),
        ("一", "the number one or a dash"),
        ("十余次", "no rule places the number in '十余'"),
        ("千次以上", "'千' is no Chinese numeral"),
        ("%", "neither a word nor a number"),
    ],
)
def test_the_reason_says_what_is_wrong_with_the_cell(raw, reason):
    """A reader who finds a cell unread can see which rule stopped it."""
    assert reason in parse_threshold(raw).reason


@pytest.mark.parametrize("raw", WORDS)
def test_words_with_no_number_are_qualitative(raw):
    """一 in 一般, 统一 or 第一 counts nothing."""
    read = parse_threshold(raw)
    assert (read.kind, read.before, read.interval) == (QUALITATIVE, raw, None)


RELATIVE_CELLS = [
    *("与去年相比有所增长", "与去年持平", "低于去年水平", "高于去年", "不低于上年", "与上年持平"),
    *(
        "较上年有所下降",
        "比上年度明显提高",
        "同比增长",
        "环比持平",
        "优于全国平均水平",
        "达到全省平均水平",
    ),
    *("低于全市平均", "与去年同期持平", "较年初减少", "好于同行业平均水平"),
]


@pytest.mark.parametrize("raw", RELATIVE_CELLS)
def test_more_or_less_than_a_year_or_place_named_is_relative_to_a_baseline(raw):
    """It can be checked against that baseline, and states no number."""
    read = parse_threshold(raw)
    assert (read.kind, read.before, read.interval, read.reason) == (RELATIVE, raw, None, "")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("同比增长5%以上", AT_LEAST),
        ("较上年增长不低于3%", AT_LEAST),
        ("与2018年持平", UNREAD),
        ("高于全国平均5个百分点", UNREAD),
        ("去年已完成", QUALITATIVE),
        ("有所增长", QUALITATIVE),
        ("持平", QUALITATIVE),
    ],
)
def test_a_baseline_beside_a_number_or_a_word_without_one_is_no_relative_cell(raw, kind):
    """The number is read where it can be, and words that name nothing stay words."""
    assert parse_threshold(raw).kind == kind


@pytest.mark.parametrize(
    ("raw", "caveat"),
    [
        ("》4", "mark_for_more"),
        ("〉4", "mark_for_more"),
        ("《60%", "mark_for_less"),
        ("〈60%", "mark_for_less"),
        (">4", ""),
        ("＞4", ""),
        ("》=4", ""),
        ("《＝4", ""),
        ("《条例》落实率90%以上", ""),
        ("90%以上", ""),
    ],
)
def test_a_quotation_mark_read_as_a_sign_says_that_it_was(raw, caveat):
    """》 may stand for ≥ as well as for >; a pair of marks is a title."""
    assert parse_threshold(raw).caveat == caveat
    assert CAVEATS.keys() == {"mark_for_more", "mark_for_less"}


@pytest.mark.parametrize(
    "raw", ["—", "——", "-", "--", "－", "–", "─", "━━", "―", " —— ", "/", "ー"]
)
def test_any_dash_states_no_threshold(raw):
    """A dash is neither a zero nor a blank."""
    assert parse_threshold(raw).kind == NONE_STATED


@pytest.mark.parametrize("raw", ["", " ", "\n", "　", "\u200b", None])
def test_space_alone_is_blank(raw):
    """A blank cell is missing, not zero."""
    assert parse_threshold(raw).kind == BLANK
    assert parse_threshold(raw).interval is None


def test_blank_dash_word_and_digit_are_four_different_things():
    """Empty, ——, 无 and 0 differ in kind, and only the last two are a number."""
    kinds = [parse_threshold(raw).kind for raw in ("", "——", "无", "0")]
    assert kinds == [BLANK, NONE_STATED, ZERO, EXACTLY]


@pytest.mark.parametrize("raw", [90, 0.9, float("nan"), b"90%", ["90%"]])
def test_what_is_not_text_is_refused_by_name(raw):
    """The error quotes what it was given."""
    with pytest.raises(TypeError, match="text or None, not") as caught:
        parse_threshold(raw)
    assert repr(raw) in str(caught.value)


def test_a_bound_that_is_not_there_is_none_and_neither_open_nor_closed():
    """90%以上 has no upper bound, and words have none at all."""
    read = parse_threshold("90%以上")
    assert (read.lower, read.lower_closed) == (Decimal(90), True)
    assert (read.upper, read.upper_closed) == (None, None)
    words = parse_threshold("可控")
    assert (words.lower, words.upper, words.lower_closed, words.upper_closed) == (None,) * 4


def test_thresholds_that_say_the_same_are_equal_however_printed():
    """The raw text stands outside equality; the words around the number do not."""
    assert parse_threshold("≥90.0%") == parse_threshold("90%以上")
    assert parse_threshold("规范率达90%以上") != parse_threshold("90%以上")
    assert len({parse_threshold("≥90.0%"), parse_threshold("90%以上")}) == 1


def test_words_of_different_cells_are_not_equal():
    """超量完成 and 未完成 are both qualitative and still not the same."""
    assert parse_threshold("超量完成") != parse_threshold("未完成")
    assert parse_threshold("5-3") != parse_threshold("9-1")


def test_each_cell_above_is_written_back_to_the_same_reading():
    """Writing mirrors reading for all that is tabled here."""
    for raw in [*DOCUMENT, *(one[0] for one in ELSEWHERE), *UNREADABLE, *WORDS]:
        read = parse_threshold(raw)
        assert parse_threshold(format_threshold(read)) == read, raw


@given(CELLS)
def test_any_text_is_read_and_written_back_to_the_same_reading(raw):
    """Reading never fails, and writing mirrors it."""
    read = parse_threshold(raw)
    written = format_threshold(read)
    assert parse_threshold(written) == read
    assert format_threshold(parse_threshold(written)) == written
    assert (read.interval is not None) == (read.kind in NUMBERED)
    assert bool(read.reason) == (read.kind == UNREAD)
    assert read.interval is None or not read.interval.empty


def test_a_canonical_spelling_is_written_as_it_is_read():
    """Reading mirrors writing: nothing is added to text that is canonical already."""
    shapes = ("{}以上", "{}以下", ">{}", "<{}", "{}", "完成率{}以上")
    numbers, units = ("0", "3", "90.5", "1000"), ("", "%", "次", "万元", "平方米", "人/年")
    for shape, number, unit in product(shapes, numbers, units):
        spelling = shape.format(number + unit)
        assert format_threshold(parse_threshold(spelling)) == spelling


@pytest.mark.parametrize(
    "threshold",
    [
        Threshold("", RANGE),
        Threshold("", AT_LEAST, portion.closedopen(Decimal(3), portion.inf), unit="猫"),
        Threshold("", AT_LEAST, portion.closed(Decimal(3), Decimal(5))),
        Threshold("", RANGE, portion.singleton(Decimal(3)) | portion.singleton(Decimal(5))),
        Threshold("", EXACTLY, portion.singleton(Decimal(3)), unit="次", before="第"),
        Threshold("", QUALITATIVE, before="90%"),
    ],
)
def test_a_threshold_that_no_text_says_is_not_written(threshold):
    """The error quotes the whole of it rather than writing something else."""
    with pytest.raises(ValueError, match="reads back") as caught:
        format_threshold(threshold)
    assert repr(threshold) in str(caught.value)


def test_every_kind_has_a_name_in_both_languages_and_a_meaning():
    """The labels are for readers; the document uses all kinds there are."""
    assert {row[0] for row in DOCUMENT.values()} == set(KINDS)
    for kind in KINDS.values():
        assert kind.english
        assert kind.chinese
        assert kind.meaning.endswith(".")


def test_a_column_reads_as_its_cells_do_one_by_one():
    """Same kinds, bounds, ends, unit and words, on the column's own index."""
    cells = [*DOCUMENT, *DOCUMENT, *UNREADABLE]
    series = pd.Series(cells, index=range(1000, 1000 + len(cells)))
    table = read_thresholds(series)
    assert list(table.index) == list(series.index)
    for raw, row in zip(cells, table.itertuples(), strict=True):
        read = parse_threshold(raw)
        assert (row.kind, row.unit, row.before, row.after) == (
            *(read.kind, read.unit, read.before, read.after),
        )
        for bound in ("lower", "upper"):
            number, closed = getattr(read, bound), getattr(read, f"{bound}_closed")
            if number is None:
                assert pd.isna(getattr(row, bound))
                assert pd.isna(getattr(row, f"{bound}_closed"))
            else:
                assert getattr(row, bound) == float(number)
                assert getattr(row, f"{bound}_closed") == closed


def test_a_column_has_the_same_types_whatever_is_in_it():
    """An empty column, a column of blanks and the document agree."""
    names = ("kind", "lower", "upper", "lower_closed", "upper_closed", "unit", "before", "after")
    dtypes = ("str", "float64", "float64", "boolean", "boolean", "str", "str", "str")
    types = dict(zip(names, dtypes, strict=True))
    for cells in ([], [None, float("nan")], list(DOCUMENT)):
        table = read_thresholds(pd.Series(cells, dtype="object"))
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == types
        assert len(table) == len(cells)


def test_a_missing_cell_in_a_column_is_blank():
    """None, NaN and an empty string all say that nothing is printed."""
    table = read_thresholds(pd.Series(["90%", None, float("nan"), ""], dtype="object"))
    assert list(table["kind"]) == [EXACTLY, BLANK, BLANK, BLANK]


@pytest.mark.parametrize("dtype", ["object", "str", "category"])
def test_a_column_reads_the_same_however_pandas_stores_it(dtype):
    """Text, objects or categories."""
    cells = ["90%以上", "无", "90%以上", "——"]
    expected = read_thresholds(pd.Series(cells, dtype="object"))
    assert_frame_equal(read_thresholds(pd.Series(cells, dtype=dtype)), expected)


def test_a_column_of_numbers_is_refused():
    """A spreadsheet that made 90% into 0.9 has lost the cell as printed."""
    with pytest.raises(TypeError, match=r"not 0\.9"):
        read_thresholds(pd.Series([0.9, 0.8]))


def test_each_distinct_cell_of_a_column_is_read_once(monkeypatch):
    """A million cells of 97 kinds cost 97 readings."""
    seen = []

    def counted(raw):
        seen.append(raw)
        return parse_threshold(raw)

    monkeypatch.setattr("yanjiao_budget.analysis.grading.parse_threshold", counted)
    read_thresholds(pd.Series(list(DOCUMENT) * 3))
    assert len(seen) == len(DOCUMENT) + 1  # and the blank for missing cells
