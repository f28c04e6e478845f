"""The checks on what writers write: each small bad guide must fail with its own rule, on its own line, and no other."""

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import markdown
import pytest
import yaml
from bs4 import BeautifulSoup
from pymdownx.inlinehilite import InlineHiliteException
from pymdownx.superfences import SuperFencesException

from scripts import citations, data, fences, inline, letters, pages, tabs, yamlfile
from scripts.checks import source
from scripts.checks.prose import prose
from scripts.checks.source import check_source
from scripts.problem import Problem

FIXTURES = Path(__file__).parent / "fixtures"
GOOD = FIXTURES / "good" / "source"  # a guide on which nothing is wrong
BAD = FIXTURES / "bad" / "source"  # one folder for each rule, with the files that differ from the good guide

# The file and the line that must be named, and what must be said; line 0 where there is none to name.
RULES = {
    "no-front-matter": ("docs/two.md", 1, "has no front matter"),
    "front-matter-open": ("docs/two.md", 1, "has no front matter"),
    "front-matter-not-yaml": ("docs/two.md", 2, "not valid YAML"),
    "front-matter-list-as-key": ("docs/two.md", 8, "a list or a table stands where a key should"),
    "front-matter-bad-tag": ("docs/two.md", 7, "'word' is not a number"),
    "unknown-key": ("docs/two.md", 2, "'author' was unexpected"),
    "missing-key": ("docs/two.md", 2, "'audience' is a required property"),
    "bad-date": ("docs/two.md", 5, "'2026-02-30' is not a 'date'"),
    "other-date": ("docs/two.md", 5, "'31 January 2026' is not a 'date'"),
    "date-in-quotes": ("docs/two.md", 5, "the date stands in quotes"),
    "reviewed-without-role": ("docs/two.md", 7, "reviewed: 'role' is a required property"),
    "bare-on": ("docs/two.md", 9, "the key 'on' means yes or no to YAML: put it in quotes"),
    "unknown-fact": ("docs/two.md", 9, "unknown fact id 'wlak'"),
    "no-facts": ("docs/two.md", 7, "names no fact"),
    "unused-fact": ("docs/data/facts.yml", 11, "the fact 'swim' is used by no page"),
    "uncited-source": ("docs/data/sources.yml", 21, "the source 'jones-2022' is cited by nothing"),
    "unknown-source": ("docs/data/facts.yml", 6, "walk cites the unknown source 'smiht-2021'"),
    "unknown-source-of-number": ("docs/data/emergency.yml", 1, "Somewhere cites the unknown source 'gvo'"),
    "duplicate-id": ("docs/data/facts.yml", 11, "the id 'rest' is given twice"),
    "duplicate-key": ("docs/data/facts.yml", 5, "the key 'verified' is given twice"),
    "data-not-yaml": ("docs/data/facts.yml", 5, "not valid YAML"),
    "data-not-utf-8": ("docs/data/sources.yml", 2, "not UTF-8"),
    "data-empty": ("docs/data/facts.yml", 1, "it must be a list of rows"),
    "data-http-address": ("docs/data/sources.yml", 20, "row 'gov'/address: 'http://example.org/numbers' does not match"),
    "data-number-not-text": ("docs/data/emergency.yml", 2, "'000' is not a number in plain digits"),
    "counts-of-none": ("docs/data/outcomes.yml", 8, "row 'pain-free'/counts/comparator/of: 0 is less than the minimum of 1"),
    "count-with-a-point": ("docs/data/outcomes.yml", 7, "24.0 is not of type 'integer'"),
    "number-yes-or-no": ("docs/data/outcomes.yml", 7, "True is not of type 'integer'"),
    "number-not-plain": ("docs/data/outcomes.yml", 7, "'024' is not a number in plain digits"),
    "number-not-finite": ("docs/data/outcomes.yml", 9, "'.inf' is not a number in plain digits"),
    "number-too-long": ("docs/data/outcomes.yml", 7, "is not a number in plain digits"),
    "time-blank": ("docs/data/outcomes.yml", 5, "this text is blank"),
    "text-with-invisible-character": ("docs/data/outcomes.yml", 5, "holds an invisible character"),
    "control-character": ("docs/data/outcomes.yml", 5, "invisible control character"),
    "alias-in-data": ("docs/data/outcomes.yml", 12, "'*walk' repeats another part"),
    "data-of-one-row": ("docs/data/outcomes.yml", 1, "it must be a list of rows"),
    "id-in-capitals": ("docs/data/outcomes.yml", 1, "row 'Pain-Free'/id: 'Pain-Free' does not match"),
    "interval-above-all": ("docs/data/outcomes.yml", 1, "the interval 20 to 160 goes beyond what can be"),
    "interval-with-three-ends": ("docs/data/outcomes.yml", 9, "[20, 40, 60] is too long"),
    "interval-in-words": ("docs/data/outcomes.yml", 9, "interval: write two numbers in brackets"),
    "range-above-all": ("docs/data/outcomes.yml", 1, "120 out of 100 is more than all"),
    "scale-backward": ("docs/data/outcomes.yml", 1, "its scale has no two ends"),
    "scale-with-one-end": ("docs/data/outcomes.yml", 1, "its scale has no two ends"),
    "average-off-scale": ("docs/data/outcomes.yml", 1, "an average lies outside its scale of 0 to 10"),
    "difference-off-scale": ("docs/data/outcomes.yml", 1, "is larger than its scale of 0 to 10"),
    "score-of-nothing": ("docs/data/outcomes.yml", 1, "neither averages nor a difference"),
    "difference-without-side": ("docs/data/outcomes.yml", 1, "does not say which side did better"),
    "difference-under-without-side": ("docs/data/outcomes.yml", 1, "does not say which side did better"),
    "difference-of-wrong-sign": ("docs/data/outcomes.yml", 1, "the difference -1 has the wrong sign for 'option'"),
    "difference-against-its-interval": ("docs/data/outcomes.yml", 1, "the interval and 'favours: option' disagree"),
    "notice-without-fact": ("docs/data/outcomes.yml", 1, "rests on no fact that was read"),
    "notice-of-unknown-fact": ("docs/data/outcomes.yml", 1, "rests on no fact that was read"),
    "row-with-weak-source": ("docs/data/outcomes.yml", 1, "the source 'smith-2021' is too weak for a number"),
    "row-with-source-from-memory": ("docs/data/emergency.yml", 1, "the source 'gov' is named from memory"),
    "trial-from-memory": ("docs/data/trials.yml", 1, "the fact 'walk', which was written from memory"),
    "position-from-memory": ("docs/data/positions.yml", 1, "the fact 'swim', which was written from memory"),
    "fence-with-option": ("docs/two.md", 15, "the block 'emergency' takes nothing after its name"),
    "fence-in-quote": ("docs/two.md", 15, "there is no outcome 'no-such-row'"),
    "mark-with-space": ("docs/two.md", 15, "is not written like a mark"),
    "mark-with-colons": ("docs/two.md", 15, "is not written like a mark"),
    "mark-without-space": ("docs/two.md", 15, "is not written like a mark"),
    "typed-figure": ("docs/two.md", 15, "'data-figure' is typed"),
    "citation-in-a-link": ("docs/two.md", 15, "a citation stands inside a link"),
    "counts-above-all": ("docs/data/outcomes.yml", 1, "row 'pain-free': 56 of 55 (option) is more than all"),
    "share-above-all": ("docs/data/outcomes.yml", 6, "row 'pain-free'/shares/option: 120 is greater than the maximum of 100"),
    "interval-misses": ("docs/data/outcomes.yml", 1, "the interval 50 to 60 misses the estimate 43.6"),
    "interval-backward": ("docs/data/outcomes.yml", 1, "the interval 60 to 20 runs backward"),
    "comparison-with-nobody": ("docs/data/outcomes.yml", 1, "its trial has no comparator"),
    "range-backward": ("docs/data/outcomes.yml", 1, "row 'pain-free': the range runs backward"),
    "interval-of-nothing": ("docs/data/outcomes.yml", 1, "nothing that the interval is about"),
    "no-time": ("docs/data/outcomes.yml", 1, "row 'pain-free': 'time' is a required property"),
    "two-forms": ("docs/data/outcomes.yml", 1, "row 'pain-free'"),
    "unknown-trial": ("docs/data/outcomes.yml", 1, "the trial 'wlaking-trial' is unknown"),
    "row-with-unknown-fact": ("docs/data/outcomes.yml", 1, "pain-free rests on the unknown fact 'wlak'"),
    "row-with-stray-source": ("docs/data/outcomes.yml", 1, "do not rest on the source 'mueller-2020'"),
    "row-from-memory": ("docs/data/outcomes.yml", 1, "which was written from memory"),
    "certainty-not-published": ("docs/data/outcomes.yml", 1, "its certainty is 'high', that of its facts is 'unrated'"),
    "certainty-without-rater": ("docs/data/outcomes.yml", 1, "a certainty and who rated it go together"),
    "outcomes-not-yaml": ("docs/data/outcomes.yml", 2, "not valid YAML"),
    "unused-row": ("docs/data/positions.yml", 13, "the row 'second-society' is shown on no page"),
    "word-without-meaning": ("docs/data/glossary.yml", 9, "row 'mri': 'means' is a required property"),
    "word-with-unknown-fact": ("docs/data/glossary.yml", 1, "edema rests on the unknown fact 'rset'"),
    "word-from-memory": ("docs/data/glossary.yml", 1, "the word 'edema': it rests on the fact 'swim', which was written from memory"),
    "word-points-to-nothing": ("docs/data/glossary.yml", 1, "the word 'edema': 'see' names the unknown word 'mir'"),
    "word-points-to-itself": ("docs/data/glossary.yml", 1, "the word 'edema': it points to itself"),
    "word-given-twice": ("docs/data/glossary.yml", 9, "the word 'mri': 'Edema' is already given for the word 'edema'"),
    "word-given-twice-with-accents": ("docs/data/glossary.yml", 9, "the word 'mri': 'ödem' is already given for the word 'edema'"),
    "word-also-its-own-name": ("docs/data/glossary.yml", 1, "the word 'edema': 'édema' is already given for the word 'edema'"),
    "word-on-a-lost-page": ("docs/data/glossary.yml", 1, "the word 'edema' points to 'indexx.md', which is no page"),
    "word-under-a-lost-heading": ("docs/data/glossary.yml", 1, "the word 'edema' points to '#tab', which is no heading of docs/index.md"),
    "word-said-otherwise": ("docs/two.md", 15, "the sound 'uh-DEE-muh' is not in docs/data/glossary.yml"),
    "word-without-its-fact": ("docs/two.md", 7, "a word that this page shows rests on the fact 'rest', which the page does not name"),
    "unknown-mark": ("docs/two.md", 15, "there is no outcome 'no-such-row'"),
    "mark-without-part": ("docs/two.md", 15, "does not say which number"),
    "mark-of-another-kind": ("docs/two.md", 15, "there is no mark 'nn'"),
    "citation-of-nothing": ("docs/two.md", 15, "there is no source 'nobody-2020'"),
    "figure-of-nothing": ("docs/two.md", 15, "there is no outcome 'no-such-row'"),
    "figure-without-row": ("docs/two.md", 15, "name at least one outcome"),
    "drawing-with-script": ("docs/assets/figures/spot.svg", 15, "<script> is not allowed"),
    "drawing-with-raster": ("docs/assets/figures/spot.svg", 15, "<image> is not allowed"),
    "drawing-with-style": ("docs/assets/figures/spot.svg", 15, "<style> is not allowed"),
    "drawing-with-event": ("docs/assets/figures/spot.svg", 14, "the attribute 'onclick' is not allowed on <use>"),
    "drawing-with-color": ("docs/assets/figures/spot.svg", 9, "fill=\"#fbf3dc\" brings a color"),
    "drawing-with-style-attribute": ("docs/assets/figures/spot.svg", 9, "the attribute 'style' is not allowed on <rect>"),
    "drawing-from-elsewhere": ("docs/assets/figures/spot.svg", 14, "href=\"other.svg#bone\" brings"),
    "drawing-of-unknown-class": ("docs/assets/figures/spot.svg", 9, "there is no class 'd-bnoe'"),
    "drawing-with-id-twice": ("docs/assets/figures/spot.svg", 13, "the id 'bone' is given twice"),
    "drawing-with-words": ("docs/assets/figures/spot.svg", 17, "the words 'bone' are part of the drawing"),
    "drawing-with-lost-reference": ("docs/assets/figures/spot.svg", 10, "refers to 'dost', which is not in the drawing"),
    "drawing-too-wide": ("docs/assets/figures/spot.svg", 2, "it is 900 units wide"),
    "drawing-without-view-box": ("docs/assets/figures/spot.svg", 2, "does not begin with <svg> and a viewBox"),
    "drawing-with-size": ("docs/assets/figures/spot.svg", 2, "the attribute 'width' is not allowed on <svg>"),
    "drawing-not-xml": ("docs/assets/figures/spot.svg", 18, "not valid XML"),
    "drawing-with-document-type": ("docs/assets/figures/spot.svg", 1, "has a document type"),
    "drawing-of-pixels": ("docs/assets/figures/bone.png", 0, "only drawings (.svg) stand in this folder"),
    "drawing-without-row": ("docs/assets/figures/bone.svg", 0, "no figure in docs/data/figures.yml shows this drawing"),
    "drawing-with-unshown-picture": ("docs/assets/figures/spot.svg", 0, "no figure shows the picture 'c'"),
    "figure-without-drawing": ("docs/data/figures.yml", 14, "there is no drawing docs/assets/figures/spto.svg"),
    "figure-without-description": ("docs/data/figures.yml", 1, "row 'spot': 'description' is a required property"),
    "figure-with-lost-part": ("docs/data/figures.yml", 1, "the numbers in the drawing are [1, 2], those of its parts [1]"),
    "figure-out-of-order": ("docs/data/figures.yml", 1, "its parts are not numbered 1, 2, 3"),
    "figure-of-unknown-picture": ("docs/data/figures.yml", 1, "the drawing has no picture 'z'"),
    "figure-without-columns": ("docs/data/figures.yml", 1, "need two columns"),
    "figure-with-unknown-fact": ("docs/data/figures.yml", 1, "spot rests on the unknown fact 'wlak'"),
    "figure-without-pictures": ("docs/data/figures.yml", 1, "the drawing has several pictures, but the row names none"),
    "figure-unused": ("docs/data/figures.yml", 14, "the figure 'other' is shown on no page"),
    "duplicate-title": ("docs/two.md", 2, "the title 'First page' is also that of"),
    "misspelt-tab": ("docs/two.md", 16, "the tab is labelled 'Vertebroplasti'"),
    "tab-in-small-letters": ("docs/two.md", 12, "the tab is labelled 'kyphoplasty'"),
    "tab-without-quotes": ("docs/two.md", 16, "the tab is labelled 'Vertebroplasty'"),
    "tab-without-space": ("docs/two.md", 16, "the tab is labelled '\"Vertebroplasty\"'"),
    "tabs-out-of-order": ("docs/two.md", 12, "not in order"),
    "third-tab": ("docs/two.md", 12, "not in order"),
    "lone-tab": ("docs/two.md", 12, "the tab 'Kyphoplasty' has no partner"),
    "lone-tab-after-text": ("docs/two.md", 22, "the tab 'Vertebroplasty' has no partner"),
    "tab-in-snippet": ("docs/.snippets/signs.md", 1, "the tab 'Kyphoplasty' has no partner"),
    "image-without-text": ("docs/two.md", 13, "the image 'bone.svg' has no text alternative"),
    "heading-without-id": ("docs/two.md", 12, "the heading 'Part' has no id"),
    "heading-without-space": ("docs/two.md", 12, "the heading 'Part' has no id"),
    "heading-in-snippet": ("docs/.snippets/signs.md", 3, "the heading 'Part { .wide }' has no id"),
    "unknown-snippet": ("docs/two.md", 12, "there is no snippet 'sings.md'"),
    "misspelt-fence": ("docs/two.md", 12, "there is no block 'emergancy'"),
    "fence-with-text": ("docs/two.md", 14, "takes no text"),
    "page-not-utf-8": ("docs/two.md", 12, "not UTF-8"),
    "snippet-not-utf-8": ("docs/.snippets/signs.md", 3, "not UTF-8"),
    "page-outside-navigation": ("docs/lost.md", 0, "not in the navigation"),
    "navigation-without-page": ("mkdocs.yml", 5, "names 'three.md', which does not exist"),
    "navigation-part-of-a-name": ("mkdocs.yml", 5, "names 'wo.md', which does not exist"),
    "navigation-empty-entry": ("mkdocs.yml", 5, "names no page"),
    "navigation-not-yaml": ("mkdocs.yml", 5, "not valid YAML"),
}


