"""The commands, and what each of them runs."""

import argparse
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from yanjiao_budget.document.disclosure import Disclosure
from yanjiao_budget.document.ledger import ties
from yanjiao_budget.formats.read import read_any
from yanjiao_budget.language import NOTHING, Both, pick, worded
from yanjiao_budget.schema import Record
from yanjiao_budget.store.add import add_disclosure
from yanjiao_budget.store.build import build, stored_disclosure, without_english
from yanjiao_budget.store.differences import counted, differences, in_words
from yanjiao_budget.store.folders import in_folder
from yanjiao_budget.store.names import english
from yanjiao_budget.store.parts import Limits
from yanjiao_budget.store.report import all_ties_hold, names_file, names_to_add, report_on, summary
from yanjiao_budget.terminal import language, progress, said_by
from yanjiao_budget.usage import (
    ADDED,
    ALONE,
    BUILT,
    COLLECTED,
    COLLECTS,
    DIFFERS,
    SIDE_BY_SIDE,
    STATUS,
    Command,
    parser_of,
)

_GAP, _REFUSED, _UNSAID, _STOPPED = 1, 2, 3, 130


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    lang = language(sys.argv[1:] if arguments is None else arguments, os.environ)
    chosen = parser_of(_COMMANDS, lang).parse_args(arguments)
    chosen.lang = lang
    try:
        with progress(sys.stderr, lang, chosen.command), in_folder(chosen.data):
            return _COMMANDS[chosen.command].run(chosen)
    except (OSError, ValueError, ModuleNotFoundError) as error:
        sys.stderr.write(f"{said_by(error, lang)}\n")
    except KeyboardInterrupt:
        sys.stderr.write(pick(lang, "stopped\n", "已停止\n"))
        return _STOPPED
    return _REFUSED


def _check(chosen: argparse.Namespace) -> int:

    disclosure = read_any(chosen.file)
    if chosen.strict:
        disclosure.expect_all_read()
    key = disclosure.fiscal_year, disclosure.body
    ledger = [(key, tie) for tie in ties(disclosure.records, english=english())]
    report = report_on(disclosure, ledger)
    text = summary(report, alone=True, lang=chosen.lang)
    return _print(chosen, report, text, report, Both("the file was read", "文件已读取"))


def _add(chosen: argparse.Namespace) -> int:

    added = add_disclosure(
        chosen.file, replace=chosen.replace, dry_run=chosen.dry_run, strict=chosen.strict
    )
    done = {
        "source": str(added.source),
        "changed": list(map(str, added.changed)),
        "replaced": added.replaced,
        "replaced_zh": added.replaced.zh,
        "differences": list(added.differences),
        "warnings": list(added.warnings),
        "warnings_zh": [warning.zh for warning in added.warnings],
        "dry_run": added.dry_run,
    }
    stored = Both(f"{added.source} is stored", f"{added.source} 已存储")
    if added.dry_run:
        stored = Both("nothing was to be stored", "本不存储")
    return _print(chosen, added.report | done, added.in_words(chosen.lang), added.report, stored)


def _print(
    chosen: argparse.Namespace, data: object, text: str, report: dict[str, Any], done: Both
) -> int:

    printed = json.dumps(data, ensure_ascii=False, indent=2) if chosen.json else text
    return _say(chosen, f"{printed}\n", done) or (0 if all_ties_hold(report) else _GAP)


