"""Our drawings on the finished pages: each has its words, its numbers are named, it is light, and it is seen by everyone."""

import re

import pytest
from bs4 import BeautifulSoup

from browser_tools import DESKTOP, PHONE, reader
from scripts import data, drawings
from scripts.checks.words import prose, score
from scripts.paths import DOCS
from test_browser import printed, squeezed
from test_contrast import contrast

SHEET = (DOCS / "assets/css/drawings.css").read_text(encoding="utf-8")
LIMIT = 150_000  # bytes, of the whole set before compression
# Pages on which a reader who skips every paragraph looks for a picture.
PICTURED = ("procedures/how-it-works", "decide/risks", "recover", "get-help")


@pytest.fixture(scope="module")
def loaded(tree) -> data.Data:
    read = data.load(tree / "docs" / "data")
    assert not read.problems
    return read


@pytest.fixture(scope="module")
def shown(hosted) -> list[tuple[str, BeautifulSoup, BeautifulSoup]]:
    """The page's name, the page and the figure, for every figure on every page."""
    pages = [(path.relative_to(hosted).as_posix(), BeautifulSoup(path.read_text("utf-8"), "lxml")) for path in hosted.rglob("*.html")]
    return [(name, page, figure) for name, page in pages for figure in page.select("[data-art]")]