def problems_of(guide: Path) -> list[Problem]:
    """What is wrong with the sources in `guide`, as the build finds it."""
    found, problems = pages.load(guide / "docs")
    return problems or check_source(found, data.load(guide / "docs" / "data"), guide / "docs", guide / "mkdocs.yml")


def guide_with(name: str, target: Path) -> Path:
    """The good guide in `target`, with the files of the bad one `name` laid over it."""
    shutil.copytree(GOOD, target, dirs_exist_ok=True)
    shutil.copytree(BAD / name, target, dirs_exist_ok=True)
    return target


def as_on_windows(guide: Path) -> None:
    """Gives every file the line ends and the byte order mark that some editors write."""
    for path in (p for p in guide.rglob("*") if p.is_file()):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))


def test_the_good_guide_passes():
    assert problems_of(GOOD) == []


def test_every_bad_guide_has_a_rule():
    assert {path.name for path in BAD.iterdir()} == RULES.keys()


@pytest.mark.parametrize("windows", [False, True], ids=["plain", "windows"])
@pytest.mark.parametrize("name", RULES)
def test_each_bad_guide_fails_with_its_rule(name, windows, tmp_path):
    guide = guide_with(name, tmp_path)
    if windows:
        as_on_windows(guide)
    file, line, says = RULES[name]
    problems = problems_of(guide)
    assert len(problems) == 1, "\n".join(map(str, problems))
    assert problems[0].file in (file, (guide / file).as_posix())
    assert problems[0].line == line
    assert says in problems[0].message
    assert problems[0].remedy


