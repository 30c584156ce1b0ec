"""A process and all that it has begun: what they have in memory, and their end."""

from contextlib import suppress


def end(process: int) -> None:
    """End a process and all that it has begun, such as a LibreOffice."""
    import psutil  # noqa: PLC0415 - for `collect` alone

    with suppress(psutil.NoSuchProcess):
        whole = psutil.Process(process)
        for one in [*whole.children(recursive=True), whole]:
            with suppress(psutil.NoSuchProcess):
                one.kill()


def memory(process: int) -> float:
    """Return the bytes that a process and all that it has begun have in memory."""
    import psutil  # noqa: PLC0415 - for `collect` alone

    total = 0.0
    with suppress(psutil.NoSuchProcess):
        whole = psutil.Process(process)
        for one in [whole, *whole.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
    return total
