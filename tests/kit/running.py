"""The notebooks run in the test's own process: what each shows, drawn by nothing."""

import ast
import json

import pandas as pd

from kit import ROOT

FOLDER = ROOT / "notebooks"
# The notebooks whose prose stands in files beside them.
WORDED = (
    *("01_spending_structure", "02_grading_thresholds", "03_year_on_year", "05_promises"),
    "06_across",
)


def read(name):
    """Return a notebook."""
    return json.loads((FOLDER / f"{name}.ipynb").read_text("utf-8"))


def sources(name, kind="code"):
    """Return the text of a notebook's cells of a kind, in order."""
    cells = read(name)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == kind]


# What the notebooks set of pandas, as it is where none was run.
_OPTIONS = {
    f"display.{name}": pd.get_option(f"display.{name}")
    for name in ("max_rows", "max_colwidth", "precision", "html.use_mathjax")
}


@pd.option_context(_OPTIONS)
def shown(name, lang):
    """Return what a notebook shows in a language; run it with its folder as the working one."""
    found = []
    names = {"display": lambda *several: found.extend(several)}
    for number, source in enumerate(sources(name)):
        cell = source.replace('lang = "en"', f'lang = "{lang}"') if number == 0 else source
        body = ast.parse(cell.replace("from IPython.display import display\n", ""))
        last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
        exec(compile(body, name, "exec"), names)  # noqa: S102 - the notebook's own code
        if last is not None:
            found.append(eval(compile(ast.Expression(last.value), name, "eval"), names))  # noqa: S307
    return [one for one in found if one is not None]