def test_line_ends_and_byte_order_marks_of_other_editors_pass(tmp_path):
    guide = Path(shutil.copytree(GOOD, tmp_path / "guide"))
    as_on_windows(guide)
    assert problems_of(guide) == []
    found, _ = pages.load(guide / "docs")
    assert found[0].meta["reviewed"]["name"] == "Dr Zoë Núñez"
    assert "\r" not in found[0].body


def test_names_with_accents_pass(tmp_path):
    guide = Path(shutil.copytree(GOOD, tmp_path / "guidé"))
    (guide / "docs" / "two.md").rename(guide / "docs" / "été.md")
    config = guide / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("two.md", "été.md"), "utf-8")
    assert problems_of(guide) == []


def test_a_missing_data_file_is_the_only_complaint(tmp_path):
    guide = Path(shutil.copytree(GOOD, tmp_path / "guide"))
    (guide / "docs" / "data" / "sources.yml").unlink()
    problems = problems_of(guide)
    assert [(Path(p.file).name, p.message) for p in problems] == [("sources.yml", "the file is missing")]


def test_what_was_read_is_kept_until_a_file_changes(tmp_path):
    folder = Path(shutil.copytree(GOOD, tmp_path / "guide")) / "docs" / "data"
    first = data.load(folder)
    assert data.load(folder) is first and not first.problems
    path = folder / "outcomes.yml"
    other = folder / "next.yml"  # as editors save: a new file takes the place of the old one, here of the same size and age
    other.write_text(path.read_text("utf-8").replace("people: 24", "people: 25"), "utf-8")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    assert data.load(folder).outcomes["pain-free"]["counts"]["option"]["people"] == 25
    path.unlink()
    assert [problem.message for problem in data.load(folder).problems] == ["the file is missing"]


