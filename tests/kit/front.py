"""The front end of the explorer in node, asked by Python: the same modules that the page runs."""

import base64
import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kit import ROOT
from yanjiao_budget.explorer import sent
from yanjiao_budget.explorer.data import Data
from yanjiao_budget.explorer.state import VIEWS

NO_NODE = "no node here, which runs the explorer's own code in the tests: apt-get install nodejs"


@contextmanager
def of_views(views: Iterable[str]) -> Iterator[None]:
    """Have pages made with the blocks of some views alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sent, "MAKERS", {view: sent.MAKERS[view] for view in views})
        yield


def sent_of(disclosures: list[Data], views: Iterable[str] = VIEWS) -> dict[str, Any]:
    """Return what a page gets of some disclosures, the blocks of some views alone."""
    with of_views(views):
        return sent.everything(disclosures) | {"published": sent.published(disclosures[0].body)}


def held_by(file: Path) -> dict[str, Any]:
    """Return what the explorer as a file got."""
    html = file.read_text("utf-8")
    common = embedded(html, "yb-common")
    disclosures = [embedded(html, one["id"]) for one in common["disclosures"]]
    return {
        "common": common,
        "disclosures": disclosures,
        "published": embedded(html, "yb-tables"),
    }


def embedded(html: str, name: str) -> Any:
    """Return what an element of that file carries, unpacked."""
    packed = re.search(rf'<script type="text/plain" id="{name}">([^<]*)</script>', html)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


class FrontEnd:
    """What the page makes of a state; one process answers until it is closed."""

    def __init__(self, folder: Path, got: dict[str, Any]) -> None:
        """Give it what a page got: see `sent_of` and `held_by`."""
        node = shutil.which("node")
        assert node, NO_NODE
        path = folder / "got.json"
        path.write_text(json.dumps(got, ensure_ascii=False, allow_nan=False), "utf-8")
        self.process = subprocess.Popen(
            [node, ROOT / "tests" / "kit" / "front.mjs", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __call__(self, kind: str, **content: Any) -> Any:
        """Return what the front end answers."""
        self.process.stdin.write(f"{json.dumps({'kind': kind, **content})}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
