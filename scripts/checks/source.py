"""Checks on the pages as written: what only the source can say, with the line it stands on."""

import re
from pathlib import Path
from textwrap import dedent

import yaml
from pymdownx.inlinehilite import InlineHiliteException
from pymdownx.superfences import SuperFencesException

from scripts import inline, yamlfile
from scripts.checks.drawings import check_drawings
from scripts.checks.glossary import check_glossary
from scripts.data import Data
from scripts.fences import FENCES
from scripts.pages import Page, files
from scripts.paths import DOCS, ROOT
from scripts.problem import Problem
from scripts.tabs import LABELS

# All that looks like a tab, so that a slip of the pen is found and not published.
TAB = re.compile(r'^([ \t]*)===([!+]*)(?!=)([ \t]*\S.*)$', re.MULTILINE)
IMAGE_WITHOUT_ALT = re.compile(r"!\[\s*\]\(([^)\s]*)")
SNIPPET = re.compile(r'^\s*--8<-- "([^"]*)"', re.MULTILINE)
HEADING = re.compile(r"^[ \t]*#{1,6}.*$", re.MULTILINE)
FENCED = re.compile(r"^[ \t>]*(`{3,}|~{3,})([^\n`]*)\n(.*?)^[ \t>]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"`#!([\w-]+)[ \n]([^`]*)`")
# All that was meant as a mark, so that a slip of the pen is found.
LIKE_MARK = re.compile(r"(?<!`)(`+)(?!`)(?= *(?:#|:::))((?:(?!\n\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
CITE_IN_LINK = re.compile(r"\[[^\]\n]*`#!cite [^\]\n]*\]\(")
# Plain blocks of code, for the pages about the project.
CODE = ("text", "yaml")


def check_source(pages: list[Page], data: Data, docs: Path = DOCS, config: Path = ROOT / "mkdocs.yml") -> list[Problem]:
    """Every fault of the pages, the snippets and the navigation, sorted by file and line."""
    if data.problems:  # pages that rest on unread rows look worse than they are
        return sorted(data.problems)
    problems = []
    for page in pages:
        problems += facts(page, data)
    for page in [*pages, *_shared(docs, problems)]:
        text = FENCED.sub(lambda match: "\n" * match[0].count("\n"), page.body)
        for check in (tabs, images, heading_ids):
            problems += check(page, text)
        problems += snippets(page, docs) + fences(page) + marks(page, text, data)
    problems += check_drawings(data, _named(pages), docs)
    problems += check_glossary(pages, data, docs)
    problems += titles(pages) + unused_facts(pages, data) + unused_rows(pages, data) + navigation(docs, config)
    return sorted(problems)


def _shared(docs: Path, problems: list[Problem]) -> list[Page]:
    """The snippets: text like that of a page, without front matter."""
    found = []
    for path in sorted((docs / ".snippets").glob("*.md")):
        text, unread = yamlfile.text_of(path)
        problems += unread
        found.append(Page(path, yamlfile.name_of(path), {}, text, 1, None))
    return found


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
    """Facts that neither a page nor a row of the data rests on."""
    used = {fact for page in pages for fact in page.meta["facts"]}
    used |= {fact for rows in (data.trials, data.outcomes, data.positions, data.figures, data.glossary)
             for row in rows.values() for fact in row.get("facts", [])}
    return [Problem("docs/data/facts.yml", data.lines["facts", fact], f"the fact '{fact}' is used by no page", "name it on a page, or take it out")
            for fact in data.facts if fact not in used]


def _named(pages: list[Page]) -> set[str]:
    """The words in the blocks of all pages: the ids that they show are among them."""
    return {word for page in pages for match in FENCED.finditer(page.body) for word in match[3].split()}


def unused_rows(pages: list[Page], data: Data) -> list[Problem]:
    """Trials, outcomes and positions that no page shows."""
    named = _named(pages)
    named |= {match[2].partition(".")[0].strip() for page in pages for match in MARK.finditer(page.body)}
    # A fact box without a list of rows shows all those of its trial; a row brings its trial along.
    whole = {match[3].strip() for page in pages for match in FENCED.finditer(page.body) if match[2].strip() == "fact-box"}
    named |= {row["id"] for row in data.outcomes.values() if row["trial"] in whole}
    named |= {row["trial"] for row in data.outcomes.values() if row["id"] in named}
    return [Problem(f"docs/data/{file}.yml", data.lines[file, name], f"the row '{name}' is shown on no page", "show it, or take it out")
            for file in ("trials", "outcomes", "positions") for name in getattr(data, file) if name not in named]


def tabs(page: Page, text: str) -> list[Problem]:
    """Sets of tabs other than the two procedures, in order."""
    sets, problems = [], []
    for match in TAB.finditer(text):
        between = text[sets[-1][-1].end():match.start()] if sets else ""
        # Text that is not indented under its tab ends the set, and so does the mark "!".
        if not sets or "!" in match[2] or re.search(rf"^(?!{match[1]}(?: {{4}}|\t))[ \t]*\S", between, re.MULTILINE):
            sets.append([])
        sets[-1].append(match)
    for found in sets:
        labels = [re.sub(r'^ +"(.*)" *$', r"\1", match[3]) for match in found]
        wrong = [place for place, label in enumerate(labels) if label not in LABELS]
        for place in wrong:
            problems.append(Problem(page.file, _line(page, text, found[place].end()), f"the tab is labelled '{labels[place].strip()}'",
                                    f'write exactly === "{LABELS[0]}" or === "{LABELS[1]}": '
                                    "the reader's choice follows these two words"))
        if not wrong and tuple(labels) != LABELS:
            what = "has no partner" if len(found) == 1 else "is in a set that is not in order"
            problems.append(Problem(page.file, _line(page, text, found[0].end()), f"the tab '{labels[0]}' {what}",
                                    f"give each set two tabs: {LABELS[0]}, then {LABELS[1]}"))
    return problems


def images(page: Page, text: str) -> list[Problem]:
    """Images without words for those who cannot see them."""
    return [Problem(page.file, _line(page, text, match.start()), f"the image '{match[1]}' has no text alternative",
                    "say in the square brackets what the picture tells the reader")
            for match in IMAGE_WITHOUT_ALT.finditer(text)]


def heading_ids(page: Page, text: str) -> list[Problem]:
    """Headings without an id of their own: links from paper and other sites break when their words change."""
    return [Problem(page.file, _line(page, text, match.start()), f"the heading '{match[0].strip().strip('# ')}' has no id",
                    "end it with { #a-short-name }")
            for match in HEADING.finditer(text) if not re.search(r"\{[^}]*#[a-z]", match[0])]


def snippets(page: Page, docs: Path) -> list[Problem]:
    """Snippets that do not exist."""
    return [Problem(page.file, _line(page, page.body, match.end()), f"there is no snippet '{match[1]}'",
                    f"use one of: {', '.join(sorted(path.name for path in (docs / '.snippets').glob('*.md')))}")
            for match in SNIPPET.finditer(page.body) if not (docs / ".snippets" / match[1].partition(":")[0]).is_file()]


def fences(page: Page) -> list[Problem]:
    """Blocks with a name that nothing knows, and blocks that cannot be shown."""
    problems = []
    for match in FENCED.finditer(page.body):
        name = match[2].strip().partition(" ")[0]
        line = _line(page, page.body, match.start())
        if name in CODE:
            continue
        if name not in FENCES:
            problems.append(Problem(page.file, line, f"there is no block '{name}'",
                                    f"write one of these after the backticks: {', '.join([*sorted(FENCES), *CODE])}"))
            continue
        if match[2].strip() != name:
            problems.append(Problem(page.file, line, f"the block '{name}' takes nothing after its name",
                                    f"write ``` {name} and no more: otherwise it is published as raw text"))
            continue
        try:
            FENCES[name](dedent(re.sub(r"^[ \t]*>", "", match[3], flags=re.MULTILINE)), name, name, {}, None)
        except SuperFencesException as error:
            problems.append(Problem(page.file, line, str(error), f"mend this block, or the fence '{name}' in scripts/fences.py"))
    return problems


def marks(page: Page, text: str, loaded: Data) -> list[Problem]:
    """Numbers and citations inside a sentence that cannot be shown, or that somebody typed in their stead."""
    problems = [Problem(page.file, _line(page, text, match.start()), message, remedy) for pattern, message, remedy in (
        (CITE_IN_LINK, "a citation stands inside a link, but is one itself", "put it behind the link"),
        (re.compile(r"data-figure"), "'data-figure' is typed: it would hide a number from the checks", "take it away, and show the number with a mark or a block"),
    ) for match in pattern.finditer(text)]
    problems += [Problem(page.file, _line(page, text, match.start()), f"{match[0]} is not written like a mark",
                         "write it in one pair of backticks without spaces around: `#!n ROW.option` or `#!cite SOURCE`")
                 for match in LIKE_MARK.finditer(text) if not MARK.fullmatch(match[0])]
    for line in re.finditer(r"^[ \t>]*\|.*$", text, re.MULTILINE):
        trials = {loaded.outcomes[name]["trial"] for kind, words in MARK.findall(line[0])
                  if kind == "n" and (name := words.partition(".")[0].strip()) in loaded.outcomes}
        if len(trials) > 1:
            problems.append(Problem(page.file, _line(page, text, line.start()), f"one row of a table lines up the trials {' and '.join(sorted(trials))}",
                                    "give each trial a row of its own: their groups were different people"))
    for match in MARK.finditer(text):
        try:
            if match[1] not in inline.FORMATS:
                raise InlineHiliteException(f"there is no mark '{match[1]}'")
            inline.FORMATS[match[1]](match[2], match[1], "", None)
        except InlineHiliteException as error:
            problems.append(Problem(page.file, _line(page, text, match.start()), str(error),
                                    "mend this mark; CONTRIBUTING.md shows what can be written"))
    return problems


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


def navigation(docs: Path, config: Path) -> list[Problem]:
    """Pages missing from the navigation, and entries of the navigation without a page."""
    text, problems = yamlfile.text_of(config)
    try:
        root = yaml.compose(text, yaml.SafeLoader)  # nodes only: its tags are not run
    except yaml.YAMLError as error:
        return [yamlfile.broken(error, config.name)]
    if problems:
        return problems
    stack = [value for key, value in root.value if key.value == "nav"] if isinstance(root, yaml.MappingNode) else []
    line = {}
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.ScalarNode):
            line[node.value] = node.start_mark.line + 1
        else:
            stack += [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else node.value
    on_disk = {path.relative_to(docs).as_posix() for path in files(docs)}
    return [Problem(config.name, line[entry], f"the navigation names '{entry}', which does not exist" if entry else
                    "an entry of the navigation names no page", "correct the name, or write the page") for entry in line if entry not in on_disk] + \
           [Problem(f"docs/{page}", 0, "the page is not in the navigation, so no reader finds it",
                    "add it under 'nav' in mkdocs.yml") for page in sorted(on_disk - line.keys())]
