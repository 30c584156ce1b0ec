"""What the rules of `standing_out` say, in English and in Chinese.

Each has to be true of any disclosure, with one of a thing as with many, and says what is printed or
follows from it, not why.
"""

from collections.abc import Mapping

from yanjiao_budget.document.tie import BEYOND, EXACT, ROUNDING

Said = tuple[str, str]  # in English and in Chinese
Values = Mapping[str, Said | int | str]
NOTHING: Said = ("", "")
NONE, SOME, ALL = "none", "some", "all"


def joined(*parts: Said) -> Said:
    """Return wordings as one."""
    return "".join(one[0] for one in parts), "".join(one[1] for one in parts)


def filled(wording: Said, values: Values) -> Said:
    """Return a wording with its places filled, by what is said in its language."""
    english, chinese = (
        text.format(**{name: _in(one, at) for name, one in values.items()})
        for at, text in enumerate(wording)
    )
    return english, chinese


def _in(value: Said | int | str, at: int) -> int | str:
    return value[at] if isinstance(value, tuple) else value


def of(number: int, whole: int, nouns: tuple[str, str, str]) -> Said:
    """Return so many of a whole in words: the only one, all or some.

    Args:
        number: How many, at least one.
        whole: Of how many.
        nouns: What they are, in English one and several, and in Chinese.
    """
    one, several, chinese = nouns
    if whole == 1:
        return f"the one {one}", f"仅有的 1 项{chinese}"
    if number == whole:
        return f"all {whole} {several}", f"全部 {whole} 项{chinese}"
    return f"{number} of {whole} {several}", f"{whole} 项{chinese}中的 {number} 项"


def counted(number: int, one: str, several: str) -> Said:
    """Return a count with its noun or verb in English, and alone in Chinese."""
    return f"{number} {one if number == 1 else several}", f"{number}"


# Parts of the sentence on what changed: a rate, what it is against, its largest part, a reason.
STATED = ("{rate}", "即 {rate}")
DERIVED = ("{rate} as derived", "推算为 {rate}")
BASELINE = (" (“{baseline}”)", "（“{baseline}”）")
PART = ("; {share} of that is in {name}", "，其中{name}占 {share}")
REASON = (". The reason given for {name}: “{reason}”", "。原文说明的{name}增减原因：“{reason}”")

WIDEST = ("; the widest", "，差额最大的是")


def exact(number: int) -> Said:
    """Return how many of several are exact."""
    if number == 0:
        return "none is", "没有一项完全一致"
    return f"{number} {'is' if number == 1 else 'are'}", f"其中 {number} 项完全一致"


_CHECKED = (
    "{ties} between the document's figures can be checked; {exact} exact. ",
    "原文数字之间可核对的勾稽关系有 {ties} 项，{exact}；",
)
_WIDEST_IN_WORDS = ("{widest}: {description}. {in_words}", "{widest}：{description}。{in_words}")
_PROMISES = (
    "The overall objectives make {promises} with a number or a date; in the same or like words, ",
    "总体绩效目标有 {promises} 项带数字或期限的承诺，",
)
_UNREAD = ("{count} kept as printed and not read; ", "有 {count} 处照原文保留、未识读，")

# By rule, and by what it found.
WORDINGS: Mapping[str, Mapping[str, Said]] = {
    "spent": {
        "responsibility": (
            (
                "Of the budgets that {count} responsibilities print, that of “{name}” is the "
                "largest: {amount}, {share} of their sum."
            ),
            "公布预算的职责有 {count} 项，最多的是“{name}”：{amount}，占合计的 {share}。",
        ),
        "part": (
            "The largest part of “{whole}” is “{name}”: {amount}, {share} of it.",
            "“{whole}”中最大的部分是“{name}”：{amount}，占 {share}。",
        ),
    },
    "changed": {
        "up": (
            "The document states a rise of {by} in {name}{baseline}{part}{reason}.",
            "原文写明{name}增加 {by}{baseline}{part}{reason}。",
        ),
        "down": (
            "The document states a fall of {by} in {name}{baseline}{part}{reason}.",
            "原文写明{name}减少 {by}{baseline}{part}{reason}。",
        ),
        "level": (
            "The document states no change in {name}{baseline}{reason}.",
            "原文写明{name}持平{baseline}{reason}。",
        ),
    },
    "unfunded": {
        "blank": (
            "No budget is printed for {listed}; a blank is not a budget of zero.",
            "{listed}没有公布预算；空白不等于预算为零。",
        ),
    },
    "graded": {
        "shared": (
            "One ladder of thresholds grades {listed}: {ladder}. That is no error in itself.",
            "{listed}使用同一种评价标准（阶梯）：{ladder}。标准相同本身不是差错。",
        ),
        "varied": (
            (
                "The {count} indicators are graded by {ladders} different ladders of thresholds; "
                "none of these serves more than half of them."
            ),
            "{count} 项绩效指标共有 {ladders} 种评价标准（阶梯），没有一种用于半数以上的指标。",
        ),
    },
    "ties": {
        EXACT: (
            "{ties} between the document's figures can be checked, and {every} exact.",
            "原文数字之间可核对的勾稽关系有 {ties} 项，全部完全一致。",
        ),
        ROUNDING: joined(
            _CHECKED,
            (
                "{count} by no more than rounding of the printed figures can make",
                "{count} 项的差额在四舍五入可解释的范围内",
            ),
            _WIDEST_IN_WORDS,
        ),
        BEYOND: joined(
            _CHECKED,
            (
                "{count} by more than rounding of the printed figures can make",
                "{count} 项的差额超出四舍五入可解释的范围",
            ),
            _WIDEST_IN_WORDS,
            (" The figures alone do not tell why.", "差额的原因，仅凭数字无法判断。"),
        ),
    },
    "promises": {
        NONE: joined(
            _PROMISES,
            (
                "no indicator speaks of {them}. One in other words may.",
                "没有指标用相同或相近的词语说到；措辞不同的指标也可能涵盖。",
            ),
        ),
        SOME: joined(
            _PROMISES,
            (
                "indicators speak of {measured} of them. One in other words may speak of more.",
                "其中 {measured} 项有指标用相同或相近的词语说到；措辞不同的指标也可能涵盖其余。",
            ),
        ),
        ALL: joined(
            _PROMISES,
            ("indicators speak of {every}.", "都有指标用相同或相近的词语说到。"),
        ),
    },
    "unread": {
        NONE: joined(_UNREAD, ("no amount stands in them.", "其中没有金额。")),
        SOME: joined(
            _UNREAD,
            (
                "where an amount stands in them ({amounts}), no table and no tie counts it.",
                "其中含有金额的 {amounts} 处，未计入任何表或勾稽关系。",
            ),
        ),
    },
}