def _say(chosen: argparse.Namespace, text: str, done: Both) -> int:
    """Print a report; where that fails, as on a full disk, say what is done all the same."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python would print the rest when it ends, fail again and exit with another status.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        why = said_by(error, chosen.lang)
        said = Both(
            f"{done}; the report cannot be printed: {why}\n",
            f"{done.zh}；报告无法输出：{why}\n",
        )
        sys.stderr.write(worded(said, chosen.lang))
        return _UNSAID
    return 0


def _build(chosen: argparse.Namespace) -> int:

    say = partial(pick, chosen.lang)
    changed = build()
    lines = [say(f"rewrote {path}", f"已重写 {path}") for path in changed]
    lines = lines or [say("nothing changed", "没有变化")]
    if names := without_english():
        lines.append(worded(names_to_add(names, names_file()), chosen.lang))
    return _say(chosen, "\n".join([*lines, ""]), Both("the tables are built", "各表已建成"))


def _diff(chosen: argparse.Namespace) -> int:

    before, after = (_file_or_stored(name, chosen.body) for name in (chosen.old, chosen.new))
    found = differences(before, after)
    if chosen.json:
        sides = {"before": _about(before), "after": _about(after)}
        data = sides | {"counts": counted(found), "differences": found}
        text = json.dumps(data, ensure_ascii=False, indent=2)
    else:
        text = worded(_side_by_side(before, after, found), chosen.lang)
    done = Both("both texts were read", "两份文本已读取")
    return _say(chosen, f"{text}\n", done) or (_GAP if found else 0)


def _side_by_side(before: Disclosure, after: Disclosure, found: list[Record]) -> Both:
    """Return which two texts were compared, and what changed."""
    old, new = _in_a_line(before), _in_a_line(after)
    said = in_words(found) or Both("nothing that is printed differs", "所印内容没有不同")
    is_one_year = before.fiscal_year == after.fiscal_year
    if not found and is_one_year and before.to_text() != after.to_text():
        said = Both(
            f"{said}: only spaces, blank lines or line ends do",
            f"{said.zh}：只有空格、空行或换行符不同",
        )
    return Both(
        f"before: {old}\nafter: {new}\n{said}", f"改动前：{old.zh}\n改动后：{new.zh}\n{said.zh}"
    )


def _in_a_line(one: Disclosure) -> Both:
    """Return what a text is, and where its line numbers are not those of its file, whose."""
    if Path(one.file).suffix.lower() == ".txt":
        return Both(f"{one.title} ({one.file})", f"{one.title}（{one.file}）")
    return Both(
        f"{one.title} ({one.file}; its lines are those of yb.read_text(FILE))",
        f"{one.title}（{one.file}；行号是 yb.read_text(FILE) 所得文本的行号）",
    )


def _file_or_stored(name: str, body: str | None) -> Disclosure:
    """Return the disclosure of a file or, where there is none of that name, of a year."""
    if Path(name).exists() or not (name.isascii() and name.isdecimal()):
        return read_any(name)
    try:
        return stored_disclosure(int(name), body)
    except KeyError as error:
        there = error.args[0]
        raise ValueError(
            Both(f"{name}: no such file, and {there}", f"{name}：没有此文件，{there.zh}")
        ) from error


def _about(disclosure: Disclosure) -> dict[str, Any]:
    names = ("file", "title", "body", "fiscal_year")
    return {name: getattr(disclosure, name) for name in names}


def _verify(chosen: argparse.Namespace) -> int:
    from yanjiao_budget.export.verify import verify  # noqa: PLC0415 - pandas, for this command alone

    found = verify(chosen.reference, quote=chosen.quote, amount=chosen.amount, file=chosen.text)
    line, text = found.line, found.text
    where = NOTHING if line is None else Both(f", line {line}: {text}", f"，第{line}行：{text}")
    true = Both(
        f"true of {found.file} ({found.swhid}){where}\n",
        f"与 {found.file}（{found.swhid}）相符{where.zh}\n",
    )
    done = Both("the citation is true", "引文属实")
    return _say(chosen, worded(true, chosen.lang), done)


def _page(chosen: argparse.Namespace) -> int:
    from yanjiao_budget.explorer import explore  # noqa: PLC0415 - Altair, for this command alone

    try:
        explorer = explore(body=chosen.body)
    except KeyError as error:
        raise ValueError(error.args[0]) from error
    path = explorer.save(Path(chosen.out))
    return _say(chosen, f"{path.resolve()}\n", Both("the page is written", "页面已写成"))


def _collect(chosen: argparse.Namespace) -> int:
    from yanjiao_budget.store.collect import collected  # noqa: PLC0415 - pandas, for this command
    from yanjiao_budget.store.manifest import all_is_well  # noqa: PLC0415
    from yanjiao_budget.store.summary import as_values, in_words  # noqa: PLC0415

    limits = Limits(chosen.seconds, chosen.megabytes)
    run = collected(chosen.folder, chosen.out, chosen.scheduler, limits)
    text = in_words(run, chosen.out, chosen.lang)
    if chosen.json:
        text = json.dumps(as_values(run), ensure_ascii=False, indent=2)
    done = Both("all is collected", "已全部读取")
    return _say(chosen, f"{text}\n", done) or (0 if all_is_well(run.manifest) else _GAP)


_COMMANDS = {
    "check": Command(
        Both(
            "read a disclosure and show what it holds and whether its figures tie",
            "读取一份公开文件，列出其内容，核对数字是否相符",
        ),
        STATUS,
        ("file", "--json", "--strict"),
        _check,
        ALONE,
    ),
    "add": Command(
        Both(
            "check a disclosure, store its text in the data folder and rebuild the tables with it",
            "核对一份公开文件，将其文本存入数据文件夹，重建各表",
        ),
        ADDED,
        ("file", "--json", "--dry-run", "--replace", "--strict"),
        _add,
    ),
    "collect": Command(
        Both(
            "read every disclosure below a folder into one set of Parquet tables",
            "将文件夹中的全部公开文件读入一套 Parquet 表",
        ),
        COLLECTED,
        ("folder", "--out", "--scheduler", "--seconds", "--megabytes", "--json"),
        _collect,
        COLLECTS,
        looks_into_data=False,
    ),
    "diff": Command(
        Both(
            "show what changed between two texts, row by row and cell by cell",
            "对照两份文本，逐行逐格列出不同",
        ),
        DIFFERS,
        ("old", "new", "--body", "--json"),
        _diff,
        SIDE_BY_SIDE,
    ),
    "build": Command(
        Both(
            "rebuild the tables and datapackage.json of the data folder from its source/*.txt",
            "由 source/*.txt 重建数据文件夹的各表和 datapackage.json",
        ),
        BUILT,
        (),
        _build,
    ),
    "verify": Command(
        Both(
            "tell whether a citation is true of the text in hand: its bytes, words and figure",
            "核验引文与手头文本是否相符：字节、文字和数字",
        ),
        Both(
            "Exit status: 0 when it is true, or 2 when it is not, with what differs on standard "
            "error.",
            "退出状态：0 相符；2 不相符，不同之处见标准错误输出。",
        ),
        ("reference", "--quote", "--amount", "--text"),
        _verify,
    ),
    "page": Command(
        Both(
            "write the explorer as one file that needs no Python, server or network",
            "将浏览页存为一个文件，无需 Python、服务器或网络",
        ),
        Both(
            "Exit status: 0, or 2 when the file cannot be written, with the reason on standard "
            "error.",
            "退出状态：0 完成；2 文件无法写入，原因见标准错误输出。",
        ),
        ("--out", "--body"),
        _page,
        Both(
            " It holds every disclosure of the data folder, and of one that collect made those of "
            "one body.",
            "页面含有数据文件夹中的全部公开文件；数据文件夹由 collect 生成的，只含一个单位的。",
        ),
    ),
}


if __name__ == "__main__":
    sys.exit(main())
