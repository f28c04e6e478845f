"""Checks that the words of docs/data/glossary.yml and the pages agree: where a word is explained, how it sounds, what it rests on."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from scripts.data import Data
from scripts.pages import Page
from scripts.problem import Problem

FILE = "docs/data/glossary.yml"
SHOWN = re.compile(r"^[`~]{3,} *glossary *$", re.MULTILINE)
ANCHOR = re.compile(r"\{[^}\n]*?#([\w-]+)[^}\n]*\}")
# "say VER-tuh-bruh": the part to say loudest is in capitals.
SAY = re.compile(r"\b[Ss]ay ((?=[A-Za-z-]*[A-Z]{2})[A-Za-z]+(?:-[A-Za-z]+)+)")


def check_glossary(pages: list[Page], data: Data, docs: Path) -> Iterator[Problem]:
    """Every place where the words and the pages below `docs` disagree."""
    yield from _explained({page.path.relative_to(docs).as_posix(): page for page in pages}, data)
    said = {part for row in data.glossary.values() for part in row.get("say", "").split()}
    facts = {fact for row in data.glossary.values() for fact in row.get("facts", [])}
    for page in pages:
        for match in SAY.finditer(page.body):
            if match[1] not in said:
                yield Problem(page.file, page.body_line + page.body[:match.start()].count("\n"),
                              f"the sound '{match[1]}' is not in {FILE}", "say a word in one way everywhere: add it there, or copy it from there")
        for fact in sorted(facts - set(page.meta["facts"])) if SHOWN.search(page.body) else ():
            yield Problem(page.file, page.line_of(("facts",)), f"a word that this page shows rests on the fact '{fact}', which the page does not name",
                          "add it under 'facts', so that its sources stand at the foot of the page")


def _explained(pages: dict[str, Page], data: Data) -> Iterator[Problem]:
    """Words that point to a page or to a heading that is not there. `pages` are by their path below docs."""
    for row in data.glossary.values():
        if "page" not in row:
            continue
        file, _, anchor = row["page"].partition("#")
        names = ANCHOR.findall(pages[file].body) if file in pages else pages
        wanted, what = (anchor, f"'#{anchor}', which is no heading of docs/{file}") if file in pages else (file, f"'{file}', which is no page")
        if wanted not in names:
            near = get_close_matches(wanted, names, 1)
            yield Problem(FILE, data.lines["glossary", row["id"]], f"the word '{row['id']}' points to {what}",
                          f"did you mean '{near[0]}'?" if near else "name a file below docs and, after '#', one of its headings")
