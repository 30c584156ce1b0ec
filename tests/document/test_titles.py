"""The title as it is published: the body is the body, and nothing else."""

import pytest
from kit.years import edited

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure

PRINTED = "示例县示范局2021年部门预算公开情况说明"
BODY = "示例县示范局"


@pytest.fixture
def titled(small):
    """Return a function that reads the small document under another title."""

    def read(title):
        return parse_disclosure(edited(small, {PRINTED: title}))

    return read


@pytest.mark.parametrize(
    "title",
    [
        "（一）示例县示范局2021年部门预算信息公开",
        "(1)示例县示范局2021年部门预算公开",
        "一、示例县示范局2021年部门预算公开",
        "关于示例县示范局2021年部门预算公开的情况说明",
        "关于公布示例县示范局2021年部门预算的通知",
        "关于2021年示例县示范局部门预算公开的说明",
        "示例县示范局关于2021年部门预算公开的情况说明",
        "示例县示范局2021年单位预算",
        "示例县示范局2021年部门（单位）预算公开",
        "示例县示范局2021年部门及单位预算信息公开",
        "示例县示范局2021年预算信息公开",
        "示例县示范局2021年部门预算和“三公”经费预算公开",
        "《示例县示范局2021年部门预算公开情况说明》",
        "关于《示例县示范局2021年部门预算》的公开说明",
        "示例县示范局2021年部门预算公开情况说明（公开稿）",
        "示例县示范局2021年部门预算（草案）",
        "示例县示范局二〇二一年部门预算公开情况说明",
        "二○二一年示例县示范局单位预算公开",
        "示例县示范局二零二一年度部门预算",
        "示例县示范局２０２１年度部门预算",
        "示例县示范局（2021年）部门预算公开",
        "示例县示范局部门预算公开（2021年）",
        "附件1：示例县示范局2021年部门预算公开",
        "预算单位：示例县示范局\n2021年部门预算公开",
        "示例县示范局\n2021年部门预算\n公开情况说明",
        "示例县\n示范局\n2021年部门预算公开",
        "示例县示范局2021年部门\n预算信息公开情况说明",
        "示例县示范局2021年部门预算公开\n情况说明",
        "示例县示范局2021年部门预算公开情况说明\n（公开稿）",
        "2021年部门预算公开情况说明\n示例县示范局",
    ],
)
def test_the_body_is_the_body(title, titled):
    """Whatever stands around it, and on however many lines."""
    read = titled(title)
    assert (read.body, read.fiscal_year) == (BODY, 2021)
    assert read.kept == ()
    lines = title.split("\n")
    kinds = read.line_map()["kind"][: len(lines)].tolist()
    assert kinds == ["title"] * len(lines)
    assert read.title == "".join(lines)


@pytest.mark.parametrize("above", ["示例县人民政府", "政务公开", "示例县财政局"])
def test_a_line_above_the_title_is_no_part_of_the_body(above, titled):
    """It is kept unread."""
    read = titled(f"{above}\n{PRINTED}")
    assert read.body == BODY
    assert [(one.line, one.text) for one in read.kept] == [(1, above)]


def test_the_first_part_of_a_name_is_told_by_the_rest_of_the_document(small):
    """示范局2021年部门预算 would be a title too."""
    text = edited(small, {PRINTED: "示例县\n示范局2021年部门预算公开"})
    assert parse_disclosure(text).body == BODY


@pytest.mark.parametrize("body", ["2022年冬奥会筹备办公室", "示例县示范局本级", "示例县第一中学"])
def test_what_is_part_of_the_name_stays(body, titled):
    """A year, 本级, a number."""
    assert titled(f"{body}2021年部门预算公开").body == body


@pytest.mark.parametrize(
    "title",
    [
        "2021年部门预算公开情况说明",
        "示例县示范局2021-2022年部门预算",
        "示例县2021年示范局部门预算公开",
        "示例县2021年政府预算公开",
    ],
)
def test_a_title_that_leaves_the_body_or_the_year_open_is_refused(title, titled):
    """A wrong body would be another body."""
    with pytest.raises(UnreadableDisclosureError, match="a title"):
        titled(title)
