"""The numbers on the finished pages: each comes from a row, and the picture, its name and the words say the same."""

import re

import pytest
from bs4 import BeautifulSoup

from browser_tools import reader
from scripts import certainty, data, figures, outcomes


ROW = {"id": "a", "outcome": "pain", "time": "later", "interval": "not reported"}


@pytest.fixture(scope="module")
def loaded(tree) -> data.Data:
    read = data.load(tree / "docs" / "data")
    assert not read.problems
    return read


@pytest.fixture(scope="module")
def pages(hosted) -> dict[str, BeautifulSoup]:
    return {path.relative_to(hosted).as_posix(): BeautifulSoup(path.read_text("utf-8"), "lxml") for path in hosted.rglob("*.html")}


def text(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def array_faults(figure, row: dict, trial: dict) -> list[str]:
    """How the icon arrays of a figure differ from the row that they are drawn from."""
    faults, per = [], outcomes.denominator([row])
    sides = [side for side in outcomes.SIDES if outcomes.rate(row, side) is not None]
    drawings = figure.select("[role=img]")
    if len(drawings) != len(sides):
        return ["not one array for each side"]
    for side, drawing in zip(sides, drawings):
        wanted = int(outcomes.rate(row, side) * per + 0.5 + 1e-9)
        icons = drawing.select("circle")
        filled = ["icon--rest" not in icon["class"] for icon in icons]
        words = text(drawing.find_parent(class_="icons__side"))
        if (sum(filled), len(filled)) != (wanted, per):
            faults.append(f"{side}: {sum(filled)} of {len(filled)} are filled, not {wanted} of {per}")
        if filled != sorted(filled, reverse=True):
            faults.append(f"{side}: the filled ones are not in one block from the start")
        for place in (drawing["aria-label"], words):
            if f"{wanted:,} out of {per:,}" not in place:
                faults.append(f"{side}: '{place[:60]}' does not say {wanted} out of {per}")
        if f"{per - wanted:,} out of {per:,}" not in words:
            faults.append(f"{side}: the words do not say how many are left")
        if row["outcome"] not in drawing["aria-label"] or row["time"] not in drawing["aria-label"] and row["time"] != "not stated":
            faults.append(f"{side}: the name leaves out what or when")
        if f" {figures._units(row)} with {figures.names(trial)[side]}: " not in drawing["aria-label"]:
            faults.append(f"{side}: the name leaves out of what, or with which option")
        if drawing.select("svg:not([aria-hidden=true])"):
            faults.append(f"{side}: the parts of the picture are read out too")
    sizes = {tuple(svg["viewbox"] for svg in drawing.select("svg")) for drawing in drawings}
    return faults + (["sizes differ"] if len(sizes) > 1 else [])


def test_every_icon_array_is_as_its_row_says(pages, loaded):
    found = [(name, figure) for name, page in pages.items() for figure in page.select("figure.icons")]
    assert found
    for name, figure in found:
        row = loaded.outcomes[figure["data-figure"]]
        assert array_faults(figure, row, loaded.trials[row["trial"]]) == [], name


@pytest.mark.parametrize("old, new", [('class="icon"', 'class="icon icon--rest"'), ("73 out of 100", "74 out of 100"),
                                      ("27 out of 100", "28 out of 100"), ("<circle", "<rect"), (' aria-hidden="true"', ""),
                                      ("0 0 100 100", "0 0 100 120"), ("treated bones with", "people with"),
                                      ("with kyphoplasty:", "with vertebroplasty:")])
def test_an_array_that_differs_is_noticed(loaded, old, new):
    row = loaded.outcomes["kaviar-leak-ct"]
    html = figures.icons(row, loaded.trials[row["trial"]], loaded)
    assert array_faults(BeautifulSoup(html, "lxml").figure, row, loaded.trials[row["trial"]]) == []
    assert old in html and array_faults(BeautifulSoup(html.replace(old, new, 1), "lxml").figure, row, loaded.trials[row["trial"]])


def test_a_thousand_are_ten_bands_of_a_hundred(loaded):
    row = ROW | {"trial": "kaviar", "people_or_bones": "people", "sources": [], "counts": {
        "option": {"people": 1, "of": 8}, "comparator": {"people": 1, "of": 125}}} | {"shares": {"option": 12.5, "comparator": 0.8}}
    figure = BeautifulSoup(figures.icons(row, loaded.trials["kaviar"], loaded), "lxml").figure
    assert array_faults(figure, row, loaded.trials["kaviar"]) == []
    bands = [[len(band.select("circle:not(.icon--rest)")) for band in side.select("svg")] for side in figure.select("[role=img]")]
    assert bands == [[100, 25] + [0] * 8, [8] + [0] * 9]


# Bars -----------------------------------------------------------------------------------------------

def bar_faults(figure, loaded) -> list[str]:
    """How the bars of a fact box or a scores block differ from the number that stands above each of them."""
    faults = []
    for bar in figure.select("svg.bar"):
        above = text(bar.find_previous("p"))
        full, filled = (float(bar.select_one(f".bar__{part}")["width"]) for part in ("scale", "value"))
        if found := re.match(r"([\d,]+) out of ([\d,]+)", above):
            number, end = (float(part.replace(",", "")) for part in found.groups())
        else:
            shown = re.search(r"[\d.]+$", above)[0]
            scores = [row["scores"] for row in loaded.outcomes.values()
                      if figure["data-figure"] in (row["id"], row["trial"]) and "scores" in row]
            (low, end), = {(row["low"], row["high"]) for row in scores
                           if shown in (figures.number(row.get(side, -1)) for side in outcomes.SIDES)}
            assert low == 0
            number = float(shown)
        if abs(filled / full - number / end) > 0.006:  # the numbers are rounded
            faults.append(f"'{above}': {filled:g} of {full:g} is filled, not {number:g} of {end:g}")
        if bar.get("aria-hidden") != "true":
            faults.append(f"'{above}': the bar is read out, but has no name")
    return faults


def test_every_bar_is_as_long_as_its_number_says(pages, loaded):
    found = [(name, figure) for name, page in pages.items() for figure in page.select(".fact-box, .scores") if figure.select(".bar")]
    assert len(found) > 3
    for name, figure in found:
        assert bar_faults(figure, loaded) == [], name


@pytest.mark.parametrize("trial, old, new", [
    ("vapour", 'class="bar__value" width="44"', 'class="bar__value" width="54"'), ("vapour", "<strong>21</strong>", "<strong>23</strong>"),
    ("evans-2016", 'class="bar__value" width="41"', 'class="bar__value" width="48"'), ("evans-2016", ' aria-hidden="true"', ""),
])
def test_a_bar_that_differs_is_noticed(loaded, trial, old, new):
    html = figures.fact_box(loaded.trials[trial], loaded.rows_of(trial), loaded)
    assert bar_faults(BeautifulSoup(html, "lxml").div, loaded) == []
    assert old in html and bar_faults(BeautifulSoup(html.replace(old, new, 1), "lxml").div, loaded)


def test_a_bar_begins_where_its_scale_begins():
    # On a scale that begins at 20, 40 of 20 to 100 is a quarter.
    assert figures._share({"low": 20, "high": 100}, 40) == 25


def test_a_scale_is_said_once_in_a_box(loaded):
    box = text(BeautifulSoup(figures.fact_box(loaded.trials["evans-2016"], loaded.rows_of("evans-2016"), loaded), "lxml"))
    assert box.count("Pain, 0 (none) to 10 (worst). Lower is better.") == 1


SIDE_BY_SIDE = """() => [...document.querySelectorAll(".fact-box tr, .icons__sides, .scores")].map((row) =>
  [...row.querySelectorAll(".bar, .icons__field")].map((picture) => picture.getBoundingClientRect().width))
  .filter((widths) => widths.length > 1 && Math.max(...widths) - Math.min(...widths) > 0.5)"""


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_pictures_that_are_compared_have_one_size(browser, online, width):
    with reader(browser, online, {"width": width, "height": 800}) as (page, _):
        for name in ("decide/does-it-work/index.html", "decide/compare/index.html"):
            page.goto(online.url(name))
            assert page.evaluate("document.querySelectorAll('.bar, .icons__field').length") > 1
            assert page.evaluate(SIDE_BY_SIDE) == [], f"{name} at {width} px"


def test_pictures_of_two_sizes_are_noticed(browser, online):
    with reader(browser, online, bypass_csp=True) as (page, _):
        page.goto(online.url("decide/compare/index.html"))
        page.add_style_tag(content=".fact-box td:last-child { padding-right: 0 !important }")
        assert page.evaluate(SIDE_BY_SIDE)


def test_every_box_shows_one_comparison_out_of_one_number(pages, loaded):
    boxes = [box for page in pages.values() for box in page.select(".fact-box")]
    assert len(boxes) > 4
    for box in boxes:
        trial = loaded.trials[box["data-figure"]]
        shown = {int(number.replace(",", "")) for number in re.findall(r"out of (\d[\d,]*)", text(box.table))} & {100, 1000}
        assert len(shown) <= 1, trial["id"]
        kinds = [text(head) for head in box.select(".fact-box__kind")]
        assert kinds == [title for _, title in figures.KINDS if title in kinds], trial["id"]
        assert "Source:" in text(box) and trial["people"].split(".")[0] in text(box)


def test_no_certainty_is_shown_that_was_not_published(pages, loaded):
    rated = re.compile(r"How sure: ([\w ]+) \(([^)]+)\)\.")
    found = 0
    for page in pages.values():
        for figure in page.select("[data-figure]"):
            row = loaded.outcomes.get(figure["data-figure"])
            for said, who in rated.findall(text(figure)):
                rows = [row] if row else loaded.rows_of(figure["data-figure"])
                assert (said.replace(" ", "-"), who) in {(each.get("certainty"), each.get("rated_by")) for each in rows}
                found += 1
    assert found


def test_every_citation_leads_to_its_source_and_back(hosted, pages):
    sources = pages["about/sources/index.html"]
    links = [(name, link) for name, page in pages.items() for link in page.select("a.cite")]
    assert len(links) > 20
    for name, link in links:
        entry = sources.find(id=link["href"].partition("#")[2])
        assert entry, link["href"]
        back = [(hosted / "about/sources" / way["href"]).resolve() for way in entry.select(".used-by a")]
        assert (hosted / name).resolve() in back, (name, link["href"])


def test_the_data_are_published_as_they_are(hosted, tree):
    for file in ("facts", "sources", "trials", "outcomes", "positions", "emergency"):
        assert (hosted / "data" / f"{file}.yml").read_bytes() == (tree / "docs/data" / f"{file}.yml").read_bytes()


# Words ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("people, of, said", [(0, 7, "0 out of 100"), (1, 8, "13 out of 100"), (1, 200, "5 out of 1,000"), (7, 7, "100 out of 100")])
def test_rates_become_people(people, of, said):
    row = ROW | {"counts": {"option": {"people": people, "of": of}}}
    assert figures.out_of(row, "option", outcomes.denominator([row])) == said


@pytest.mark.parametrize("value, beside, said", [
    (0.41, None, "0.4"), (1.15, None, "1.2"), (0.25, None, "0.3"), (-0.33, None, "-0.3"), (7, None, "7"), (2.0, None, "2"), (12.96, None, "13"),
    (0, None, "0"), (0.04, None, "just over 0"), (-0.04, None, "just under 0"), (1.46, 1.5, "just under 1.5"), (1.54, 1.5, "just over 1.5"),
    (1.5, 1.5, "1.5"), (1.44, 1.5, "1.4"), (1e8, None, "100,000,000"),
])
def test_scores_are_rounded_without_contradiction(value, beside, said):
    assert figures.rounded(value, beside) == said


SCORED = ROW | {"interval": [-0.33, 1.15], "sign_unknown": True, "scores": {"scale": "pain", "difference": 0.41, "favours": "neither", "notice": 1.5}}
TRIAL = {"option": "kyphoplasty", "comparator": "usual care"}


def test_patients_read_one_decimal_and_clinicians_the_published_number():
    assert figures.difference(SCORED, TRIAL) == (
        "The two were 0.4 points apart, which could be chance. The true gap could be in favor of one group by up to 1.2, or the other by up to 0.3. What we read does not say which. "
        "One trial counted 1.5 points as relief that matters, so this is less.")
    assert figures.short(SCORED) == "difference 0.41"


@pytest.mark.parametrize("gap, said, less", [(1.46, "just under 1.5 points", True), (1.54, "just over 1.5 points", False), (1.5, "1.5 points", False)])
def test_less_than_people_notice_is_judged_before_rounding(gap, said, less):
    row = SCORED | {"scores": SCORED["scores"] | {"difference": gap}, "interval": "not reported"}
    assert f"The two were {said} apart" in figures.difference(row, TRIAL)
    assert ("so this is less" in figures.difference(row, TRIAL)) == less


def test_a_difference_of_one_and_of_other_units():
    scores = {"scale": "angle", "difference": 1, "favours": "option", "unit": "degrees"}
    assert figures.measured({"scores": scores}, 1) == "1 degree" and figures.measured({"scores": scores}, 2.64) == "2.6 degrees"


def test_an_interval_is_turned_like_its_difference():
    row = SCORED | {"scores": SCORED["scores"] | {"difference": -0.8, "favours": "comparator"}, "interval": [-1.39, -0.2], "sign_unknown": False}
    assert "0.8 points, in favor of usual care. The true figure is likely between 0.2 and 1.4." in figures.difference(row, TRIAL)


@pytest.mark.parametrize("share, interval, said", [(19.2, [13.6, 24.8], ["14", "25"]), (0.5, [0.12, 0.96], ["1", "10"])])
def test_an_interval_of_people_has_the_denominator_of_its_row(share, interval, said):
    assert figures.ends(ROW | {"shares": {"option": share}, "interval": interval}) == said


def test_a_range_in_a_box_has_the_denominator_of_the_box():
    row = ROW | {"kind": "harm", "range": {"from": 2, "to": 4, "per": 100, "of_what": "people"}}
    assert figures.short(row) == "2 to 4 out of 100 people" and figures.short(row, 1000) == "20 to 40 out of 1,000 people"


def test_no_score_for_patients_has_two_decimals(pages):
    patients = [page for page in pages.values() if page.find("meta", attrs={"name": "audience", "content": "patient"})]
    shown = [text(figure) for page in patients for figure in page.select(".fact-box, .scores, span[data-figure]")]
    assert shown and [each for each in shown if re.search(r"\d\.\d\d", each)] == []


def test_rows_shown_together_share_a_denominator():
    rows = [ROW | {"shares": {"option": 40}}, ROW | {"shares": {"option": 0.5}}]
    assert outcomes.denominator(rows) == 1000 and outcomes.denominator(rows[:1]) == 100


@pytest.mark.parametrize("level, difference, says", [
    ("high", 0.7, "makes little or no difference"), ("moderate", 0.7, "probably makes little or no difference"),
    ("low", 2, "may improve"), ("moderate", 2, "probably improves"), ("very-low", 2, "very uncertain"),
])
def test_the_verb_follows_the_certainty_and_the_size(level, difference, says):
    row = ROW | {"certainty": level, "rated_by": "Somebody 2020", "scores": {"difference": difference, "notice": 1.5}}
    assert says in certainty.line(row, "vertebroplasty")


def test_what_nobody_rated_says_so():
    assert certainty.line(ROW, "vertebroplasty") == certainty.UNRATED


@pytest.mark.parametrize("known, says", [
    ({}, "in favor of cement by up to 1.7, or of a fake by up to 0.3"),
    ({"sign_unknown": True}, "in favor of one group by up to 1.7, or the other by up to 0.3. What we read does not say which"),
])
def test_a_range_that_crosses_nothing_names_only_the_sides_that_are_known(known, says):
    row = ROW | {"interval": [-0.3, 1.7], "scores": {"difference": 0.7}} | known
    assert says in figures.interval(row, {"option": "cement", "comparator": "a fake"})
