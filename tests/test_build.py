"""The finished guide, read as files: what both editions must hold, and that they come out the same every time."""

import base64
import hashlib
import json
import os
import re
import shutil
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup
from markdown import markdown
from mkdocs.config import load_config

from conftest import built, copy_tree, need, run_scripts, unzipped
from scripts import data, pages
from scripts.checks.html import check_html
from scripts.checks.words import check_words
from scripts.tabs import LABELS

HELP = "get-help/index.md"
UNREVIEWED = "Not yet reviewed by a clinician"


@dataclass
class Page:
    """A page of one edition: as written, and as built at `path`."""

    name: str
    source: pages.Page
    path: str
    html: BeautifulSoup


@dataclass
class Edition:
    """An edition in `folder`, with its pages by the name of their source."""

    folder: Path
    offline: bool
    pages: dict[str, Page]

    def lost(self) -> BeautifulSoup:
        return BeautifulSoup((self.folder / "404.html").read_text("utf-8"), "lxml")


def output(name: str, offline: bool) -> str:
    """Where the page `name` is built: in a folder of its own, or, to open from a disk, as a file."""
    stem = name.removesuffix(".md")
    return f"{stem}.html" if offline or stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def read_edition(folder: Path, tree: Path, offline: bool) -> Edition:
    found, problems = pages.load(tree / "docs")
    assert found and not problems
    read = {}
    for source in found:
        name = source.path.relative_to(tree / "docs").as_posix()
        path = output(name, offline)
        read[name] = Page(name, source, path, BeautifulSoup((folder / path).read_text("utf-8"), "lxml"))
    return Edition(folder, offline, read)


@pytest.fixture(scope="module", params=["hosted", "bundle"])
def edition(request, tree) -> Edition:
    return read_edition(request.getfixturevalue(request.param), tree, offline=request.param == "bundle")


@pytest.fixture(scope="module")
def loaded(tree) -> data.Data:
    read = data.load(tree / "docs" / "data")
    assert not read.problems
    return read


@pytest.fixture(scope="module")
def newest(tree) -> str:
    """The date of the copy: the latest on which a page was checked, as YYYY-MM-DD."""
    return max(page.meta["checked"] for page in pages.load(tree / "docs")[0])


