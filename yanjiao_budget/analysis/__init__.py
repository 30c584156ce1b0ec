"""Frames that answer a question."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submodules=(
        "across",
        "across_caveats",
        "changes",
        "comparison",
        "diff",
        "glossary",
        "grading",
        "ledger",
        "promised",
        "promises_compared",
        "search",
        "spending",
        "standing_out",
        "unread",
    ),
)
