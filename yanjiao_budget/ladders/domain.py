"""Which values a percentage can take, by the words of its indicator or of its cells.

Most percentages pass 100: the document itself prints 超量完成 (more done than planned) as a grade.
Only a share of a whole cannot, and no decrease passes the whole. Words that leave it open bound
nothing.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_END = r"(?:率|幅度?|比例)?(?:\(%\))?$"
# 增加值 is value added, and 提高 within a name may be what the work is for: only the end counts.
_RISE = rf"(?:增长|增加|提高|提升|上升|改善){_END}"
_FALL = rf"(?:下降|降低|减少|压减|缩减){_END}"
_CHANGE = re.compile(rf"增长|增幅|增速|涨幅|降幅|同比|环比|变化率|{_RISE}|{_FALL}")
_DECREASE = re.compile(rf"降幅|{_FALL}")
# Shares of a whole, which nothing can be more than all of.
_SHARE = re.compile(
    r"满意|合格|覆盖(?!面积|人数|数)|规范率|成活|空置|占比|占.+比|辍学|流失率|失业|就业率|完好|优[秀良]率|差错|死亡率"
    r"|及时|准确[率性]|绿化率|普及率|原创率|首发率|知晓率|支持率|空缺率"
)
_QUANTITY = re.compile(r"数量|规模|金额|面积|总量|产值|收入")
_RATIO = re.compile(r"率|占比|比例|(?<![年季制力])度")
# More may be done than was planned, of whatever it is: 覆盖人数完成率.
_DONE = re.compile(rf"(?:完成|执行|实现|达成|上缴){_END}")
WHOLE = Decimal(100)
# A quantity whose best grade asks for so few per cent is graded on its growth: of a plan, no.
_FEW = Decimal(50)


@lru_cache(maxsize=4096)  # Every rule that rests on words asks for every name.
def without_space(name: str) -> str:
    """Return a name with half-width brackets and signs, and no spaces or final stop."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).strip("。")


def is_change(words: str, best: Decimal | None = None) -> bool:
    """Tell whether values are changes, which may be negative.

    Args:
        words: The name of an indicator, or words of its cells.
        best: The percentage that the best grade asks for, where more is better: a quantity (规模)
            that earns it with a few per cent is graded on how much it grew.
    """
    name = without_space(words)
    grown = best is not None and best <= _FEW
    quantity = _QUANTITY.search(name) and not _RATIO.search(name)
    return bool(_CHANGE.search(name) or (grown and quantity))


def most(words: str) -> Decimal | None:
    """Return the percentage that values cannot pass, or None where the words set none."""
    name = without_space(words)
    if _DECREASE.search(name):
        return WHOLE
    open_ended = _CHANGE.search(name) or _DONE.search(name)
    return WHOLE if _SHARE.search(name) and not open_ended else None