def test_a_schema_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(yamlfile, "DATA", tmp_path)
    with pytest.raises(yamlfile.Unreadable, match="facts.json: the schema cannot be read"):
        yamlfile.schema("facts")


# Pages and dates ------------------------------------------------------------------------------------

def test_the_edition_is_as_old_as_its_newest_check():
    found, _ = pages.load(GOOD / "docs")
    assert pages.newest_check(found) == max(page.meta["checked"] for page in found) == "2026-02-28"
    assert pages.newest_check(found[::-1]) == "2026-02-28"


def test_dates_are_written_out():
    # With the month in letters: 2/3 is in March to some readers and in February to others.
    assert set(re.findall(r"\w+", pages.written_out("2026-02-03"))) == {"3", "February", "2026"}


def test_a_problem_says_where_and_what_to_do():
    assert str(Problem("a.md", 3, "it is torn", "sew it")) == "a.md:3: it is torn. What to do: sew it."
    assert str(Problem("a.md", 0, "is it torn?", "sew it!")) == "a.md: is it torn? What to do: sew it!"


# YAML -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("text", ["", "\0", "a: *b", "- {", "? [a]\n: b", "{a: 1}: b", "!!int word", "!!float word", "!!bool word",
                                  "!!python/name:os.system ''", "a\n---\nb", "&a [*a]", "- &a {<<: *a}", "[" * 5000, "\n".join(" " * i + "-" for i in range(2000)), "- &a [1]\n- &b [*a, *a]\n- [*b, *b]", "- 1\nb: 2", "\ta: b", "2026-01-31"])
