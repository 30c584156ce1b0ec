"""The READMEs in Chinese beside those in English: sections, commands, links and numbers."""

import re
from collections import Counter

import pytest
from kit import ROOT

READMES = ["README", "data/README"]
TERMS = "## Terms"


def text_of(name, lang):
    """Return a README as it stands in a language."""
    suffix = {"en": ".md", "zh": ".zh.md"}[lang]
    return (ROOT / f"{name}{suffix}").read_text("utf-8")


def sections(text):
    """Return what stands under each heading, that line first; headings in code are none."""
    blocks = re.split(r"(```.*?```)", text, flags=re.DOTALL)
    blocks[::2] = [re.sub("^#", "\0#", prose, flags=re.MULTILINE) for prose in blocks[::2]]
    return [part for part in "".join(blocks).split("\0") if part.strip()]


def code_in(section):
    """Return the lines of a section's blocks of code, without comments."""
    blocks = re.findall(r"```\w*\n(.*?)```", section, re.DOTALL)
    lines = (re.sub(r"(?:^|\s+)# .*", "", line) for block in blocks for line in block.split("\n"))
    return [line for line in lines if line]


def prose_of(section):
    """Return a section without its blocks of code, and with the links to either language alike."""
    return re.sub(r"```.*?```", "", section, flags=re.DOTALL).replace(".zh.", ".")


def plain(section):
    """Return the words of a section: no code, and no addresses of links."""
    return re.sub(r"`[^`]*`|\]\([^)]*\)", "", prose_of(section))


def rows_of(section):
    """Return the rows of a section's tables: by the code in the first cell, else by their width."""
    rows = [line.split("|") for line in prose_of(section).split("\n") if line.startswith("|")]
    return [cells[1].strip() if "`" in cells[1] else len(cells) for cells in rows]


# What a section holds that both languages share, and how it is found.
SHARED = {
    "level of heading": lambda section: [section.partition(" ")[0]],
    "paragraphs": lambda section: ["one"] * len(re.split(r"\n\n+", section.strip())),
    "lines of code": code_in,
    "links": lambda section: re.findall(r"\]\(([^)]+)\)", prose_of(section)),
    "rows of tables": rows_of,
    "code in the text": lambda section: {*re.findall(r"`[^`]+`", prose_of(section))},
    "numbers": lambda section: {*re.findall(r"\d+(?:[.,]\d+)*", plain(section))},
}


def pairs(name):
    """Yield each section of a README in English and in Chinese."""
    english, chinese = (sections(text_of(name, lang)) for lang in ("en", "zh"))
    if name == "data/README":  # The terms themselves are Chinese and English, and stand once.
        head, terms = text_of(name, "en").split(TERMS)
        english = [*sections(head), TERMS + terms.split("\n### ")[0]]
    titles = [[part.split("\n")[0] for part in parts] for parts in (english, chinese)]
    assert len(english) == len(chinese), titles
    return zip(english, chinese, strict=True)


@pytest.mark.parametrize("kind", SHARED)
@pytest.mark.parametrize("name", READMES)
def test_the_chinese_readme_has_what_the_english_one_has(name, kind):
    """Section by section; a failure names what the Chinese one lacks, and what it has too much."""
    for english, chinese in pairs(name):
        there, here = (Counter(SHARED[kind](section)) for section in (english, chinese))
        title = chinese.split("\n")[0]
        assert not there - here, f"{name}.zh.md, “{title}” lacks {kind}: {[*there - here]}"
        assert not here - there, f"{name}.zh.md, “{title}” has other {kind}: {[*here - there]}"


@pytest.mark.parametrize("name", READMES)
def test_the_chinese_readme_is_in_chinese(name):
    """Every paragraph, heading, row and comment; names of commands and formats stay as they are."""
    for section in sections(text_of(name, "zh")):
        for comment in re.findall(r"```.*?```", section, re.DOTALL):
            assert not re.search(r"# +[a-z ]+$", comment, re.MULTILINE)
        for paragraph in re.split(r"\n\n|\n(?=[|-])", prose_of(section)):
            letters = re.sub(r"`[^`]*`|\[[^]]*\]\([^)]*\)|\w+_\w+", "", paragraph)
            english = len(re.findall("[a-zA-Z]", letters))
            assert english <= max(12, len(re.findall("[一-鿿]", letters))), paragraph


@pytest.mark.parametrize("name", READMES)
def test_each_readme_links_to_the_other_at_its_top(name):
    """Whoever opened the wrong one is led to the right one."""
    file = name.rpartition("/")[2]
    assert text_of(name, "en").split("\n")[2] == f"[中文]({file}.zh.md)"
    assert text_of(name, "zh").split("\n")[2] == f"[English]({file}.md)"
