"""Prose as the records have it, for tests that write their own."""

import re


def prose(heading, *texts, section=5, kind="heading"):
    """Return rows of `narrative`: a heading and paragraphs under it."""
    rows = [(heading, kind), *((text, "paragraph") for text in texts)]
    return [
        {
            "fiscal_year": 2019,
            "body": "某局",
            "section": section,
            "paragraph": number,
            "kind": kind,
            "name": heading_of(text, kind),
            "text": text,
            "source_line": number,
        }
        for number, (text, kind) in enumerate(rows, 1)
    ]


def heading_of(text, kind):
    """Return the heading that a line is or opens with."""
    plain = re.sub(r"^(?:[（(][一二三]+[）)]|\d、)", "", text)
    if kind == "heading":
        return plain.rstrip("：:")
    return re.split("[。：]", plain)[0] if plain != text else None