def test_no_text_makes_the_reader_crash(text):
    _, problems, line_of = yamlfile.read(text, "a.yml", yamlfile.schema("facts"))
    assert problems and {problem.file for problem in problems} == {"a.yml"}
    assert isinstance(line_of((0, "id")), int)


def test_lines_are_counted_from_where_the_text_begins():
    rows, problems, line_of = yamlfile.read("- id: a\n  sources:\n  - b\n  - c\n", "a.yml", {"title": ""}, first_line=10)
    assert rows == [{"id": "a", "sources": ["b", "c"]}] and not problems
    assert [line_of(path) for path in [(0,), (0, "id"), (0, "sources", 1), (0, "no-such")]] == [10, 10, 13, 10]


# Tabs -----------------------------------------------------------------------------------------------

def rendered(text: str) -> BeautifulSoup:
    return BeautifulSoup(markdown.markdown(text, extensions=[
        "attr_list", "toc", "pymdownx.tabbed", "scripts.tabs"],
        extension_configs={"pymdownx.tabbed": {"alternate_style": True}}), "lxml")


def tab_set(*labels: str) -> str:
    return "\n\n".join(f'=== "{label}"\n\n    About {label}.' for label in labels)


@pytest.mark.parametrize("labels", [["Kyphoplasty"], ["Kyphoplasty", "Vertebroplasti"], tabs.LABELS[::-1], [*tabs.LABELS, "Both"]])
def test_other_tabs_stop_the_build(labels):
    with pytest.raises(tabs.TabsError, match=f"labelled {', '.join(labels)};"):
        rendered(tab_set(*labels))


