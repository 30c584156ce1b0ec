"""What stands between the commands and a person: the language, the help, the words of progress."""

import argparse
import errno
import logging
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, TextIO

from yanjiao_budget.language import Both, Language, pick, worded

_PATIENCE = 5  # Seconds between two words of progress where no terminal shows them.
_CLEAR = "\r\x1b[K"  # Back to the start of the terminal's line, and wipe it.
# Where POSIX has the language of messages, the first that is set and not empty.
_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")
# What the system says of files, in English whatever the language.
_OF_THE_SYSTEM = {
    errno.ENOENT: "没有此文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许此操作",
    errno.EISDIR: "是文件夹",
    errno.ENOTDIR: "不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "文件系统只读",
    errno.EPIPE: "读取的一端已关闭",
    errno.ENAMETOOLONG: "文件名过长",
}
# What argparse says is wrong, and the same in Chinese.
_OF_ARGPARSE = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"无法识别的参数：\1"),
    (r"ambiguous option: (\S+) could match (.+)", r"选项 \1 不明确，可能是 \2"),
    (r"argument (\S+): expected one argument", r"参数 \1：需要一个值"),
    (r"argument (\S+): ignored explicit argument (.+)", r"参数 \1：不需要值 \2"),
    (
        r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)",
        r"参数 \1：不能是 \2（可选 \3）",
    ),
)


def language(arguments: Sequence[str], settings: Mapping[str, str]) -> Language:
    """Return the language to speak: that of --lang, else Chinese where the locale is.

    Args:
        arguments: The command line, without the program's name.
        settings: The environment.
    """
    asked = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    asked.add_argument("--lang", choices=("en", "zh"))
    try:
        chosen: Language | None = asked.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        chosen = None  # The commands' own parser says so, in the language of the locale.
    locale = next(filter(None, map(settings.get, _SETTINGS)), "")
    return chosen or ("zh" if locale.startswith("zh") else "en")


def said_by(error: BaseException, lang: Language) -> str:
    """Return what an error says in a language: its message, or the file and what the system says.

    What only the system or a library says has Chinese where it is one of the usual.
    """
    if not isinstance(error, OSError) or error.strerror is None:
        said = next(iter(error.args), "")
        return worded(said, lang) if isinstance(said, Both) else str(error)
    words = worded(error.strerror, lang)
    if lang == "zh" and not isinstance(error.strerror, Both):
        words = _OF_THE_SYSTEM.get(error.errno or 0, words)
    place = error.filename if error.filename2 is None else error.filename2
    return words if place is None else f"{place}{pick(lang, ': ', '：')}{words}"


class Parser(argparse.ArgumentParser):
    """argparse's parser, with its own words in a language."""

    def __init__(self, *, lang: Language, **given: Any) -> None:  # noqa: ANN401 - argparse's
        """Take the language, and what argparse takes."""
        form = argparse.RawDescriptionHelpFormatter if lang == "en" else _InChinese
        super().__init__(add_help=False, formatter_class=form, **given)
        self.lang = lang
        self._positionals.title = pick(lang, "positional arguments", "参数")
        self._optionals.title = pick(lang, "options", "选项")
        shows = pick(lang, "show this help message and exit", "显示本帮助后退出")
        self.add_argument("-h", "--help", action="help", help=shows)

    def error(self, message: str) -> NoReturn:
        """Print the usage and what is wrong, and exit with 2."""
        self.print_usage(sys.stderr)
        said = pick(self.lang, f"error: {message}", f"有误：{_in_chinese(message)}")
        self.exit(2, f"{self.prog}: {said}\n")


class _InChinese(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:  # noqa: ANN401 - argparse's
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _in_chinese(message: str) -> str:
    """Return what argparse says is wrong; in English where it is none of the usual."""
    for english, chinese in _OF_ARGPARSE:
        if match := re.fullmatch(english, message):
            return match.expand(chinese)
    return message


@contextmanager
def progress(stream: TextIO, lang: Language, command: str = "") -> Iterator[None]:
    """Show on a stream what the package says it is at, until the context ends.

    Of what may take hours, only where a terminal shows it as one line.
    """
    log, handler = logging.getLogger(__package__), _Progress(stream, lang)
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO if stream.isatty() or command != "collect" else logging.WARNING)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        if stream.isatty():
            stream.write(_CLEAR)


class _Progress(logging.Handler):
    """On a terminal one line that is written over; elsewhere a line every few seconds."""

    def __init__(self, stream: TextIO, lang: Language) -> None:
        super().__init__()
        self.stream, self.lang, self.told = stream, lang, time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        words = (
            worded(one, self.lang) if isinstance(one, str) else one for one in record.args or ()
        )
        text = worded(record.msg, self.lang) % tuple(words)
        if record.levelno >= logging.WARNING:  # What was left out of a file: it stays to be read.
            self.stream.write(f"{_CLEAR * self.stream.isatty()}{text}\n")
        elif self.stream.isatty():
            self.stream.write(f"{_CLEAR}{text} …")
            self.stream.flush()
        elif time.monotonic() - self.told > _PATIENCE:
            self.stream.write(f"{text}\n")
            self.told = time.monotonic()
