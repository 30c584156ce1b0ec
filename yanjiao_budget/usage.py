"""What the command line's help says, and what its commands take, in English and in Chinese."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args

from yanjiao_budget.language import NOTHING, Both, Language, pick, worded
from yanjiao_budget.store.parts import LIMITS
from yanjiao_budget.terminal import Parser

_ABOUT = Both(
    """\
Commands: check a disclosure, add one to the tables, rebuild them, hold two side by side.
Or collect the disclosures of a folder into tables of their own, verify a citation, or write the
explorer as one file.

The data folder is the one that --data names, else the one that the variable YANJIAO_BUDGET_DATA
names, else data/ of the repository. It may be empty or not exist yet. An installed package holds
data that is read and never written into.

What is said is in English, or in Chinese with --lang zh or where the locale is Chinese. What
--json prints is the same in both: under its keys stands English and, under those that end in _zh,
Chinese.""",
    """\
命令：核对一份公开文件，将它加入各表，重建各表，对照两份文本；
也可将一个文件夹中的公开文件读入另一套表，核验引文，或将浏览页存为一个文件。

数据文件夹由 --data 指明，否则由变量 YANJIAO_BUDGET_DATA 指明，否则为代码库中的 data/。
它可以是空的，也可以尚不存在。已安装的程序包中的数据只读取，从不写入。

加 --lang zh 或系统语言为中文时，所有文字为中文；加 --lang en 则为英文。
--json 的输出与语言无关：各键之下是英文，以 _zh 结尾的键之下是中文。""",
)
STATUS = Both(
    """\
Exit status: 0 when every tie that the document's figures imply holds, 1 when one does not, 2 when
the file is refused or cannot be read faithfully, with the reason on standard error, 3 when all is
done and its report cannot be printed.""",
    """\
退出状态：0 各项勾稽关系均成立；1 有一项不成立；2 文件被拒绝或无法如实读取，
原因见标准错误输出；3 全部完成，但报告无法输出。""",
)
ADDED = Both(
    f"{STATUS}\nWith 0, 1 and 3 it is stored; with 2 every file is as it was.",
    f"{STATUS.zh}\n状态为 0、1、3 时已存储；为 2 时所有文件保持原样。",
)
BUILT = Both(
    """\
Exit status: 0, or 2 when a disclosure is refused; then every file is as it was. 3 when the tables
are built and what was done cannot be printed.""",
    """\
退出状态：0 完成；2 有公开文件被拒绝，所有文件保持原样；
3 各表已建成，但结果无法输出。""",
)
COLLECTED = Both(
    """\
Exit status: 0 when every file is read and in the tables and every tie holds, 1 when a file is
refused, ended, or stands beside another text of its year and body, or a tie does not hold, 2 when
nothing can be collected, with the reason on standard error; then the tables are as they were. 3
when all is done and the report cannot be printed.""",
    """\
退出状态：0 所有文件均已读入各表，各项勾稽关系均成立；1 有文件被拒绝、中止，或与同年度同单位的
另一文本并存，或有一项勾稽关系不成立；2 无法读取任何文件，原因见标准错误输出，各表保持原样；
3 全部完成，但报告无法输出。""",
)
COLLECTS = Both(
    """
Read are .txt, .docx, .doc, .wps, .html, .htm and .pdf; names that begin with . or ~$ are passed
over. The tables are Parquet, partitioned by fiscal year, beside a manifest of one row a file, its
reasons in English; --data and YANJIAO_BUDGET_DATA name their folder to the other commands and to
the loaders. Where a run is stopped, in whatever way, the next goes on: it reads what is new,
changed or moved and drops what is gone. Of several files of one year and body the tables hold the
first by path; the manifest names the others. Ties between years are worked out when a body is
looked into, not here.""",
    """
读取 .txt、.docx、.doc、.wps、.html、.htm 和 .pdf；名称以 . 或 ~$ 开头的略过。各表为 Parquet，按年度
分区，另有每个文件一行的清单，其中的原因为英文；其他命令和各读取函数用 --data 或
YANJIAO_BUDGET_DATA 指明该文件夹。
无论怎样中断，下次接着进行：读取新增、改动和移动过的文件，去掉已不在的文件。同年度同单位有几个
文件时，表中为按路径排在最前的一个，其余列于清单。各年度之间的勾稽关系在查看某一单位时才核对。""",
)
DIFFERS = Both(
    """\
