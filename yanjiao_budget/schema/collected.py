"""The table of the files that `collect` read, or did not."""

from dataclasses import replace

from yanjiao_budget.language import VERDICT_NAMES

from .columns import BODY, FISCAL_YEAR, Column, Table, text
from .derived import DERIVED
from .printed import PRINTED
from .promised import PROMISED

# What became of a file.
READ, IN_PART, SAME, DIFFERS, REFUSED, ENDED = OUTCOMES = (
    "read",
    "in_part",
    "same",
    "differs",
    "refused",
    "ended",
)
_UNREAD = " Missing where the file is not read."


def _count(name: str, zh: str, en: str, meaning: str) -> Column:
    return Column(name, zh, en, "integer", f"{meaning}{_UNREAD}", required=False)


def _optional(name: str, zh: str, en: str, meaning: str) -> Column:
    return text(name, zh, en, meaning, required=False)


TIES = {verdict: f"ties_{verdict}" for verdict in VERDICT_NAMES}
ROWS = {table.name: f"rows_{table.name}" for table in (*PRINTED, *DERIVED, *PROMISED)}

MANIFEST = Table(
    "manifest",
    "文件清单",
    "Files collected",
    "one row for each file below the folder that was collected",
    (
        text("path", "路径", "Path", "The file's path in that folder."),
        replace(FISCAL_YEAR, required=False, meaning=f"The budget year of its text.{_UNREAD}"),
        replace(BODY, required=False, meaning=f"The body that its title names.{_UNREAD}"),
        text("format", "格式", "Format", "Its suffix, in small letters and without the dot."),
        text(
            "outcome",
            "结果",
            "Outcome",
            "`read` whole; `in_part`, words of it kept unread; `same`, the text of `held` once "
            "more; `differs`, another text of the year and body of `held`, of which no table has "
            "a row; `refused`; `ended`, as it took too long or too much memory.",
            categories=OUTCOMES,
        ),
        _optional(
            "held",
            "表中所收文件",
            "File in the tables",
            "Path of the file whose rows the tables have for this year and body: its own, or that "
            f"of the first by path of several.{_UNREAD}",
        ),
        _optional("kind", "拒绝类别", "Kind of refusal", "What was expected, without its figures."),
        _optional(
            "refusal", "拒绝原因", "Refusal", "As `check` words it. Missing where it is read."
        ),
        Column(
            "limit",
            "所超限额",
            "Limit",
            "number",
            "The limit that ended it, in seconds or megabytes. Missing where none did.",
            required=False,
        ),
        *(
            _count(ROWS[table.name], f"{table.zh}行数", f"Rows of {table.en.lower()}", "How many.")
            for table in (*PRINTED, *DERIVED, *PROMISED)
        ),
        *(
            _count(
                TIES[verdict],
                f"勾稽关系：{zh}",
                f"Ties {en}",
                "How many ties of the document alone have this verdict.",
            )
            for verdict, (en, zh) in VERDICT_NAMES.items()
        ),
        _count("unread", "未识读处数", "Kept unread", "Places whose words are kept unread."),
        _count(
            "unread_amounts", "未识读处数（含金额）", "With an amount", "Those with money in them."
        ),
        Column("seconds", "用时", "Seconds", "number", "How long reading it took.", "s"),
        _optional(
            "sha256",
            "文件SHA-256",
            "SHA-256",
            "SHA-256 of the file's bytes. Missing where they cannot be read.",
        ),
        _optional("text_sha256", "文本SHA-256", "SHA-256 of the text", f"Of its text.{_UNREAD}"),
        text("reader", "识读程序", "Reader", "Which state of program and English names read it."),
    ),
    ("path",),
)

# What is known of a file while the tables are made: the part that holds its rows, and where.
FACTS = (
    *MANIFEST.columns,
    _optional("part", "批次", "Part", f"Name of the part.{_UNREAD}"),
    _count("place", "批内序号", "Place", "How many files stand before it in the part."),
)
