"""The explorer as one file: how large it is, what it allows, and that it is always the same."""

import base64
import gzip
import hashlib
import io
import re

import pytest
from fontTools.ttLib import TTFont
from kit import GOLDEN
from kit.front import embedded
from kit.years import build_in, shifted

import yanjiao_budget as yb
from yanjiao_budget.__main__ import main
from yanjiao_budget.charts.offline import FONT_FILE
from yanjiao_budget.explorer import alone
from yanjiao_budget.export.cite import swhid


@pytest.fixture(scope="module")
def html(saved_page):
    """Return the file of the published disclosure."""
    return saved_page.read_text("utf-8")


def test_the_file_is_smaller_than_five_megabytes(saved_page):
    """It can be sent by mail."""
    assert saved_page.stat().st_size < 5_000_000


def test_the_font_in_the_file_has_every_sign_that_it_says(html):
    """Of the document, the tables and the page's own words; and no more than that."""
    packed = re.findall(r'<script type="text/plain" id="(?!yb-font)[^"]*">([^<]*)<', html)
    said = {sign for one in packed for sign in gzip.decompress(base64.b64decode(one)).decode()}
    font = re.search(r'id="yb-font">([^<]*)<', html)[1]
    has = set(map(chr, TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()))
    with TTFont(FONT_FILE) as own:
        whole = set(map(chr, own.getBestCmap()))
    assert {sign for sign in said & whole if sign.isprintable()} <= has
    assert len(has) < len(whole) / 3


@pytest.mark.slow
def test_the_command_writes_the_same_file_and_prints_its_path(folder, tmp_path, capsys):
    """Byte for byte, however often it is written, so that two copies can be told to be one."""
    folder((GOLDEN / "nothing_to_state.txt").read_bytes().decode())
    path = tmp_path / "deep" / "explorer.html"
    assert main(["page", "--out", str(path)]) == 0
    again = yb.explore().save(tmp_path / "explorer.html")
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_bytes() == again.read_bytes()


def test_the_policy_allows_the_files_own_scripts_and_style_by_hash_and_nothing_else(html):
    """No evaluation, no address, no frame."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.keys() == {"default-src", "script-src", "style-src", "base-uri", "form-action"}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for rule, element in (("script-src", "script"), ("style-src", "style")):
        pattern = rf'<{element} id="[^"]*">(.*?)</{element}>'
        contents = re.findall(pattern, html, re.DOTALL)
        hashes = [
            f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
            for one in contents
        ]
        assert rules[rule].split() == hashes, rule
    assert "unsafe" not in policy


def test_the_file_asks_for_nothing_from_elsewhere(html):
    """No element of it has an address."""
    shell = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    assert not re.search(r"\b(src|href|action)=|url\(|@import", shell)


def test_the_file_holds_the_disclosure_and_says_how_it_opens(html):
    """What is shown when it is saved; the reader's language where none was asked for."""
    common = embedded(html, "yb-common")
    assert common["start"]["lang"] == ""
    assert common["start"]["year"] == common["opened"]["year"] == 2019
    data = embedded(html, common["disclosures"][0]["id"])
    assert data["swhid"] in yb.cite()


@pytest.mark.slow
def test_the_command_writes_every_disclosure_of_the_folder_that_it_names(
    tmp_path, small, monkeypatch
):
    """Each under its own name, and the latest is shown first."""
    monkeypatch.setattr(alone.sent, "disclosure", lambda data: {"swhid": data.swhid})
    path, data = tmp_path / "page.html", build_in(tmp_path, shifted(small, -1), small)
    assert main(["page", "--out", str(path), "--data", str(data)]) == 0
    html = path.read_text("utf-8")
    common = embedded(html, "yb-common")
    assert [one["year"] for one in common["disclosures"]] == [2020, 2021]
    assert common["start"]["year"] == 2021
    texts = [shifted(small, -1), small]
    sent = [embedded(html, one["id"])["swhid"] for one in common["disclosures"]]
    assert sent == [swhid(text.encode()) for text in texts]


def test_a_file_that_cannot_be_written_is_refused(tmp_path, capsys, folder, small, monkeypatch):
    """With its path and the reason, before the page is made."""
    folder(small)
    monkeypatch.delattr(alone, "page")
    assert main(["page", "--out", str(tmp_path)]) == 2
    assert f"{tmp_path}: " in capsys.readouterr().err


def test_a_page_that_cannot_be_made_leaves_every_file_as_it_was(
    tmp_path, folder, small, monkeypatch
):
    """One that was there, and one that was not."""
    folder(small)
    monkeypatch.delattr(alone, "page")
    there, new = tmp_path / "there.html", tmp_path / "new.html"
    there.write_text("before", "utf-8")
    for path in (there, new):
        with pytest.raises(NameError):
            yb.explore().save(path)
    assert there.read_text("utf-8") == "before"
    assert not new.exists()
