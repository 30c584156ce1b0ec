"""What a person is told: each message has its Chinese, with the same values and no English left."""

import ast
import json
import re
from functools import cache

import pytest
from kit import ROOT, render

from yanjiao_budget import UnreadableDisclosureError, parse_disclosure
from yanjiao_budget.__main__ import main
from yanjiao_budget.export.cite import swhid
from yanjiao_budget.terminal import language

PACKAGE = ROOT / "yanjiao_budget"
# The modules that the commands run through, where nothing may be said in English alone. The reasons
# that the manifest of `collect` stores are data, in English as `str(error)` has them.
TOLD = [
    *(path for room in ("document", "formats", "store") for path in (PACKAGE / room).glob("*.py")),
    *(PACKAGE / name for name in ("__main__.py", "terminal.py", "usage.py", "export/verify.py")),
]
# Names that are the same in Chinese: of formats, programs, commands, files, functions and options.
NAMES = frozenset(
    [
        "CR",
        "CRLF",
        "CSV",
        "Dask",
        "GB",
        "HTML",
        "JPEG",
        "JSON",
        "LF",
        "LibreOffice",
        "NUL",
        "Office",
        "Open",
        "PDF",
        "PNG",
        "Parquet",
        "Python",
        "RTF",
        "SWHID",
        "Strict",
        "UTF",
        "Unicode",
        "WPS",
        "Word",
        "XML",
        "doc",
        "docx",
        "html",
        "pdf",
        "pdfplumber",
        "soffice",
        "txt",
        "wps",
        "zip",
        "add",
        "amount",
        "body",
        "build",
        "budget",
        "cnt",
        "collect",
        "csv",
        "data",
        "datapackage",
        "default",
        "diff",
        "dry",
        "en",
        "explorer",
        "FILE",
        "False",
        "help",
        "host",
        "htm",
        "install",
        "json",
        "lang",
        "lazy",
        "lines",
        "load_disclosures",
        "names_en",
        "parse_disclosure",
        "path",
        "pip",
        "read_text",
        "replace",
        "rules",
        "run",
        "source",
        "strict",
        "swh",
        "tcp",
        "True",
        "XX",
        "year",
        "yanjiao",
        "yb",
        "zh",
        "YANJIAO_BUDGET_DATA",
    ]
)


def english_in(text):
    """Return the English words of a text that are no names."""
    words = set(re.findall(r"[A-Za-z][A-Za-z_]*[A-Za-z]", text)) - NAMES
    return {word for word in words if not word.endswith("zh")}


@cache
def declared():
    """Return where each text is declared in both languages, and the two as they are written."""
    return [
        (f"{path.relative_to(PACKAGE)}:{node.lineno}", *node.args)
        for path in sorted(PACKAGE.rglob("*.py"))
        if "Both(" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Both"
    ]


def named_in(node):
    """Return the names of the values that a text is made of; `x_zh` is the Chinese of `x`."""
    counted = (one.target for one in ast.walk(node) if isinstance(one, ast.comprehension))
    own = {name.id for one in counted for name in ast.walk(one) if isinstance(name, ast.Name)}
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return {name.removesuffix("_zh") for name in names - own}


def written_in(node):
    """Return what a text says besides its values and how these are printed."""
    printed = (one.format_spec for one in ast.walk(node) if isinstance(one, ast.FormattedValue))
    specs = {id(one) for spec in filter(None, printed) for one in ast.walk(spec)}
    texts = (
        one for one in ast.walk(node) if isinstance(one, ast.Constant) and id(one) not in specs
    )
    return "".join(one.value for one in texts if isinstance(one.value, str))


def test_the_chinese_of_every_message_names_the_values_of_the_english():
    """A line, what was found and what was expected are told to everyone."""
    found = {where: (named_in(en), named_in(zh)) for where, en, zh in declared()}
    assert len(found) > 300
    assert {where: names for where, names in found.items() if names[0] != names[1]} == {}


def test_the_chinese_of_every_message_has_the_numbers_of_the_english():
    """Those that stand in the words, and the places of values that are put in later."""
    for where, en, zh in declared():
        numbers = [sorted(re.findall(r"%[sd]|\d+", written_in(one))) for one in (en, zh)]
        assert numbers[0] == numbers[1], where


