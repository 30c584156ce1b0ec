"""The front end of the explorer in node, asked by Python: the same modules that the page runs."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from typing import Any

import pytest

from kit import ROOT
from yanjiao_budget.explorer import sent
from yanjiao_budget.explorer.data import Data
from yanjiao_budget.explorer.state import VIEWS

NO_NODE = "no node here, which runs the explorer's own code in the tests: apt-get install nodejs"


class FrontEnd:
    """What the page makes of a state; one process answers until it is closed."""

    def __init__(self, folder, disclosures: list[Data], views: Iterable[str] = VIEWS) -> None:
        """Send what a page gets of some disclosures, the blocks of some views alone."""
        node = shutil.which("node")
        assert node, NO_NODE
        path = folder / "sent.json"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sent, "MAKERS", {view: sent.MAKERS[view] for view in views})
            whole = sent.everything(disclosures)
        whole["published"] = sent.published(disclosures[0].body)
        path.write_text(json.dumps(whole, ensure_ascii=False, allow_nan=False), "utf-8")
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
