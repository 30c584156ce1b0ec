"""A bare page as the explorer's host: its front end in a browser, its state in the test's process.

What JupyterLab puts between the two, a kernel and its messages, is left out: an assertion on the
page and the Python behind it are then of one process, and an error there has its traceback.
"""

import base64
import json
import traceback

from playwright.sync_api import Page

from kit.page import settle
from yanjiao_budget.explorer.widget import Explorer

ADDRESS = "http://127.0.0.1/"  # Nothing is asked of it: the page below is what it answers.
_SYNCED = ("language_of_reader", "notices")
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Explorer</title>
<style>body { margin: 0 } %s</style><main id="el"></main><script type="module">
const source = %s, state = %s, heard = new Map();
const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
const { default: widget } = await import(url);
const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
let pending = {};
const call = (name, ...more) => [...(heard.get(name) ?? [])].forEach((listen) => listen(...more));
window.take = (now) => {
  const differs = (name) => JSON.stringify(now[name]) !== JSON.stringify(state[name]);
  const changed = Object.keys(now).filter(differs);
  Object.assign(state, now);
  for (const name of changed) call(`change:${name}`);
};
async function tell(kind, content) {
  const { state: now, sent } = await python(kind, JSON.stringify(content));
  take(now);
  for (const [message, buffers] of sent) call("msg:custom", message, buffers.map(bytes));
}
const model = {
  get: (name) => state[name],
  set: (name, value) => { state[name] = pending[name] = value; call(`change:${name}`); },
  save_changes: () => { const fields = pending; pending = {}; tell("set", fields); },
  send: (content) => tell("message", content),
  on: (name, listen) => heard.set(name, [...(heard.get(name) ?? []), listen]),
  off: () => {},
};
widget.render({ model, el: document.getElementById("el") });
</script></html>"""


def synced(explorer: Explorer) -> dict:
    """Return what of an explorer its page has too."""
    return explorer.state._asdict() | {name: getattr(explorer, name) for name in _SYNCED}


def tell(page: Page, explorer: Explorer) -> None:
    """Have the page hear of what was set in Python, as a notebook does."""
    page.evaluate("take", synced(explorer))
    settle(page)


def open_explorer(page: Page, explorer: Explorer) -> None:
    """Show an explorer on a page and wait for what it draws."""
    sent = []

    def send(content, buffers=None):
        sent.append([content, [base64.b64encode(one).decode() for one in buffers or ()]])

    def python(kind, content):
        sent.clear()
        fields = json.loads(content) if kind == "set" else {}
        before = synced(explorer) | fields
        try:
            if kind == "set":
                explorer.set_state(fields)
            else:
                explorer._answer(None, json.loads(content), [])
        except Exception:
            traceback.print_exc()
            raise
        # What the page set by itself is not answered, as in a notebook.
        now = {name: value for name, value in synced(explorer).items() if value != before[name]}
        return {"sent": [*sent], "state": now}

    explorer.send = send
    script = json.dumps(explorer._esm).replace("</", "<\\/")
    html = _PAGE % (explorer._css, script, json.dumps(synced(explorer)).replace("</", "<\\/"))
    page.expose_function("python", python)
    page.route(
        f"{ADDRESS}**",
        lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
    )
    page.goto(ADDRESS)
    settle(page)