def test_the_chinese_of_every_message_has_no_english_but_names():
    """Of formats, programs, commands and options."""
    for where, _, zh in declared():
        assert not english_in(written_in(zh)), where


def said_in(path):
    """Yield what a module raises and logs: the arguments of errors, and the words of log lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            yield from node.exc.args
        elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_LOG."):
            yield node.args[0]


def test_nothing_is_refused_or_logged_in_english_alone():
    """Whoever adds a message to the commands is asked for its Chinese."""
    alone = [
        f"{path.name}:{said.lineno}"
        for path in TOLD
        for said in said_in(path)
        if isinstance(said, ast.JoinedStr)
        or (isinstance(said, ast.Constant) and isinstance(said.value, str))
    ]
    assert alone == []


def test_a_refusal_says_in_chinese_where_what_and_what_to_do(small):
    """Beside its English, which is what it says by itself."""
    with pytest.raises(UnreadableDisclosureError) as caught:
        parse_disclosure(small.replace("九、其它", "十一、其它"), "示例.txt")
    error = caught.value
    assert f"第{error.line}行" in error.zh
    for part in (error.file, error.found.zh, error.expected.zh, error.advice.zh):
        assert part in error.zh
    assert not english_in(error.zh)
    assert str(error).startswith(f"示例.txt, line {error.line}: found “十一、其它")


# The commands

COMMANDS = frozenset(
    [
        "python",
        "disclosures",
        "yanjiao_budget",
        "check",
        "verify",
        "page",
        "tables",
        "quote",
        "out",
        "text",
        "scheduler",
        "seconds",
        "megabytes",
    ]
)


@pytest.fixture
def speak(capsys):
    """Return what runs the commands and gives the exit status and both streams, as one text."""

    def run(*arguments):
        try:
            status = main([*map(str, arguments)])
        except SystemExit as stopped:
            status = stopped.code
        return status, "".join(capsys.readouterr())

    return run


def test_check_reports_in_chinese(speak, source):
    """Labels, verdicts, ties, findings: no English but the keys of rules."""
    status, said = speak("check", source, "--lang", "zh")
    assert status == 1
    assert "各表行数：部门预算公开 1，" in said
    assert "勾稽关系（只看本文件）：完全一致 79 项，在四舍五入可解释的范围内 1 项，" in said
    assert "略过、不列入各表的行：9 行（第1274–1282行）" in said
    keys = set(re.findall(r"\d+ 项 (\w+)：", said))
    assert english_in(said) <= keys
    assert re.findall(r"\d+\.\d+", said) == re.findall(r"\d+\.\d+", speak("check", source)[1])


def test_add_and_diff_report_in_chinese(speak, small, tmp_path):
    """What is stored, what is refused and how it differs, what is put in its place."""
    path, data = tmp_path / "示例.txt", tmp_path / "各表"
    path.write_text(small, "utf-8")
    status, said = speak("--lang", "zh", "add", path, "--data", data)
    assert status == 0
    assert f"已存为 {data / 'source' / '2021.txt'}；建成文件" in said
    path.write_text(small.replace("负责示范工作", "负责工作"), "utf-8")
    status, said = speak("add", path, "--data", data, "--lang", "zh")
    assert status == 2
    assert "的公开文件已存于" in said
    assert "有不同：改动 1 处" in said
    assert "请加 --replace（Python 中为 replace=True）。" in said
    status, said = speak("add", path, "--data", data, "--lang", "zh", "--replace", "--dry-run")
    assert "试运行，没有存储：本应替换" in said
    status, said = speak("diff", "2021", path, "--data", data, "--lang", "zh")
    assert status == 1
    assert said.splitlines()[0].startswith("改动前：示例县示范局2021年部门预算公开情况说明（")
    assert english_in(said.replace(str(tmp_path), "")) <= {"source"}
    status, said = speak("build", "--data", data, "--lang", "zh")
    assert (status, said.splitlines()[0]) == (0, "没有变化")


def test_verify_says_in_chinese_what_is_true_and_what_differs(speak, source):
    """The line, the words found and those expected."""
    reference = f"{swhid(source.read_bytes())};lines=19"
    true = speak("verify", reference, "--amount", "90119.41", "--lang", "zh")
    assert true[0] == 0
    assert f"与 {source}" in true[1]
    assert "相符，第19行：" in true[1]
    status, said = speak("verify", reference, "--amount", "90119.42", "--lang", "zh")
    assert status == 2
    assert said.endswith("；应为：数字 90119.42\n")


REFUSED = {
    "a file that is not there": (["check", "{none}"], "{none}：没有此文件或文件夹"),
    "a folder for a file": (["check", "{empty}"], "{empty}：是文件夹：请指明其中的公开文件"),
    "no identifier": (["verify", "引文"], "“引文”中没有 SWHID"),
    "nothing to build from": (["build", "--data", "{empty}"], "{empty}/source 中没有公开文件"),
    "no tables": (["page", "--out", "{none}", "--data", "{empty}"], "没有表 {empty}/tables/"),
    "no such year": (["diff", "1999", "2019"], "1999：没有此文件，没有 1999 "),
    "no name": (["build", "--data", ""], "数据文件夹的名称为空"),
    "no such command": (["查"], "有误：参数 命令：不能是 '查'（可选 "),
    "no file": (["check"], "有误：缺少参数：文件"),
    "no value": (["check", "x", "--data"], "有误：参数 --data：需要一个值"),
    "too much": (["build", "引文"], "有误：无法识别的参数：引文"),
    "no such option": (["check", "x", "--j-"], "有误：无法识别的参数：--j-"),
    "a value for none": (["check", "x", "--json=1"], "有误：参数 --json：不需要值 '1'"),
    "two options": (["add", "x", "--d"], "有误：选项 --d 不明确，可能是 --dry-run, --data"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_command_is_refused_in_chinese(kind, speak, tmp_path, monkeypatch):
    """With status 2 and no line of English, argparse's own words too."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    arguments, expected = REFUSED[kind]
    places = {"none": tmp_path / "没有.txt", "empty": tmp_path / "空"}
    places["empty"].mkdir()
    status, said = speak(*(one.format(**places) for one in arguments))
    assert status == 2
    assert expected.format(**places) in said
    assert not english_in(said.splitlines()[-1].replace(str(tmp_path), "")) - COMMANDS


