"""Charts that appear with no network: drawn by JupyterLab itself, a picture for other readers."""

import json
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from PIL import Image, ImageFont

from .in_words import alt_text, title_of

# JupyterLab draws this MIME type with the Vega-Lite 5 it is shipped with, and nothing newer.
MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# The version for pictures is the nearest to JupyterLab's (5.6.1) that the converter has.
_PICTURE_VERSION = "5.8"
FONTS = Path(__file__).parent / "fonts"
FONT_FAMILY = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
# No machine has a font of this name but from this package, so every machine draws the same picture.
_PICTURE_FAMILY = "Yanjiao Budget Sans"
FONT_FILE = FONTS / "YanjiaoBudgetSans-Regular.otf"
_NO_GLYPH = "〓"  # what Chinese printers set for a character they have no type for


def show_charts_offline() -> None:
    """Have notebooks show Altair charts with no network; call it once, before the first chart.

    Each chart is stored as a specification that JupyterLab draws by itself and as a PNG for readers
    that draw none, such as GitHub. All text in the PNG is drawn with the font of this package, and
    beside it stands what it shows in words (`alt_text`).
    """
    alt.renderers.register("yanjiao_budget", _described)
    alt.renderers.enable("yanjiao_budget")


def bundle(specification: dict[str, Any], **_: object) -> dict[str, Any]:
    """Return the MIME bundle of a chart's specification."""
    specification = {**specification, "$schema": SCHEMA}
    return {
        MIME: specification,
        "image/png": _small(to_png(specification, scale=1.5)),
        "text/plain": f"Chart: {title_of(specification)}",
    }


def _described(
    specification: dict[str, Any], **_: object
) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Return the MIME bundle of a chart's specification, and the metadata with its alt text."""
    return bundle(specification), {"image/png": {"alt": alt_text(specification)}}


def to_png(specification: dict[str, Any], *, scale: float = 1) -> bytes:
    """Return a PNG of a specification, the same bytes whatever fonts the machine has.

    A character that the font of this package has no glyph for is drawn as 〓.
    """
    drawn = _pictured(specification, _with_glyph)
    return vl_convert.vegalite_to_png(drawn, vl_version=_PICTURE_VERSION, scale=scale)


def to_vega(specification: dict[str, Any]) -> str:
    """Return a specification in Vega, as JSON, which a browser draws with no Vega-Lite."""
    return _to_vega(json.dumps(specification, sort_keys=True))


@cache
def _to_vega(specification: str) -> str:
    return json.dumps(vl_convert.vegalite_to_vega(specification, vl_version=_PICTURE_VERSION))


def _pictured(specification: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return the specification in the package's font, with each character changed."""
    _register_font()
    config = {**specification.get("config", {}), "font": f"{_PICTURE_FAMILY}, {FONT_FAMILY}"}
    changed = _map_text({**specification, "config": config}, change)
    return dict(changed)


@cache
def _register_font() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _map_text(node: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any level of JSON
    if isinstance(node, str):
        return "".join(map(change, node))
    if isinstance(node, dict):
        return {_map_text(key, change): _map_text(value, change) for key, value in node.items()}
    if isinstance(node, list):
        return [_map_text(value, change) for value in node]
    return node


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_FILE), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _with_glyph(character: str) -> str:
    """Return the character, or 〓: a glyph from another font would differ between machines."""
    if character in " \t\n":
        return character
    if "\ud800" <= character <= "\udfff":
        return _NO_GLYPH
    return _NO_GLYPH if _ink(character) == _ink("\U000f0000") else character


def _ink(character: str) -> bytes:
    return bytes(_font(20).getmask(character))


def _small(picture: bytes) -> bytes:
    """Return a PNG with a palette: a tenth of the size, and notebooks carry many."""
    small = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(
            small, "PNG", optimize=True
        )
    return small.getvalue()
