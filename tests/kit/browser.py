"""JupyterLab as a user starts it, and a real browser that can reach only this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Playwright

from kit import ROOT
from kit.page import SETTLED

# The first has no window to draw, and takes less of the processor; not every system has it.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
NO_BROWSER = "no Chromium here: apt-get install chromium fonts-noto-cjk"
START = 120_000  # Milliseconds that a busy machine may take to start a kernel.
NOTEBOOK = "04_explorer.ipynb"
# Under JupyterLab's own name for it: no question about news, and no look for a newer version.
_SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # Every cell is on the page, also below what is seen.
    "notebook-extension/tracker": {"windowingMode": "none"},
}

_OPEN = "(path) => { jupyterapp.commands.execute('docmanager:open', { path }); }"
_IDLE = """(notebook) => {
  const { context, sessionContext } = window.jupyterapp?.shell.currentWidget ?? {};
  return context?.path === notebook && sessionContext.session?.kernel?.status === "idle";
}"""
# The last cell of code has a number once it was run.
_RUN = """() => {
  const { node } = jupyterapp.shell.currentWidget;
  const last = [...node.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].at(-1);
  return /[0-9]/.test(last?.textContent ?? "");
}"""
_CLOSE = """async () => {
  const shown = jupyterapp.shell.currentWidget;
  await shown.sessionContext.shutdown();
  shown.dispose();
}"""


class Server(NamedTuple):
    """A server that runs: its port, and the folder of its notebooks."""

    port: int
    notebooks: Path


def launch(playwright: Playwright, **environment: str) -> Browser:
    """Start Chromium, with no way to any address but this machine's; skip where there is none.

    CI accepts no skip, so there a missing browser fails.
    """
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    inside = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    # Drawn by fewer threads, a page takes a fifth less of the processor, which other tests use.
    alone = ["--num-raster-threads=1", "--in-process-gpu"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=inside + alone + root, env={**os.environ, **environment}
    )


def to_pdf(browser: Browser, html: str, path: Path) -> Path:
    """Print a page of HTML to PDF, as Chromium does from its menu."""
    page = browser.new_page()
    page.set_content(html)
    page.pdf(path=path, prefer_css_page_size=True, tagged=True)
    page.close()
    return path


def watched(browser: Browser, faults: list[str], **options: object) -> Page:
    """Open a page that notes every error and every request that would leave this machine."""
    page = browser.new_page(**options)
    page.set_default_timeout(START)

    def request(route):
        if route.request.url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:")):
            route.continue_()
        else:
            faults.append(f"request: {route.request.url}")
            route.abort()

    def socket_opened(opened):
        if not opened.url.startswith("ws://127.0.0.1:"):
            faults.append(f"socket: {opened.url}")

    def said(message):
        if message.type == "error":
            faults.append(f"console: {message.text}")

    page.route("**/*", request)
    page.on("websocket", socket_opened)
    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    return page


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _served(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """Run a server until it is done with; its files and settings stay in a folder."""
    names = {
        "HOME": folder,
        "JUPYTER_CONFIG_DIR": folder / "config",
        "JUPYTER_DATA_DIR": folder / "data",
        "JUPYTER_RUNTIME_DIR": folder / "runtime",
        "IPYTHONDIR": folder / "ipython",
    }
    log = folder / "log.txt"
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **{name: str(path) for name, path in names.items()}},
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        for _ in range(START // 100):
            assert process.poll() is None, log.read_text("utf-8")
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


@contextmanager
def jupyterlab(folder: Path) -> Iterator[Server]:
    """Run JupyterLab over a copy of the notebooks."""
    port = free_port()
    notebooks = shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    for name, chosen in _SETTINGS.items():
        settings = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps(chosen), "utf-8")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"),
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token="),
        *(f"--ServerApp.root_dir={notebooks}", "--LabApp.expose_app_in_browser=True"),
        f"--LabApp.user_settings_dir={folder / 'settings'}",
        f"--LabApp.workspaces_dir={folder / 'workspaces'}",
    ]
    with _served(command, port, folder):
        yield Server(port, notebooks)


def open_notebook(page: Page, server: Server, notebook: str = NOTEBOOK) -> None:
    """Open a notebook in JupyterLab, run its cells and wait for what the explorer draws, if any."""
    if page.url == "about:blank":
        page.goto(f"http://127.0.0.1:{server.port}/lab/tree/{notebook}")
    else:
        page.evaluate(_OPEN, notebook)
    page.wait_for_function(_IDLE, arg=notebook, timeout=START)
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    explores = Path(notebook).name == NOTEBOOK
    page.wait_for_function(SETTLED if explores else _RUN, timeout=START)


def close_notebook(page: Page) -> None:
    """Close the notebook in front, and end its kernel."""
    page.evaluate(_CLOSE)