@pytest.mark.parametrize(("above", "level", "stem"), [
    ("## The way in { #way }\n\n", "h3", "way"), ("##### The way in\n\n", "h6", "the-way-in"), ("", "h2", "tab")])
def test_tabs_become_named_sections_in_order(above, level, stem):
    page = rendered(f"{above}{tab_set(*tabs.LABELS)}\n\nAfter both.")
    assert not page.find(["input", "label"])
    panels = page.select(".procedure-tabs > .procedure-tabs__panel")
    assert [panel.get_text(" ", strip=True) for panel in panels] == [f"{label} About {label}." for label in tabs.LABELS]
    names = [panel.find(True) for panel in panels]
    assert [(name.name, name["id"]) for name in names] == [(level, f"{stem}-{label.lower()}") for label in tabs.LABELS]
    assert page.select_one(".procedure-tabs + p").get_text() == "After both."


# Fences: whatever goes wrong in one must come out as the one exception that stops the build ---------

BROKEN = {
    "rows without their keys": lambda: data.Data(emergency=[{}], sources={"a": {}}, glossary={"a": {}}),
    "rows with a problem": lambda: data.Data(problems=[Problem("a.yml", 1, "it is torn", "sew it")]),
    "an error while reading": lambda: 1 / 0,
}


def shown(name: str, text: str = "") -> str:
    fence = {"name": name, "class": name, "format": fences.FENCES[name]}
    return markdown.markdown(f"``` {name}\n{text}\n```", extensions=["pymdownx.superfences"],
                             extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}})


@pytest.fixture
def use(monkeypatch):
    """Puts other data in place of that of the guide."""
    return lambda load: monkeypatch.setattr(data, "load", load)