@pytest.mark.parametrize(
    "command", ["", "check", "add", "collect", "diff", "build", "verify", "page"]
)
def test_the_help_is_in_chinese(command, speak):
    """Every sentence of it."""
    status, said = speak(*filter(None, [command]), "--lang", "zh", "--help")
    assert status == 0
    assert said.startswith("用法：")
    assert "显示本帮助后退出" in said
    assert "退出状态：0" in said
    assert not english_in(said) - COMMANDS


@pytest.mark.parametrize(
    ("arguments", "settings", "lang"),
    [
        ("check x", {}, "en"),
        ("check x", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("check x", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ("check x", {"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW"}, "zh"),
        ("check x", {"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, "zh"),
        ("check x --lang en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("--lang zh check x", {"LANG": "C"}, "zh"),
        ("check --lang=zh x --json", {}, "zh"),
        ("check x --lang fr", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("check x --lang", {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_locales(arguments, settings, lang):
    """LC_ALL before LC_MESSAGES before LANG, an empty one as if it were not set."""
    assert language(arguments.split(), settings) == lang


def test_json_is_the_same_in_both_languages(speak, small, tmp_path):
    """Keys for machines; what is said in words stands in both."""
    path = tmp_path / "small.txt"
    path.write_text(small.replace("机构设置：\n", "（3）其他事项\n机构设置：\n"), "utf-8")
    printed = {lang: speak("check", path, "--json", "--lang", lang)[1] for lang in ("en", "zh")}
    assert printed["en"] == printed["zh"]
    (kept,) = json.loads(printed["zh"])["kept_unread"]
    assert (kept["reason"], kept["reason_zh"]) == (
        "the number does not follow the one before",
        "编号与上一编号不相接",
    )


def test_what_is_left_out_of_a_page_is_told_in_chinese(speak, small, tmp_path):
    """It stays to be read."""
    path = tmp_path / "示例.html"
    page = render.to_html(small)
    path.write_text(page.replace("<body>", "<body><nav>首页 专栏</nav>", 1), "utf-8")
    assert "页面边框，未读取：首页 专栏\n" in speak("check", path, "--lang", "zh")[1]
