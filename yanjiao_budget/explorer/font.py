"""The package's font cut down to what a page says, for a system that has none for Chinese."""

from collections.abc import Iterable
from io import BytesIO

from yanjiao_budget.charts.offline import FONT_FILE

_ALWAYS = "".join(map(chr, range(0x20, 0x7F)))  # Letters and digits that a reader types.


def cut_down(texts: Iterable[str]) -> bytes:
    """Return the font as WOFF 1.0 with the signs of some texts, the same bytes for the same signs.

    A sign that the font itself lacks is left out.
    """
    from fontTools import subset  # noqa: PLC0415 - only a page that is saved needs it

    options, file = subset.Options(flavor="woff"), BytesIO()
    with subset.load_font(str(FONT_FILE), options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(set(_ALWAYS).union(*texts))))
        subsetter.subset(font)
        subset.save_font(font, file, options)
    return file.getvalue()
