"""Checks on the pages as written: what only the source can say, with the line it stands on."""

import re
from pathlib import Path

import yaml

from scripts.data import Data
from scripts.pages import Page
from scripts.paths import DOCS, ROOT
from scripts.problem import Problem
from scripts.tabs import LABELS

TAB = re.compile(r'^(\s*)===[!+]* "([^"]*)"', re.MULTILINE)
IMAGE_WITHOUT_ALT = re.compile(r"!\[\s*\]\(([^)\s]*)")
SNIPPET = re.compile(r'^\s*--8<-- "([^"]*)"', re.MULTILINE)
HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
FENCED = re.compile(r"^\s*```.*?^\s*```\s*$", re.MULTILINE | re.DOTALL)


def check_source(pages: list[Page], data: Data, docs: Path = DOCS, config: Path = ROOT / "mkdocs.yml") -> list[Problem]:
    """Every fault of the pages, the snippets and the navigation, sorted by file and line."""
    problems = list(data.problems)
    for page in pages:
        problems += facts(page, data)
        text = FENCED.sub(lambda match: "\n" * match[0].count("\n"), page.body)
        for check in (tabs, images, heading_ids):
            problems += check(page, text)
        problems += snippets(page, docs)
    problems += titles(pages) + unused_facts(pages, data) + navigation(docs, config)
    return sorted(problems)


def _line(page: Page, text: str, offset: int) -> int:
    return page.body_line + text[:offset].count("\n")


def facts(page: Page, data: Data) -> list[Problem]:
    """Unknown fact ids, and patient pages that name none."""
    if page.meta["audience"] != "project" and not page.meta["facts"]:
        return [Problem(page.file, page.line_of(("facts",)), "the page names no fact that it rests on",
                        "list the ids from docs/data/facts.yml under 'facts'")]
    return [
        Problem(page.file, page.line_of(("facts", index)), f"unknown fact id '{fact}'",
                "correct it, or add the fact with its sources to docs/data/facts.yml")
        for index, fact in enumerate(page.meta["facts"]) if fact not in data.facts
    ]


def unused_facts(pages: list[Page], data: Data) -> list[Problem]:
    """Facts that no page rests on."""
    used = {fact for page in pages for fact in page.meta["facts"]}
    return [Problem("docs/data/facts.yml", 0, f"the fact '{fact}' is used by no page", "name it on a page, or take it out")
            for fact in data.facts if fact not in used]


def tabs(page: Page, text: str) -> list[Problem]:
    """Tab labels other than the two procedures, in order."""
    found = list(TAB.finditer(text))
    problems = []
    for index, match in enumerate(found):
        line = _line(page, text, match.end())
        if match[2] not in LABELS:
            problems.append(Problem(page.file, line, f"the tab is labelled '{match[2]}'",
                                    f"use exactly {' or '.join(LABELS)}: the reader's choice follows these two words"))
        elif match[2] != LABELS[index % 2] and not problems:
            problems.append(Problem(page.file, line, f"the tab '{match[2]}' is out of order or has no partner",
                                    f"give each set two tabs: {LABELS[0]}, then {LABELS[1]}"))
    if len(found) % 2 and not problems:
        problems.append(Problem(page.file, _line(page, text, found[-1].end()), "a set of tabs has only one tab",
                                f"give each set two tabs: {LABELS[0]}, then {LABELS[1]}"))
    return problems


def images(page: Page, text: str) -> list[Problem]:
    """Images without words for those who cannot see them."""
    return [Problem(page.file, _line(page, text, match.start()), f"the image '{match[1]}' has no text alternative",
                    "say in the square brackets what the picture tells the reader")
            for match in IMAGE_WITHOUT_ALT.finditer(text)]


def heading_ids(page: Page, text: str) -> list[Problem]:
    """Headings without an id of their own: links from paper and other sites break when their words change."""
    return [Problem(page.file, _line(page, text, match.start()), f"the heading '{match[0].lstrip('# ')}' has no id",
                    "end it with { #a-short-name }")
            for match in HEADING.finditer(text) if not re.search(r"\{[^}]*#[a-z]", match[0])]


def snippets(page: Page, docs: Path) -> list[Problem]:
    """Snippets that do not exist."""
    return [Problem(page.file, _line(page, page.body, match.end()), f"there is no snippet '{match[1]}'",
                    f"use one of: {', '.join(sorted(path.name for path in (docs / '.snippets').glob('*.md')))}")
            for match in SNIPPET.finditer(page.body) if not (docs / ".snippets" / match[1].partition(":")[0]).is_file()]


def titles(pages: list[Page]) -> list[Problem]:
    """Titles given to two pages: a list of search results or browser tabs could not tell them apart."""
    first, problems = {}, []
    for page in pages:
        title = page.meta["title"]
        if title in first:
            problems.append(Problem(page.file, page.line_of(("title",)), f"the title '{title}' is also that of {first[title]}",
                                    "give each page a title of its own"))
        first.setdefault(title, page.file)
    return problems


class _Ignore(yaml.SafeLoader):
    """Reads mkdocs.yml without running its tags."""


_Ignore.add_multi_constructor("", lambda loader, suffix, node: None)


def navigation(docs: Path, config: Path) -> list[Problem]:
    """Pages missing from the navigation, and entries of the navigation without a page."""
    text = config.read_text(encoding="utf-8")
    listed, stack = [], [yaml.load(text, _Ignore).get("nav", [])]  # noqa: S506 - a SafeLoader
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            listed.append(item)
        else:
            stack += item.values() if isinstance(item, dict) else item
    on_disk = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")
               if not any(part.startswith(".") for part in path.relative_to(docs).parts)}
    line = {entry: text[:text.find(entry)].count("\n") + 1 for entry in listed}
    return [Problem(config.name, line[entry], f"the navigation names '{entry}', which does not exist",
                    "correct the name, or write the page") for entry in listed if entry not in on_disk] + \
           [Problem(f"docs/{page}", 0, "the page is not in the navigation, so no reader finds it",
                    "add it under 'nav' in mkdocs.yml") for page in sorted(on_disk - set(listed))]
