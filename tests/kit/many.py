"""A data folder of many bodies: the synthetic documents, each under several names."""

import pandas as pd

from yanjiao_budget import read_disclosure
from yanjiao_budget.schema import TABLES

from . import GOLDEN
from .years import build_in

_COPIES = "东西南北中"
_SECOND = "天地玄黄宇宙洪荒日月盈昃辰宿列张"


def renamed():
    """Return the text of each synthetic document, with a body of its own."""
    texts = []
    for path, sign in zip(sorted(GOLDEN.glob("*.txt")), _SECOND, strict=False):
        body = read_disclosure(path).body
        texts.append(path.read_bytes().decode().replace(body, f"{_COPIES[0]}{sign}{body}"))
    return texts


def build_many(folder, texts):
    """Build a data folder of some texts, with the rows of each again for further bodies.

    The first sign of a body's name tells the copies apart; their texts are those of the first.
    """
    build_in(folder, *texts)
    for table in TABLES:
        path = folder / "tables" / f"{table.name}.csv"
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        several = [rows.assign(body=sign + rows["body"].str[1:]) for sign in _COPIES]
        pd.concat(several).to_csv(path, index=False, encoding="utf-8-sig")
    return folder