def test_the_checks_know_every_fence_of_the_configuration():
    config = (Path(data.DATA).parents[1] / "mkdocs.yml").read_text("utf-8")
    scalars = [token.value for token in yaml.scan(config) if isinstance(token, yaml.TagToken)]
    named = {tag[1].rpartition(".")[2].replace("_", "-") for tag in scalars if "scripts.fences." in tag[1]}
    assert named == fences.FENCES.keys()


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("name", fences.FENCES)
def test_broken_data_stops_the_build(name, broken, use):
    use(BROKEN[broken])
    with pytest.raises(SuperFencesException) as raised:
        shown(name)
    assert raised.type is SuperFencesException


@pytest.mark.parametrize("name", ["emergency", "sources", "glossary"])
def test_a_fence_that_takes_no_text_says_so(name):
    with pytest.raises(SuperFencesException, match=f"the fence '{name}' takes no text"):
        shown(name, "words")


ROWS = data.load(GOOD / "docs" / "data")
MIXED = {"kind": "review-of-mixed-trials"}
# What a block shows, what is different in the data, and what is said of it.
REFUSED = {
    "a ratio in a box": ("fact-box", "walking-trial", {"ratio": {"kind": "odds ratio", "value": 2}}, {}, "is a ratio"),
    "trials of different kinds in a box": ("fact-box", "walking-trial", {}, MIXED, "puts trials of different kinds together"),
    "trials of different kinds in a picture": ("icons", "pain-free", {}, MIXED, "puts trials of different kinds together"),
    "trials of different kinds on a scale": ("scores", "pain-free", {"scores": {}}, MIXED, "puts trials of different kinds together"),
    "a row twice": ("fact-box", "walking-trial\npain-free\npain-free", {}, {}, "is named twice"),
    "a row of another trial": ("fact-box", "walking-trial\npain-free", {"trial": "other"}, {}, "is of another trial"),
    "two trials": ("fact-box", "walking-trial\nwalking-trial", {}, {}, "there is no outcome 'walking-trial'"),
    "two rows in a picture": ("icons", "pain-free\npain-later", {}, {}, "there is no outcome 'pain-later'"),
    "a comment": ("icons", "# leaks\npain-free", {}, {}, "there is no outcome '#'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_box_may_show_stops_the_build(case, use):
    fence, text, row, trial, says = REFUSED[case]
    kept = {key: value for key, value in ROWS.outcomes["pain-free"].items() if key != "counts" or not row.keys() & {"ratio", "scores"}}
    use(lambda: data.Data(sources=ROWS.sources, trials={"walking-trial": ROWS.trials["walking-trial"] | trial}, outcomes={"pain-free": kept | row}))
    with pytest.raises(SuperFencesException, match=says):
        shown(fence, text)


def test_one_row_of_a_table_shows_one_trial(use):
    rows = {name: ROWS.outcomes["pain-free"] | {"id": name, "trial": name} for name in ("one", "two")}
    use(lambda: data.Data(outcomes=rows))
    page = pages.Page(Path("a.md"), "a.md", {}, "", 1, None)
    apart = "| `#!n one.option` | `#!n one.comparator` |\n| `#!n two.option` | 3 |"
    assert source.marks(page, apart, data.load()) == []
    problem, = source.marks(page, "\n| `#!n one.option` | `#!n two.option` |", data.load())
    assert problem.line == 2 and "lines up the trials one and two" in problem.message


@pytest.mark.parametrize("mark", inline.FORMATS)
@pytest.mark.parametrize("broken", BROKEN)
def test_broken_data_stops_a_mark(mark, broken, use):
    use(BROKEN[broken])
    with pytest.raises(InlineHiliteException):
        inline.FORMATS[mark]("a.option" if mark == "n" else "a", mark, "", None)


def test_a_sentence_cites_no_source_from_memory(use):
    use(lambda: data.Data(sources={"a": ROWS.sources["gov"] | {"verified": "recalled"}}))
    with pytest.raises(InlineHiliteException, match="named from memory"):
        inline.cite("a", "cite", "", None)
    assert "Named from memory, not confirmed." in citations.html(data.load().sources["a"])


HOSTILE = "<b onclick='x'>\"Ó Briain\" & co</b>"


@pytest.mark.parametrize("fence", ["fact-box", "icons", "trials", "who-paid", "outcomes", "positions", "sources"])
def test_nothing_in_the_data_becomes_markup(fence, use):
    def hostile(rows):
        return {name: {key: HOSTILE if isinstance(value, str) and key in TEXTS else value for key, value in row.items()} for name, row in rows.items()}

    TEXTS = {"name", "people", "outcome", "time", "who", "country", "says", "title", "authors", "journal", "comparator"}
    use(lambda: data.Data(sources=hostile(ROWS.sources), trials=hostile(ROWS.trials), outcomes=hostile(ROWS.outcomes), positions=hostile(ROWS.positions)))
    text = {"fact-box": "walking-trial", "trials": "walking-trial", "who-paid": "walking-trial", "positions": "society", "sources": ""}.get(fence, "pain-free")
    html = BeautifulSoup(shown(fence, text), "lxml")
    assert not html.select("b, [onclick]") and "Ó Briain" in html.get_text()


@pytest.mark.parametrize("authors, letter, short", [
    ("Ó Briain T, Kelly P", "o", "Ó Briain 2020"), ("Łukasiewicz Ł", "l", "Łukasiewicz 2020"), ("Nguyễn VH, et al.", "n", "Nguyễn 2020"),
    ("Nguye\u0302\u0303n V", "n", "Nguyễn 2020"), ("Đặng A", "d", "Đặng 2020"), ("Ørsted HC", "o", "Ørsted 2020"), ("Åkesson Å", "a", "Åkesson 2020"),
    ("O'Brien J", "o", "O'Brien 2020"), ("'t Hooft G", "t", "'t Hooft 2020"), ("van Rooij WJ", "v", "van Rooij 2020"),
    ("Gaughen JR Jr, Jensen ME", "g", "Gaughen 2020"), ("王伟", "other", "王伟 2020"),
])
def test_names_are_listed_where_a_reader_looks(authors, letter, short):
    row = {"id": "a", "title": "A", "authors": authors, "year": 2020}
    assert (letters.first(citations.order(row)[0]), citations.short(row)) == (letter, short)


def test_accents_and_quotation_marks_do_not_change_the_order():
    names = ["Lindsay R", "Łukasiewicz Ł", "Lutz A", "\"Quoted\" title", "Zhan Y"]
    rows = [{"id": "a", "title": name} for name in names]
    assert [row["title"] for row in sorted(rows[::-1], key=citations.order)] == names


def test_emergency_numbers_are_links_in_the_order_of_the_data(use):
    use(lambda: data.Data(emergency=[{"where": "Here & there", "number": "112"}, {"where": "Afar", "number": "000"}]))
    links = BeautifulSoup(shown("emergency"), "lxml").find_all("a")
    assert [(link["href"], link.get_text()) for link in links] == [("tel:112", "Here & there 112"), ("tel:000", "Afar 000")]


def test_sources_stand_in_order_each_under_its_id(use):
    loaded = data.load(GOOD / "docs" / "data")
    use(lambda: loaded)
    rows = BeautifulSoup(shown("sources"), "lxml").select(".sources > li")
    assert "al.. " not in shown("sources")
    assert [row["id"] for row in rows] == ["mueller-2020", "gov", "smith-2021"]
    assert [row.a and row.a["href"] for row in rows] == ["https://example.org/rest", "https://example.org/numbers", None]
    assert Counter(row.get_text().count("no address to link") for row in rows) == {0: 2, 1: 1}


def test_words_stand_in_order_with_their_other_names(use):
    loaded = data.load(GOOD / "docs" / "data")
    use(lambda: loaded)
    page = BeautifulSoup(shown("glossary"), "lxml")
    # "Ödem" stands under O, without a heading of its own, and points to the word.
    assert [tag.get_text() for tag in page.select("h2, h3, strong")] == ["E", "Edema", "M", "MRI", "O", "Ödem:"]
    assert [link["href"] for link in page.select(".letters a")] == ["#letter-e", "#letter-m", "#letter-o"]
    assert page.select_one("strong").find_next("a")["href"] == "#edema"
    assert [link["href"] for link in page.select("#edema ~ p a")] == ["#mri", "page-here:index.md#tabs"]
    # Only the meaning counts for the reading level: headings of one word would make the page look easier than it is.
    assert " ".join(block.scored for block in prose(shown("glossary")) if block.scored) == "Swelling. A scan that uses magnets."