Exit status: 0 when nothing that is printed differs, 1 when something does, 2 when a text is refused
or cannot be read faithfully, with the reason on standard error, 3 when the report cannot be
printed.""",
    """\
退出状态：0 所印内容没有不同；1 有不同；2 有文本被拒绝或无法如实读取，
原因见标准错误输出；3 报告无法输出。""",
)
SIDE_BY_SIDE = Both(
    """ Two
versions of one year, or two years. Told are rows of tables and lines of prose that are new, gone or
have moved, and each cell that changed, with both lines; where a threshold did, whether the bar is
lower or higher. Spaces around a cell, blank lines, the numbers that count rows and, between two
years, years that are as far from their document's own are no change.""",
    """
可以是同一年度的两个版本，也可以是两个年度。列出新增、不再列出和移位的表格行与正文，
以及每个改动的单元格，连同两边的行号；评价标准有改动的，并说明门槛降低还是提高。
单元格前后的空格、空行、行的序号，以及两个年度之间与各自年度相距相同的年份，不算改动。""",
)
ALONE = Both(
    """ Stores
nothing. The ledger is that of the document alone: what ties it to a stored year before or after is
checked by add, and by add --dry-run, which stores nothing either.""",
    """
不存储任何内容。勾稽关系只看本文件：与已存的前后年度之间的勾稽关系由 add 核对，
或由同样不存储的 add --dry-run 核对。""",
)


_FILE = Both(
    ".txt, .docx, .html or .pdf, or .doc or .wps where LibreOffice is",
    ".txt、.docx、.html 或 .pdf；装有 LibreOffice 时也可为 .doc 或 .wps",
)
_FILE_OR_YEAR = Both(
    f"a file ({_FILE}), or the year of a stored one",
    f"文件（{_FILE.zh}），或已存文件的年度",
)
_A_FILE = Both("FILE", "文件")


class Command(NamedTuple):
    """One command: what it does, what its exit status says, its arguments, and what runs it."""

    text: Both
    status: Both
    takes: tuple[str, ...]
    run: Callable[[argparse.Namespace], int]
    more: Both = NOTHING
    looks_into_data: bool = True