def text(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def words_faults(figure, row: dict) -> list[str]:
    """How the words of a figure differ from its row."""
    if drawings.layout(row) == "signs":
        said = [text(item) for item in figure.select("li")]
        hidden = [svg.get("aria-hidden") for svg in figure.select("svg")]
        return [] if said == [frame["caption"] for frame in row["frames"]] and hidden == ["true"] * len(said) else [f"{said}"]
    if drawings.layout(row) == "bare":
        return [] if figure.svg["aria-label"] == row["name"] and figure.svg["role"] == "img" else [str(figure.svg)[:99]]
    faults = []
    pictures = [frame for frame in row.get("frames", [{"frame": "", "caption": ""}]) if frame["frame"] is not None]
    svgs = figure.select("svg")
    if len(svgs) != len(pictures):
        return [f"{len(svgs)} pictures, not {len(pictures)}"]
    for svg, frame in zip(svgs, pictures):
        if svg.get("role") != "img" or row["name"] not in svg.get("aria-label", "") or frame["caption"] not in svg["aria-label"]:
            faults.append(f"picture {frame['frame']} is called '{svg.get('aria-label')}'")
        described = figure.find(id=svg.get("aria-describedby"))
        if not described or text(described) not in (text_of(row["description"]), text_of(frame.get("description", ""))):
            faults.append(f"picture {frame['frame']} is not described")
    for what in (row["name"], row["caption"], *(frame["caption"] for frame in pictures)):
        if what not in text(figure):
            faults.append(f"'{what}' is not to be read")
    drawn = {int(number.get_text()) for number in figure.select("svg text")}
    named = {int(part["value"]): text(part) for part in figure.select(".art__parts > li")}
    wanted = {part["number"]: part["name"] for part in row.get("parts", [])}
    if drawn != set(wanted) or {number: name.removeprefix(f"{number} ") for number, name in named.items()} != wanted:
        faults.append(f"numbers {sorted(drawn)}, names {named}")
    return faults


def text_of(words: str) -> str:
    return " ".join(words.split())


def test_every_figure_has_the_words_of_its_row(shown, loaded):
    assert {figure["data-art"] for _, _, figure in shown} == set(loaded.figures)
    for name, _, figure in shown:
        assert words_faults(figure, loaded.figures[figure["data-art"]]) == [], name


@pytest.mark.parametrize("old, new", [('role="img"', ""), (">1</text>", ">2</text>"), ("aria-describedby", "data-other"),
                                      ('<li value="1">', '<li value="2">'), ("The front of the bone has cracked", "The bone is fine")])
def test_words_that_differ_are_noticed(loaded, old, new):
    row = loaded.figures["kyphoplasty-steps"]
    html = drawings.figure(row)
    assert words_faults(BeautifulSoup(html, "lxml").figure, row) == []
    assert old in html and words_faults(BeautifulSoup(html.replace(old, new, 1), "lxml").figure, row)


@pytest.mark.parametrize("row, snippet", [("warning-signs-now", "help-now"), ("warning-signs-today", "same-day-signs")])
def test_each_line_of_a_list_of_signs_has_its_picture(loaded, row, snippet):
    lines = re.findall(r"^ *- (.+)$", (DOCS / f".snippets/{snippet}.md").read_text("utf-8"), re.MULTILINE)
    assert [frame["caption"] for frame in loaded.figures[row]["frames"]] == lines


def test_pictures_in_words_are_easy_to_read(loaded):
    for row in loaded.figures.values():
        words = " ".join([row["description"], row["simplified"], *(frame.get("description", "") for frame in row.get("frames", []))])
        grade = score(prose(f"<article><p>{words}</p></article>"))
        assert grade.fk_grade <= 6 and grade.longest_sentence[0] <= 25, (row["id"], grade)


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


def test_no_ids_clash_when_all_figures_stand_on_one_page(loaded):
    found = ids("".join(map(drawings.figure, loaded.figures.values())))
    assert len(found) == len(set(found)) > 10


def test_every_reference_in_a_drawing_is_kept(loaded):
    for row in loaded.figures.values():
        html = drawings.figure(row)
        assert set(re.findall(r'(?:href="|url\()#([\w-]+)', html)) <= set(ids(html)), row["id"]


def test_the_set_is_light(loaded):
    written = sum(path.stat().st_size for path in drawings.FOLDER.glob("*.svg"))
    inline = sum(len(str(svg).encode()) for row in loaded.figures.values() for svg in BeautifulSoup(drawings.figure(row), "lxml").select("svg"))
    assert written < LIMIT and inline < 2 * LIMIT, (written, inline)


@pytest.mark.parametrize("page", PICTURED)
def test_these_pages_have_a_picture(shown, page):
    assert any(name.startswith(page) for name, _, _ in shown)


# Colors ---------------------------------------------------------------------------------------------

GROUNDS = ("air", "flesh", "bone", "bone-soft", "disc", "balloon", "sheet")
# What tells one thing from another: outlines on every ground, cement and cracks on bone, the number on its disk.
PAIRS = [("line", ground, 3) for ground in (*GROUNDS, "nerve", "cloth", "cloth-2", "skin", "skin-2", "skin-3")] + \
        [("line-soft", ground, 3) for ground in ("flesh", "bone-soft", "disc", "air")] + \
        [("metal", "flesh", 3), ("metal", "bone", 3), ("metal", "air", 3), ("mark", "bone", 3), ("cement", "bone", 3), ("cement-ink", "cement", 7), ("air", "line", 7)]


def palettes(css: str) -> dict[str, dict[str, str]]:
    """The colors of each theme and of print, by name."""
    found = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*--art-line:[^{}]*)\}", css):
        colors = dict(re.findall(r"--art-([\w-]+):\s*(#[0-9a-f]{6});", body))
        if colors:
            found[" ".join(selector.split())[-40:]] = colors
    return found


def too_pale(css: str) -> list[str]:
    return [f"{theme}: {one} on {other} is {contrast(colors[one], colors[other]):.2f}, needs {limit}"
            for theme, colors in palettes(css).items() for one, other, limit in PAIRS if contrast(colors[one], colors[other]) < limit]


def test_every_line_that_means_something_stands_out():
    found = palettes(SHEET)
    assert len(found) == 5 and len({frozenset(colors) for colors in found.values()}) == 1
    assert too_pale(SHEET) == []


@pytest.mark.parametrize("name, color", [("line", "#aaaaaa"), ("cement", "#e9dfc5"), ("mark", "#f0c0c0"), ("air", "#777777")])
def test_a_pale_line_is_noticed(name, color):
    assert any(name in fault for fault in too_pale(re.sub(rf"--art-{name}: #[0-9a-f]{{6}}", f"--art-{name}: {color}", SHEET, count=1)))


