"""The pages as their writers wrote them: front matter and Markdown."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts import yamlfile
from scripts.paths import DOCS
from scripts.problem import Problem


@dataclass
class Page:
    """One Markdown file. `line_of` takes a front-matter path and gives its line in the file."""

    path: Path
    file: str
    meta: dict
    body: str
    body_line: int
    line_of: object


def files(docs: Path = DOCS) -> list[Path]:
    """Every Markdown file below `docs` that becomes a page: dot folders hold text that pages share."""
    return [path for path in sorted(docs.rglob("*.md"))
            if not any(part.startswith(".") for part in path.relative_to(docs).parts)]


def load(docs: Path = DOCS) -> tuple[list[Page], list[Problem]]:
    """Every page below `docs`, and what is wrong with their front matter."""
    schema = yamlfile.schema("page")
    pages, problems = [], []
    for path in files(docs):
        file = yamlfile.name_of(path)
        text, unread = yamlfile.text_of(path)
        if unread:
            problems += unread
            continue
        head, mark, body = text.removeprefix("---\n").partition("\n---\n")
        if not text.startswith("---\n") or not mark:
            problems.append(Problem(file, 1, "the page has no front matter",
                                    "begin it with the block between two lines of --- that CONTRIBUTING.md shows"))
            continue
        meta, found, line_of = yamlfile.read(head, file, schema, first_line=2)
        if quoted := re.search(r"^checked: *['\"]|^reviewed:[^#]*\bdate: *['\"]", head, re.MULTILINE):
            found.append(Problem(file, head[:quoted.end()].count("\n") + 2, "the date stands in quotes",
                                 "take the quotes away: the page foot can only write out a bare date"))
        problems += found
        if not found:
            pages.append(Page(path, file, meta, body, head.count("\n") + 4, line_of))
    return pages, problems


def written_out(day: str) -> str:
    """A date given as YYYY-MM-DD, as readers see it: November 22, 2026."""
    when = date.fromisoformat(day)
    return f"{when:%B} {when.day}, {when.year}"


def newest_check(pages: list[Page]) -> str:
    """The latest `checked` date, as YYYY-MM-DD: the date of this edition."""
    return max(page.meta["checked"] for page in pages)
