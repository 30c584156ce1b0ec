"""The explorer as one file: its data, its scripts, its style and its font within, and no request.

The page allows its own scripts by their hashes, its own style likewise, and nothing else.
"""

import base64
import gzip
import hashlib
import html
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from . import sent
from .data import Data
from .font import cut_down
from .state import State

BUILT = files(__package__).joinpath("built")
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style id="yb-style">{style}</style>
</head>
<body>
<main id="yb-place"></main>
<noscript>{noscript}</noscript>
<script type="text/plain" id="yb-common">{common}</script>
{disclosures}
<script id="yb-explorer">{explorer}</script>
<script id="yb-vega">{vega}</script>
<script type="text/plain" id="yb-tables">{tables}</script>
<script type="text/plain" id="yb-font">{font}</script>
</body>
</html>
"""
_DATA = '<script type="text/plain" id="{id}">{data}</script>'
_NO_SCRIPT = "This page needs JavaScript. 本页需要启用 JavaScript。"


def text(name: str) -> str:
    """Return a file of the front end: `explorer.js`, `vega.js` or `explorer.css`."""
    return BUILT.joinpath(name).read_text("utf-8").strip()


def policy() -> str:
    """Return what a page of the front end allows: its own scripts and style, and nothing else."""
    scripts = " ".join(_hash(text(name)) for name in ("explorer.js", "vega.js"))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_hash(text('explorer.css'))}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def packed(data: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return JSON as the front end unpacks it, the same bytes for the same data."""
    return _gzip(_written(data))


def _written(data: Any) -> str:  # noqa: ANN401
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _gzip(text: str) -> bytes:
    return gzip.compress(text.encode(), 9, mtime=0)


def common(there: list[Data], opened: State) -> dict[str, Any]:
    """Return what the front end gets first: what disclosures share, and how the explorer opens."""
    return {
        **sent.common(there),
        "opened": opened._asdict(),
        "disclosures": [
            {"id": f"yb-disclosure-{at}", "year": one.year, "body": one.body}
            | {"choices": sent.choices(one)}
            for at, one in enumerate(there)
        ],
    }


def page(there: list[Data], opened: State, start: State, lang: str = "") -> str:
    """Return the explorer as one page of HTML.

    Args:
        there: The disclosures that it shows, each to be chosen on the page.
        opened: How the explorer opens, which a shared state is short for.
        start: What the page opens with, where its address says nothing else.
        lang: Its language, `en` or `zh`; without one, the reader's browser decides.
    """
    first = common(there, opened) | {"start": {**start._asdict(), "lang": lang}}
    parts = [first, sent.published(there[0].body), *map(sent.disclosure, there)]
    texts = [_written(part) for part in parts]
    packs = [_base64(_gzip(one)) for one in texts]
    shown = next(one for one in there if (one.year, one.body) == (start.year, start.body))
    return _PAGE.format(
        lang=lang or "zh-Hans",
        policy=policy(),
        title=html.escape(shown.disclosure["title"]),
        style=text("explorer.css"),
        noscript=_NO_SCRIPT,
        common=packs[0],
        disclosures="\n".join(
            _DATA.format(id=f"yb-disclosure-{at}", data=one) for at, one in enumerate(packs[2:])
        ),
        explorer=text("explorer.js"),
        vega=text("vega.js"),
        tables=packs[1],
        font=_base64(cut_down([*texts, text("explorer.js")])),
    )


def save(path: str | Path, there: list[Data], opened: State, start: State, lang: str = "") -> Path:
    """Write the page to a file and return its path; arguments as `page`."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    _refuse_unwritable(target)
    content = page(there, opened, start, lang)
    target.write_text(content, "utf-8", newline="\n")
    return target


def _refuse_unwritable(target: Path) -> None:
    """Fail as writing a file would, before seconds are spent on what it holds; change nothing."""
    new = not target.exists()
    with target.open("a"):
        pass
    if new:
        target.resolve().unlink()  # The file, where the path is a link to one not there.


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
