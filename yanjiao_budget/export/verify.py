"""Whether a citation is true of a text in hand: its bytes, and what stands on the line."""

import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from yanjiao_budget.document.numbers import half_width, read_number
from yanjiao_budget.document.text import decode
from yanjiao_budget.language import NOTHING, Both
from yanjiao_budget.store.folders import data_folder

from .cite import SWHID, swhid

_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?")
_LISTED = 20  # Texts in hand that a message lists: the first few of what may be thousands.
_SHOWN = 80  # Characters of a line that a message quotes.


class Verified(NamedTuple):
    """What was found true.

    Attributes:
        file: The text in hand.
        swhid: Its identifier, worked out from its bytes.
        line: The line cited, or the first of them; None for a citation of the whole text.
        text: What stands there; empty without a line.
    """

    file: str
    swhid: str
    line: int | None
    text: str


def verify(
    reference: str,
    *,
    quote: str = "",
    amount: str | float | Decimal | None = None,
    file: str | Path | None = None,
) -> Verified:
    """Tell whether a citation is true of a text in hand, or say what differs.

    Args:
        reference: A SWHID such as `swh:1:cnt:…;lines=19`, or a citation that holds one.
        quote: Words that should stand on the line, as printed.
        amount: A figure that should be printed on it, in the document's unit there.
        file: The text in hand; without one, those of the data folder are looked through.

    Returns:
        What was found, where everything asked for is true.

    Raises:
        ValueError: For a reference that holds no SWHID, a text of other bytes, a line that it does
            not have, words or a figure that do not stand there; the message says what does.
        OSError: Where a text cannot be opened.
    """
    asked = SWHID.search(reference)
    if asked is None:
        raise ValueError(
            Both(
                f"“{reference}” holds no SWHID such as swh:1:cnt:…;lines=19",
                f"“{reference}”中没有 SWHID，如 swh:1:cnt:…;lines=19",
            )
        )
    path, content = _text(asked["hash"], file)
    lines = decode(content, str(path))[0].split("\n")
    if asked["first"] is None:
        if quote or amount is not None:
            raise ValueError(
                Both(
                    f"“{reference}” names no line to find words or a figure on",
                    f"“{reference}”没有指明行，无从查找文字或数字",
                )
            )
        return Verified(str(path), swhid(content), None, "")
    first, last = int(asked["first"]), int(asked["last"] or asked["first"])
    count = len(lines) - (not lines[-1])
    if not 1 <= first <= last <= count:
        raise ValueError(
            Both(
                f"{path} has {count} lines, counted from 1, and none {first}-{last}",
                f"{path} 共有{count}行（从1数起），没有第{first}-{last}行",
            )
        )
    text = "\n".join(line.strip() for line in lines[first - 1 : last])
    cited = f"{first}-{last}" if last > first else f"{first}"
    where = Both(f"{path}, line {cited}", f"{path}，第{cited}行")
    if quote and not _stands(quote, text):
        found, elsewhere = text[:_SHOWN], _elsewhere(quote, lines)
        raise ValueError(
            Both(
                f"{where}: found “{found}”, expected the words “{quote}”{elsewhere}",
                f"{where.zh}：发现：“{found}”；应为：文字“{quote}”{elsewhere.zh}",
            )
        )
    if amount is not None:
        _expect_amount(str(amount), text, where)
    return Verified(str(path), swhid(content, first, last), first, text)


def _text(wanted: str, file: str | Path | None) -> tuple[Path, bytes]:
    """Return the text of an identifier, refusing what is in hand where it is another."""
    paths = [Path(file)] if file else sorted((data_folder() / "source").glob("*.txt"))
    found = []
    for path in paths:
        content = path.read_bytes()
        if (identifier := swhid(content)).endswith(wanted):
            return path, content
        found.append(Both(f"{path} is {identifier}", f"{path} 是 {identifier}"))
    source = data_folder() / "source"
    there = Both("; ".join(found[:_LISTED]), "；".join(one.zh for one in found[:_LISTED]))
    if (more := len(found) - _LISTED) > 0:
        there = Both(f"{there}; and {more} more", f"{there.zh}；另有 {more} 份")
    if not found:
        there = Both(f"{source} holds no text", f"{source} 中没有文本")
    raise ValueError(
        Both(
            f"no text in hand is swh:1:cnt:{wanted}: {there}",
            f"手头没有标识为 swh:1:cnt:{wanted} 的文本：{there.zh}",
        )
    )


def _stands(quote: str, text: str) -> bool:
    """Tell whether words stand in a text, no number of theirs cut short."""
    before = r"(?<![\d.,])" * quote[:1].isdigit()
    after = r"(?!\d|[.,]\d)" * quote[-1:].isdigit()
    return re.search(before + re.escape(quote) + after, text) is not None


def _elsewhere(quote: str, lines: list[str]) -> Both:
    places = [str(number) for number, line in enumerate(lines, 1) if _stands(quote, line)]
    listed = ", ".join(places[:5])
    if not places:
        return NOTHING
    return Both(f", which stand on line {listed}", f"，见第{listed}行")


def _expect_amount(amount: str, text: str, where: Both) -> None:
    wanted = read_number(amount)
    if wanted is None:
        raise ValueError(
            Both(
                f"amount is {amount!r}; it has to be a number", f"amount 是 {amount!r}；它应为数字"
            )
        )
    printed = [match[0] for match in _NUMBER.finditer(half_width(text))]
    if wanted not in [read_number(one) for one in printed]:
        listed = ", ".join(printed)
        there = Both(listed, listed) if printed else Both("no figure", "没有数字")
        raise ValueError(
            Both(
                f"{where}: found {there}, expected the figure {amount}",
                f"{where.zh}：发现：{there.zh}；应为：数字 {amount}",
            )
        )
