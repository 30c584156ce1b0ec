"""Charts that appear with no network: drawn by JupyterLab itself, a picture for other readers."""

from io import BytesIO
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from PIL import Image

# JupyterLab draws this MIME type with the Vega-Lite 5 it is shipped with, and nothing newer.
MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# The version for pictures is the nearest to JupyterLab's (5.6.1) that the converter has.
_PICTURE_VERSION = "5.8"
FONTS = Path(__file__).parent / "fonts"
FONT_FAMILY = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"


def show_charts_offline() -> None:
    """Have notebooks show Altair charts with no network; call it once, before the first chart.

    Each chart is stored as a specification that JupyterLab draws by itself and as a PNG for readers
    that draw none, such as GitHub. Chinese in the PNG is drawn with the font of this package.
    """
    vl_convert.register_font_directory(str(FONTS))
    alt.renderers.register("yanjiao_budget", bundle)
    alt.renderers.enable("yanjiao_budget")


def bundle(specification: dict[str, Any], **_: object) -> dict[str, Any]:
    """Return the MIME bundle of a chart's specification."""
    specification = {**specification, "$schema": SCHEMA}
    return {
        MIME: specification,
        "image/png": _picture(specification),
        "text/plain": f"Chart: {_title(specification)}",
    }


def _picture(specification: dict[str, Any]) -> bytes:
    """Return a PNG with a palette: a tenth of the size, and notebooks carry many."""
    drawn = vl_convert.vegalite_to_png(specification, vl_version=_PICTURE_VERSION, scale=1.5)
    small = BytesIO()
    with Image.open(BytesIO(drawn)) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(
            small, "PNG", optimize=True
        )
    return small.getvalue()


def _title(specification: Any) -> str:  # noqa: ANN401 - any level of a JSON document
    """Return the first title in a specification, from the outside in."""
    title = specification.get("title", "")
    if title:
        return str(title["text"]) if isinstance(title, dict) else str(title)
    parts = specification.get("vconcat") or specification.get("layer") or []
    return next(filter(None, map(_title, parts)), "")
