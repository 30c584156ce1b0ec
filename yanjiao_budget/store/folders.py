"""Where the data is: the folder that is read and written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from yanjiao_budget.language import Both

FOLDER_SETTING = "YANJIAO_BUDGET_DATA"
_PACKAGE = Path(__file__).resolve().parent.parent
_chosen: ContextVar[Path | None] = ContextVar("chosen", default=None)

NO_NAME = Both(
    "the data folder's name is empty: name a folder", "数据文件夹的名称为空：请指明一个文件夹"
)


def published_folder() -> Path:
    """Return the folder of the published data: within an installed package, beside a checkout's."""
    installed = _PACKAGE / "data"
    return installed if installed.is_dir() else _PACKAGE.parent / "data"


def data_folder() -> Path:
    """Return the folder of the data: the one `in_folder` or YANJIAO_BUDGET_DATA names.

    The published one where neither names any.
    """
    chosen = _chosen.get() or os.environ.get(FOLDER_SETTING)
    return Path(chosen) if chosen else published_folder()


@contextmanager
def in_folder(folder: str | Path | None) -> Iterator[None]:
    """Make a folder the data's while the context lasts; None leaves it as it is.

    Raises:
        ValueError: For an empty name, which would be the folder that is open.
    """
    if folder is not None and not str(folder).strip():
        raise ValueError(NO_NAME)
    token = _chosen.set(Path(folder) if folder is not None else _chosen.get())
    try:
        yield
    finally:
        _chosen.reset(token)


def writable_folder() -> Path:
    """Return the folder of the data, which need not exist yet, to write into.

    Raises:
        PermissionError: For a folder within an installed package.
    """
    folder = data_folder()
    refuse_package(folder)
    return folder


def refuse_package(path: Path) -> None:
    """Refuse to write to a place, which may be reached by a link.

    Raises:
        PermissionError: For a place within an installed package.
    """
    if path.resolve().is_relative_to(_PACKAGE):
        raise PermissionError(
            Both(
                f"{path} is part of the installed package, which is never written into: name a "
                f"folder of your own with --data or the variable {FOLDER_SETTING}",
                f"{path} 属于已安装的程序包，程序包从不写入：请用 --data 或变量 "
                f"{FOLDER_SETTING} 指明自己的文件夹",
            )
        )