# Step by step ---------------------------------------------------------------------------------------

PAGE = "procedures/how-it-works"
STEPS = ".procedure-tabs__panel:not([hidden]) .art--steps"


@pytest.fixture(params=["online", "offline"])
def edition(request):
    return request.getfixturevalue(request.param)


def address(edition) -> str:
    return edition.url(f"{PAGE}/index.html" if edition.folders else f"{PAGE}.html")


def seen(page) -> list[str]:
    return page.eval_on_selector_all(f"{STEPS} .art__caption", "all => all.filter(one => one.checkVisibility()).map(one => one.lastChild.textContent.trim())")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_steps_by_keyboard(browser, edition, size):
    with reader(browser, edition, size) as (page, watch):
        page.goto(address(edition))
        captions = [frame["caption"] for frame in data.load().figures["kyphoplasty-steps"]["frames"]]
        assert seen(page) == captions[:1]
        page.focus(f"{STEPS} button >> text=Next")
        status = page.locator(f"{STEPS} [role=status]")
        for place, caption in enumerate(captions[1:], 2):
            page.keyboard.press("Enter")
            assert seen(page) == [caption]
            assert status.text_content() == f"Picture {place} of {len(captions)}: {caption}"
        page.keyboard.press("Space")  # at the end, nothing moves and the focus stays
        assert seen(page) == captions[-1:] and page.evaluate("document.activeElement.textContent") == "Next"
        assert page.get_attribute(f"{STEPS} button >> text=Next", "aria-disabled") == "true"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        assert seen(page) == captions[-2:-1]
        page.focus(f"{STEPS} button >> text=Show all")
        page.keyboard.press("Enter")
        assert len(seen(page)) == len(captions) and page.get_attribute(f"{STEPS} button >> text=Show all", "aria-pressed") == "true"
        page.keyboard.press("Enter")
        assert len(seen(page)) == 1
        assert watch.faults == []


def test_a_step_names_only_the_numbers_in_its_picture(browser, online):
    with reader(browser, online) as (page, _):
        page.goto(address(online))
        for _ in data.load().figures["kyphoplasty-steps"]["frames"]:
            drawn = page.eval_on_selector_all(f"{STEPS} .is-current svg text", "all => all.map(one => one.textContent)")
            named = page.eval_on_selector_all(f"{STEPS} .art__parts > li", "all => all.filter(one => one.checkVisibility()).map(one => String(one.value))")
            assert sorted(drawn) == named
            page.focus(f"{STEPS} button >> text=Next")
            page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_all_steps_are_there_on_paper_and_without_scripts(browser, online, javascript):
    with reader(browser, online, java_script_enabled=javascript) as (page, _):
        page.goto(address(online))
        if javascript:
            page.emulate_media(media="print")
        figures = page.locator(".art--steps").evaluate_all("all => all.map(one => one.dataset.art)")
        wanted = sum(len(data.load().figures[name]["frames"]) for name in figures)
        assert page.locator(".art--steps .art__frames > li:visible").count() == wanted > 6


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_danger_signs_fill_one_sheet(browser, online, tmp_path, size):
    with reader(browser, online) as (page, _):
        page.goto(online.url("get-help/sheet/index.html"))
        sheets = printed(page, tmp_path, size)
        assert len(sheets) == 1
        for row in ("warning-signs-now", "warning-signs-today"):
            for frame in data.load().figures[row]["frames"]:
                assert squeezed(frame["caption"]) in sheets[0]
        page.emulate_media(media="print")
        assert page.eval_on_selector_all("article :is(li, p)", "all => all.filter(one => parseFloat(getComputedStyle(one).fontSize) < 15.9).length") == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_numbers_in_a_drawing_are_16_pixels_at_least(browser, online, width):
    with reader(browser, online, {"width": width, "height": 800}) as (page, _):
        for url in online.pages("d-number"):
            page.goto(url)
            small = page.eval_on_selector_all(".drawing text", """all => all.filter(one => one.checkVisibility())
                .map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a).filter(size => size < 16)""")
            assert small == [], url