def text(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# The same every time --------------------------------------------------------------------------------

def editions(tree: Path) -> dict[str, bytes]:
    return {f"{name}/{path}": content for name in ("site", "dist") for path, content in contents(tree / name).items()}


@pytest.fixture(scope="module")
def elsewhere(tree, tmp_path_factory) -> Path:
    """The same sources in another folder, as a fresh clone has them: with other times, and nothing built."""
    copy = copy_tree(tmp_path_factory.mktemp("somewhere") / "else", tree)
    for path in copy.rglob("*"):
        os.utime(path, (0, 0))
    return copy


@pytest.mark.parametrize("surroundings", [
    {},  # first in another folder, then a second time in that one, far from home
    {"umask": 0o077, "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
], ids=["another folder", "another time zone, umask and language"])
def test_the_same_sources_give_the_same_bytes(tree, elsewhere, surroundings):
    once, again = editions(tree), editions(built(elsewhere, **surroundings))
    assert [path for path in sorted(once | again) if once.get(path) != again.get(path)] == []


# The zip --------------------------------------------------------------------------------------------

def test_the_checksum_is_that_of_the_zip(archive):
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert Path(f"{archive}.sha256").read_text() == f"{digest}  {archive.name}\n"


def test_the_zip_unpacks_to_one_folder_that_opens(archive, bundle):
    with zipfile.ZipFile(archive) as zipped:
        assert zipped.testzip() is None
        entries = zipped.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(set(names))
    assert {PurePosixPath(name).parts[0] for name in names} == {bundle.name} == {archive.stem}
    assert {"index.html", "START-HERE.txt"} <= {path.name for path in bundle.iterdir()}


def test_the_entries_of_the_zip_do_not_tell_when_or_by_whom_it_was_made(archive, newest):
    with zipfile.ZipFile(archive) as zipped:
        entries = zipped.infolist()
    assert {entry.date_time for entry in entries} == {(*map(int, newest.split("-")), 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert {(entry.create_system, entry.extra, entry.comment) for entry in entries} == {(3, b"", b"")}


def test_the_zip_is_small_enough_to_send(archive):
    assert archive.stat().st_size <= 1_000_000


def test_the_first_file_to_read_says_how_to_open_the_guide(bundle, loaded, newest):
    start = (bundle / "START-HERE.txt").read_bytes().decode("ascii")
    assert start.count("\r\n") == start.count("\n") > 10  # old Windows editors show one long line otherwise
    assert max(map(len, start.splitlines())) <= 80
    start = " ".join(start.split())
    assert "index.html" in start and pages.written_out(newest) in start
    assert re.search(r"\bcomputer\b", start, re.I) and re.search(r"\bphone\b", start, re.I)
    for row in loaded.emergency:
        assert f"{row['where']} {row['number']}" in start


def test_nothing_unused_is_published(edition):
    files = contents(edition.folder)
    assert not [path for path in files if path.endswith(".map")]
    # A script, style sheet, font or picture that no other file names is one that nobody will load.
    for path in files:
        if path.endswith((".js", ".css", ".woff2", ".svg", ".png", ".jpg")):
            name = path.rpartition("/")[2].encode()
            assert any(name in content for other, content in files.items() if other != path), path


# Every page -----------------------------------------------------------------------------------------

def named(nav: list) -> list[str]:
    """The pages of a navigation, in order."""
    found = []
    for entry in nav:
        value = next(iter(entry.values())) if isinstance(entry, dict) else entry
        found += named(value) if isinstance(value, list) else [value]
    return found


def test_the_pages_of_the_navigation_are_built_and_no_others(edition, tree):
    wanted = [output(name, edition.offline) for name in named(load_config(str(tree / "mkdocs.yml")).nav)]
    assert len(wanted) > 1
    lost = [] if edition.offline else ["404.html"]
    assert sorted(path for path in contents(edition.folder) if path.endswith(".html")) == sorted(wanted + lost)


def test_no_check_has_anything_to_say(edition, tree):
    assert check_html(edition.folder, tree / "docs", offline=edition.offline) == []


def test_the_words_are_easy_and_careful(hosted, tree):
    assert list(map(str, check_words(hosted, tree / "docs"))) == []


def test_each_page_tells_its_state_of_review(edition):
    for page in edition.pages.values():
        foot, reviewed = text(page.html.select_one(".about-page")), page.source.meta["reviewed"]
        assert (UNREVIEWED in foot) == (reviewed is None), page.name
        assert reviewed is None or f"{reviewed['name']}, {reviewed['role']}" in foot, page.name
        assert pages.written_out(page.source.meta["checked"]) in foot, page.name


def test_each_page_tells_the_date_of_the_copy(edition, newest):
    for page in edition.pages.values():
        assert pages.written_out(newest) in text(page.html.footer), page.name


def test_each_page_leads_to_help_from_its_top(edition):
    goal = edition.pages[HELP].path
    tops = {page.path: page.html.header for page in edition.pages.values()}
    if not edition.offline:
        tops["404.html"] = edition.lost().header
    for path, top in tops.items():
        links = [unquote(urljoin(f"//guide/{path}", link["href"])).removeprefix("//guide/") for link in top.select("a[href]")]
        links = [f"{link}index.html" if link.endswith("/") or not link else link for link in links]
        assert goal in links, path
        assert "details" not in [parent.name for parent in top.select("a[href]")[links.index(goal)].parents], path


def test_each_page_lists_exactly_the_sources_of_its_facts_and_citations(edition, loaded):
    for page in edition.pages.values():
        wanted = {source for fact in page.source.meta["facts"] for source in loaded.facts[fact]["sources"]}
        wanted |= {link["href"].partition("#")[2] for link in page.html.select("a.cite")}
        rows = page.html.select(".page-sources li")
        if edition.offline:  # short names, which lead to the page of sources
            links = [row.a["href"].partition("#") for row in rows]
            assert sorted(link[2] for link in links) == sorted(wanted), page.name
            assert {link[0].rpartition("/")[2] for link in links} <= {"sources.html"}
            continue
        shown = Counter((row.a["href"] if row.a else None) for row in rows)
        assert shown == Counter(loaded.sources[source]["address"] for source in wanted), page.name
        for source in wanted:
            row = loaded.sources[source]
            assert any(row["title"] in text(shown) for shown in rows), (page.name, source)


def test_the_page_of_sources_lists_them_all(edition, loaded):
    lists = {page.name: {row["id"] for row in page.html.select("article > .sources > li[id]")} for page in edition.pages.values()}
    assert [ids for ids in lists.values() if ids] == [loaded.sources.keys()]


def test_each_word_of_the_glossary_is_found_by_itself(edition, loaded):
    """In the page, under a heading that links can point to; in the search, as an entry with its other names."""
    page, folder = edition.pages["more/glossary.md"], edition.folder
    assert {heading["id"] for heading in page.html.select(".word > h3")} == loaded.glossary.keys()
    index = (folder / "search" / ("search_index.js" if edition.offline else "search_index.json")).read_text("utf-8")
    here = page.path.removesuffix("index.html")
    entries = {entry["location"].partition("#")[2]: entry for entry in json.loads(index[index.index("{"):].rstrip(";\n"))["docs"]
               if entry["location"].startswith(f"{here}#")}
    assert entries.keys() == loaded.glossary.keys() | {"next"}
    for row in loaded.glossary.values():
        told = BeautifulSoup(entries[row["id"]]["text"], "lxml").get_text()
        assert row["means"] in told and all(name in told for name in row.get("also", [])), row["id"]
        assert "See also" not in told, "a search for a word would find all that point to it"


def test_emergency_numbers_are_those_of_the_data_and_can_be_dialled(edition, loaded):
    wanted = [(f"{row['where']} {row['number']}", f"tel:{row['number']}") for row in loaded.emergency]
    lists = [(page.name, box) for page in edition.pages.values() for box in page.html.select("ul.emergency")]
    assert HELP in [name for name, _ in lists]
    for name, box in lists:
        assert [(text(link), link["href"]) for link in box.select("li > a")] == wanted, name


@pytest.mark.parametrize("snippet", ["emergency-signs.md", "same-day-signs.md"])
def test_the_help_page_shows_every_danger_sign(edition, tree, snippet):
    written = (tree / "docs" / ".snippets" / snippet).read_text("utf-8")
    signs = [text(BeautifulSoup(markdown(sign), "lxml")) for sign in re.findall(r"^\s*[-*+] (.+)$", written, re.MULTILINE)]
    heading = re.search(r'^!!! \w+ "(.+)"$', written, re.MULTILINE)[1]
    box = next(box for box in edition.pages[HELP].html.select("article .admonition") if text(box.p) == heading)
    assert len(signs) > 1
    assert [text(sign) for sign in box.select("ul:not(.emergency) > li")] == signs
    assert not box.find_parent(["details", "template"]) and not box.find_parent(attrs={"hidden": True})


def test_every_snippet_is_shown_in_full_where_a_page_names_it(edition, tree):
    for page in edition.pages.values():
        items = [text(item) for item in page.html.select("article li")]
        for snippet in re.findall(r'--8<-- "([^":]+)', page.source.body):
            written = (tree / "docs" / ".snippets" / snippet).read_text("utf-8")
            for line in re.findall(r"^\s*- ([^*_`\[\n]+)$", written, re.MULTILINE):
                assert line in items, (page.name, snippet)


# Tabs, scripts and their policy ---------------------------------------------------------------------

def test_both_procedures_are_in_the_page_one_after_the_other(edition):
    written = shown = 0
    for page in edition.pages.values():
        assert not page.html.select("input[type=radio]"), page.name
        written += page.source.body.count(f'=== "{LABELS[0]}"')
        for tabs in page.html.select(".procedure-tabs"):
            shown += 1
            panels = tabs.find_all(recursive=False)
            assert [text(panel.find(re.compile("^h[2-6]$"))) for panel in panels] == list(LABELS), page.name
            assert all(panel.find(True).name[0] == "h" and len(text(panel)) > 30 for panel in panels), page.name
            assert not tabs.select("[hidden], [aria-hidden]"), page.name
    assert shown == written > 0


def policy_of(html: BeautifulSoup) -> dict[str, list[str]]:
    metas = html.select('meta[http-equiv="Content-Security-Policy"]')
    assert len(metas) == 1
    parts = [part.split() for part in metas[0]["content"].split(";")]
    return {name: values for name, *values in parts}


def test_the_policy_lets_in_the_scripts_of_the_page_and_nothing_else(edition):
    documents = {page.path: page.html for page in edition.pages.values()}
    if not edition.offline:
        documents["404.html"] = edition.lost()
    for path, html in documents.items():
        policy = policy_of(html)
        assert policy["default-src"] == ["'none'"], path
        scripts = [tag for tag in html.select("script:not([src])") if tag.get("type", "text/javascript") in ("text/javascript", "module")]
        hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(tag.string.encode()).digest()).decode() + "'" for tag in scripts}
        assert hashes and set(policy["script-src"]) == {"'self'", *hashes}, path
        outside = {value for values in policy.values() for value in values} - {"'self'", "'none'", "data:", *hashes}
        assert not outside, path
        # What the policy keeps from working must not be there: it would be dead weight and an error in the console.
        assert not html.select("style, [style]"), path
        assert not [tag for tag in html.find_all(True) if any(name.startswith("on") for name in tag.attrs)], path


def test_no_file_tells_of_the_machine_or_of_unfinished_work(edition, tree):
    traces = [str(tree), str(tree.parent), sys.prefix, "emergency-numbers-here", "content-security-policy-here", "data-page-sources"]
    for path, content in contents(edition.folder).items():
        assert not [trace for trace in traces if trace.encode() in content], path


# What writers may do, although nobody has yet -------------------------------------------------------

NEW_PAGE = """\
---
title: Après l’été
description: "A page by someone with another editor, another keyboard and another taste."
audience: project
checked: 2020-02-29
reviewed: {name: Dr Zoë O’Núñez, role: GP & researcher, date: 2020-03-01}
facts: []
---

| A table | above the first heading |
| --- | --- |
| a | b |

# Après l’été { #top }

[Help](../get-help/index.md#top)

``` text
=== "Code", no tab
```
"""


@pytest.fixture(scope="module")
def unusual(tree, tmp_path_factory) -> Path:
    """The guide with a page that has accents in its name, Windows line ends, a byte order mark and a reviewer."""
    copy = copy_tree(tmp_path_factory.mktemp("unusual") / "guide with spaces, é", tree)
    folder = copy / "docs" / "été"
    folder.mkdir()
    (folder / "après.md").write_bytes(b"\xef\xbb\xbf" + NEW_PAGE.replace("\n", "\r\n").encode())
    config = copy / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("\nnav:\n", "\nnav:\n  - Après: été/après.md\n", 1), "utf-8")
    return built(copy)


@pytest.mark.parametrize("offline", [False, True], ids=["hosted", "bundle"])
def test_an_unusual_page_comes_out_right(unusual, offline, tmp_path):
    folder = unzipped(next((unusual / "dist").glob("*.zip")), tmp_path) if offline else unusual / "site"
    page = read_edition(folder, unusual, offline).pages["été/après.md"]
    foot = text(page.html.select_one(".about-page"))
    assert "Dr Zoë O’Núñez, GP & researcher" in foot and UNREVIEWED not in foot
    assert pages.written_out("2020-03-01") in foot
    assert pages.written_out("2020-02-29") in foot
    assert text(page.html.h1) == "Après l’été" and text(page.html.select_one("article pre")) == '=== "Code", no tab'
    assert page.html.select_one("[role=region][tabindex='0'][aria-label] > table")
    assert check_html(folder, unusual / "docs", offline=offline) == []


def test_the_fast_checks_run_on_a_fresh_clone_and_publish_nothing(tree, tmp_path):
    copy = copy_tree(tmp_path / "guide", tree)
    shutil.rmtree(copy / "overrides" / "assets" / "fonts")  # made by the build, so no clone has them
    run = run_scripts(copy, "check")
    assert run.returncode == 0, run.stderr
    assert f"{len(pages.load(tree / 'docs')[0])} pages, 0 to mend" in run.stdout
    assert not (copy / "site").exists() and not (copy / "dist").exists()


# The helper of the tests that need more than Python -------------------------------------------------

@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_tool_fails_in_ci_and_skips_elsewhere(ci, outcome, monkeypatch):
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="'no-such-tool' is missing.*: apt install it"):
        need("no-such-tool", "apt install it")
    assert need(Path(sys.executable).name, "install Python") == shutil.which(Path(sys.executable).name)