_ARGUMENTS: dict[str, dict[str, Any]] = {
    "file": {
        "type": Path,
        "metavar": _A_FILE,
        "help": Both(f"the disclosure: {_FILE}", f"公开文件：{_FILE.zh}"),
    },
    "old": {
        "metavar": Both("OLD", "旧文本"),
        "help": Both(f"the earlier text: {_FILE_OR_YEAR}", f"较早的文本：{_FILE_OR_YEAR.zh}"),
    },
    "new": {
        "metavar": Both("NEW", "新文本"),
        "help": Both("the later text, likewise", "较晚的文本，同上"),
    },
    "--body": {
        "metavar": Both("NAME", "单位"),
        "help": Both(
            "whose disclosure is meant; that of the body of the latest without it",
            "指哪一单位的公开文件；不写则为最新一份的单位",
        ),
    },
    "reference": {
        "metavar": Both("CITATION", "引文"),
        "help": Both(
            "a SWHID such as swh:1:cnt:…;lines=19, or a citation that holds one",
            "SWHID，如 swh:1:cnt:…;lines=19，或含有它的引文",
        ),
    },
    "--quote": {
        "default": "",
        "metavar": Both("WORDS", "文字"),
        "help": Both("words that should stand on the line", "该行应有的文字"),
    },
    "--amount": {
        "metavar": Both("FIGURE", "数字"),
        "help": Both("a figure that should be printed on it", "该行应有的数字"),
    },
    "--text": {
        "type": Path,
        "metavar": _A_FILE,
        "help": Both(
            "the text in hand; without it those of the data folder are looked through",
            "手头的文本；不写则在数据文件夹中查找",
        ),
    },
    "folder": {
        "type": Path,
        "metavar": Both("FOLDER", "文件夹"),
        "help": Both("the folder that the files are below", "文件所在的文件夹"),
    },
    "--scheduler": {
        "metavar": Both("ADDRESS", "地址"),
        "help": Both(
            "a Dask scheduler, such as tcp://host:8786, whose workers see both folders under "
            "the same paths; without it every core of this machine reads",
            "Dask 调度器，如 tcp://host:8786，其各工作进程以相同路径看到两个文件夹；"
            "不写则用本机的全部核心",
        ),
    },
    "--seconds": {
        "type": float,
        "metavar": Both("SECONDS", "秒"),
        "default": LIMITS.seconds,
        "help": Both(
            "how long reading one file may take before it is ended (%(default)g)",
            "读取一个文件最多用多少秒，超过即中止（%(default)g）",
        ),
    },
    "--megabytes": {
        "type": float,
        "metavar": Both("MEGABYTES", "兆字节"),
        "default": LIMITS.megabytes,
        "help": Both(
            "how much memory reading one file may take before it is ended (%(default)g)",
            "读取一个文件最多用多少兆字节内存，超过即中止（%(default)g）",
        ),
    },
    "--out": {
        "metavar": Both("PATH", "路径"),
        "required": True,
        "help": Both(
            "what to write: a file such as explorer.html; of collect, the data folder",
            "要写的文件，如 explorer.html；collect 则为数据文件夹",
        ),
    },
    "--json": {
        "action": "store_true",
        "help": Both("print everything as JSON, for machines", "全部以 JSON 输出，供程序读取"),
    },
    "--strict": {
        "action": "store_true",
        "help": Both(
            "refuse the file where anything in it is kept unread, and name the first place",
            "文件中有未识读之处即拒绝，并指出第一处",
        ),
    },
    "--dry-run": {
        "action": "store_true",
        "help": Both("show what would be done and store nothing", "只说明会做什么，不存储"),
    },
    "--replace": {
        "action": "store_true",
        "help": Both(
            "put it in the place of a stored one of the same year and body that differs",
            "替换同一年度、同一单位而内容不同的已存文件",
        ),
    },
    "--data": {
        "metavar": Both("FOLDER", "文件夹"),
        "help": Both(
            "the data folder; without it YANJIAO_BUDGET_DATA, or data/ of the repository",
            "数据文件夹；不写则为 YANJIAO_BUDGET_DATA 或代码库的 data/",
        ),
    },
    "--lang": {
        "choices": get_args(Language),
        "help": Both(
            "the language of what is said; without it that of the locale",
            "所用语言（zh 中文，en 英文）；不写则依系统语言",
        ),
    },
}


def parser_of(commands: Mapping[str, Command], lang: Language) -> Parser:
    """Return what reads the command line, its help in a language."""
    is_script = Path(sys.argv[0]).stem == "yanjiao-budget"
    every = Both(
        "Each command explains itself: put --help behind it.",
        "各命令的说明：在命令之后加 --help。",
    )
    parser = Parser(
        lang=lang,
        prog="yanjiao-budget" if is_script else "python -m yanjiao_budget",
        description=worded(_ABOUT, lang),
        epilog=f"{worded(STATUS, lang)}\n{worded(every, lang)}",
    )
    _takes(parser, "--lang")
    called = pick(lang, "command", "命令")
    added = parser.add_subparsers(required=True, metavar=called, dest="command")
    for name, one in commands.items():
        text, more = worded(one.text, lang), worded(one.more, lang)
        about = pick(lang, f"{text[0].upper()}{text[1:]}.{more}", f"{text}。{more}")
        status = worded(one.status, lang)
        command = added.add_parser(name, lang=lang, help=text, description=about, epilog=status)
        command.set_defaults(data=None)
        for argument in (*one.takes, *["--data"][: one.looks_into_data], "--lang"):
            _takes(command, argument)
    return parser


def _takes(parser: Parser, name: str) -> None:
    """Add an argument, with its words in the parser's language."""
    declared = dict(_ARGUMENTS[name])
    for key in {"help", "metavar"} & declared.keys():
        declared[key] = worded(declared[key], parser.lang)
    parser.add_argument(name, **declared)
