"""End to end: whatever goes wrong in the sources, the build stops, says where and what to do, and publishes nothing."""

import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from conftest import copy_tree, run_scripts

Change = Callable[[str], str]
CONFIG, FACTS, FENCES = "mkdocs.yml", "docs/data/facts.yml", "scripts/fences.py"
PAGE, SNIPPET, CSS = "docs/get-help/index.md", "docs/.snippets/help-now.md", "docs/assets/css/print.css"
FOOT, FRAME = "overrides/partials/about-page.html", "overrides/main.html"


def add(text: str) -> Change:
    return lambda old: f"{old.rstrip()}\n\n{text}\n"


def swap(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


def resub(old: str, new: str) -> Change:
    return lambda text: re.sub(old, new, text, count=1)


def new_page(_: str) -> str:
    return ("---\ntitle: A new page\ndescription: A page that is here to be in the way of the build.\naudience: project\n"
            "checked: 2026-01-31\nreviewed: null\nfacts: []\n---\n\n# A new page { #top }\n")


@dataclass
class Mutation:
    """Something gone wrong: how it gets into the files, and what must be said of the first of them.

    `at` stands on the line that must be named; without it no line is known. `place` is the file to name, where it
    is not the first. A `count` of 0 is for faults that show in any number of places.
    """

    edits: dict[str, Change]
    says: str
    at: str = ""
    place: str = ""
    count: int = 1


def on_page(text: str, at: str, says: str) -> Mutation:
    return Mutation({PAGE: add(text)}, says, at)


MUTATIONS = {
    # Links and pictures
    "link to a missing page": on_page("[A page](no-such.md)", "no-such.md", "'no-such.md' leads to no page or file"),
    "link to a missing page, raw": on_page('<a href="../no-such/">A page</a>', "no-such", "'../no-such/' leads to no page or file"),
    "link to a missing part of a page": on_page("[A part](../index.md#no-such)", "no-such", "nothing on 'index.md' is called '#no-such'"),
    "link to a missing part of its page": on_page("[A part](#no-such)", "no-such", "is called '#no-such'"),
    "missing image": on_page("![A bone](no-such.svg)", "no-such", "'no-such.svg' leads to no page or file"),
    "image without words": on_page("![](../assets/images/favicon.svg)", "![", "has no text alternative"),
    "image without words, raw": on_page('<img src="../assets/images/favicon.svg">', "<img", "has no text for those who cannot see it"),
    "external script": on_page('<script src="https://example.com/a.js"></script>', "a.js", "comes from another website"),
    "external image": on_page("![A bone](https://example.com/a.png)", "a.png", "comes from another website"),
    "external style sheet": Mutation({CSS: add('@import "https://example.com/a.css";')}, "comes from another website", "a.css"),
    "external font": Mutation({CSS: add("@font-face { src: url(https://example.com/a.woff2) }")}, "comes from another website", "a.woff2"),
    # Structure
    "misspelt tab": on_page('=== "Kyphoplasti"\n\n    A.\n\n=== "Vertebroplasty"\n\n    B.', "plasti", "the tab is labelled 'Kyphoplasti'"),
    "text between two tabs": on_page('=== "Kyphoplasty"\n\n    A.\n\nC.\n\n=== "Kyphoplasty"\n\n    A.\n\n=== "Vertebroplasty"\n\n    B.',
                                     "===", "the tab 'Kyphoplasty' has no partner"),
    "heading level left out": on_page("## Two { #two }\n\n#### Four { #four }", "#### Four", "a level is left out"),
    "id given twice": on_page("## One { #twice }\n\n## Two { #twice }", "#twice", "the id 'twice' is given more than once"),
    "block that nothing knows": on_page("``` emergancy\n```", "emergancy", "there is no block 'emergancy'"),
    "block that is not closed": on_page("``` emergency", "``` emergency", "Markdown is shown as raw text"),
    "text in the emergency block": on_page("``` emergency\nwords\n```", "``` emergency\nwords", "takes no text"),
    "missing snippet": on_page('--8<-- "no-such.md"', "no-such", "there is no snippet 'no-such.md'"),
    "missing snippet, written otherwise": Mutation({PAGE: add("--8<-- 'no-such.md'")}, "no-such.md"),
    # Pages, navigation, front matter
    "page outside the navigation": Mutation({"docs/new.md": new_page}, "the page is not in the navigation"),
    "navigation without a page": Mutation({CONFIG: swap("\nnav:\n", "\nnav:\n  - New: new.md\n")}, "names 'new.md', which does not exist", "new.md"),
    "navigation with an empty entry": Mutation({CONFIG: swap("\nnav:\n", "\nnav:\n  - New:\n")}, "names no page", "- New:"),
    "configuration not YAML": Mutation({CONFIG: add("more: [this")}, "this is not valid YAML", "more: [this"),
    "unknown setting": Mutation({CONFIG: add("no_such_setting: true")}, "no_such_setting"),
    "page that nothing would find": Mutation({"docs/new/README.md": new_page, CONFIG: swap("\nnav:\n", "\nnav:\n  - New: new/README.md\n")},
                                             "not written by MkDocs", place="scripts/postbuild.py"),
    "no front matter": Mutation({PAGE: resub(r"(?s)\A---\n.*?\n---\n+", "")}, "the page has no front matter", "# "),
    "date in quotes": Mutation({PAGE: resub(r"\nchecked: (\S+)", r"\nchecked: '\1'")}, "the date stands in quotes", "checked:"),
    "unknown fact": Mutation({PAGE: resub(r"\nfacts:(\s*(?:\[|- ))", r"\nfacts:\1no-such, ")}, "unknown fact id 'no-such", "no-such"),
    "page in another encoding": on_page("Zo\udceb", "Zo\udceb", "not UTF-8"),
    # Data
    "facts not YAML": Mutation({FACTS: add("- id: [this")}, "this is not valid YAML", "- id: [this"),
    "facts in another encoding": Mutation({FACTS: add("# Zo\udceb")}, "not UTF-8", "Zo\udceb"),
    "error inside a fence": Mutation({FENCES: swap('rows = "".join(', 'rows = 1 / 0 or "".join(')}, "failed: ZeroDivisionError",
                                     place=SNIPPET, at="```", count=0),
    # Templates
    "template without its mark for the sources": Mutation({FOOT: swap("<div data-page-sources></div>", "")}, "data-page-sources", place="scripts/postbuild.py"),
    "template without its mark for the policy": Mutation({FRAME: swap("content-security-policy-here", "")}, "content-security-policy-here", place="scripts/postbuild.py"),
    "template that cannot be read": Mutation({FRAME: swap("{% extends", "{% extend")}, "Encountered unknown tag 'extend'", "{% extend "),
    "template that fails on a page": Mutation({FOOT: add("{{ page.no.such.thing }}")}, "has no attribute 'no'", "no.such.thing"),
}


@dataclass
class Outcome:
    """How a build of the mutated guide ended. `lines` are those of the file to be named."""

    code: int
    said: str
    lines: list[str]
    before: dict[str, bytes]
    after: dict[str, bytes]


def editions(tree: Path) -> dict[str, bytes]:
    """What is published in `tree`, by path."""
    return {path.relative_to(tree).as_posix(): path.read_bytes()
            for folder in ("site", "dist") for path in (tree / folder).rglob("*") if path.is_file()}


def outcome(tree: Path, mutation: Mutation, earlier: bool) -> Outcome:
    """Builds `tree` with the mutation and undoes it. `earlier`: with an earlier edition in place."""
    for folder in ("site", "dist"):
        shutil.rmtree(tree / folder, ignore_errors=True)
        if earlier:
            (tree / folder).mkdir()
            (tree / folder / "earlier.txt").write_text("An earlier edition")
    before, kept = editions(tree), {}
    try:
        for file, change in mutation.edits.items():
            path = tree / file
            kept[path] = path.read_bytes() if path.is_file() else None
            old = (kept[path] or b"").decode()
            new = change(old)
            assert new != old, f"{file} has nothing to change: the mutation no longer fits the guide"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(new.encode("utf-8", "surrogateescape"))
        run = run_scripts(tree, "build")
        place = tree / (mutation.place or next(iter(mutation.edits)))
        lines = place.read_text("utf-8", "surrogateescape").splitlines()
        return Outcome(run.returncode, run.stderr, lines, before, editions(tree))
    finally:
        for path, content in kept.items():
            path.write_bytes(content) if content is not None else path.unlink()


@pytest.fixture(scope="session")
def outcomes(request, tmp_path_factory):
    """The outcome of each mutation that is to be tested, by name. One processor each, every one with a copy of its own."""
    wanted = [item.callspec.params["name"] for item in request.session.items if "outcomes" in getattr(item, "fixturenames", ())]
    trees = SimpleQueue()
    for _ in range(workers := min(os.cpu_count() or 1, 4)):
        trees.put(copy_tree(tmp_path_factory.mktemp("bad") / "guide"))

    def one(place: int, name: str) -> Outcome | Exception:
        tree = trees.get()
        try:
            return outcome(tree, MUTATIONS[name], earlier=bool(place % 2))
        except Exception as error:  # for the test of this mutation only
            return error
        finally:
            trees.put(tree)

    with ThreadPoolExecutor(workers) as pool:
        return dict(zip(wanted, pool.map(one, range(len(wanted)), wanted)))


@pytest.mark.parametrize("name", MUTATIONS)
def test_the_build_stops_and_says_why(name, outcomes):
    mutation, got = MUTATIONS[name], outcomes[name]
    if isinstance(got, Exception):
        raise got
    assert got.code == 1
    assert "Traceback" not in got.said
    assert got.after == got.before
    problems = [line.strip() for line in got.said.splitlines() if "What to do: " in line]
    assert f"Stopped. {mutation.count or len(problems)} to mend:" in got.said, got.said
    place = mutation.place or next(iter(mutation.edits))
    if mutation.at:
        text = "\n".join(got.lines)
        place += f":{text[:text.index(mutation.at)].count(chr(10)) + 1}"
    assert any(line.startswith(f"{place}: ") and mutation.says in line for line in problems), got.said
