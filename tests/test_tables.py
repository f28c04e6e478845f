"""Tables by eye, keyboard and screen reader: on a phone they stand row by row, and nobody stops where nothing scrolls."""

import pytest

from browser_tools import reader
from scripts import accessible

PAGES = ("decide/compare/index.html", "decide/worksheet/index.html", "clinicians/index.html", "clinicians/ipdas/index.html")
TABLE = ("<h2 id='a'>Ways</h2><table><thead><tr><th>Way</th><th>It <b>means</b></th><th>Cost</th><th>The \"rest\"</th></tr></thead>"
         "<tbody><tr><td>Wait</td><td>Time</td><td>Pain</td><td>-</td></tr></tbody></table>")
# How many table boxes are stops, and which are stops without need, or are none though they scroll.
STOPS = "() => document.querySelectorAll('.table-box[tabindex=\"0\"]').length"
WRONG_STOPS = """() => [...document.querySelectorAll(".table-box")]
  .filter((box) => (box.scrollWidth > box.clientWidth) !== (box.tabIndex === 0)).map((box) => box.textContent.slice(0, 60))"""
ROLES = {"table", "row", "columnheader", "rowheader", "cell"}


# The markup -----------------------------------------------------------------------------------------

def test_each_cell_knows_its_column():
    html = accessible.tables(TABLE)
    for piece in ('data-head="It means">Time', 'data-head="Cost">Pain', 'data-head="The &quot;rest&quot;">-',
                  '<th scope="row">Wait', '<th scope="col">Cost', "table-box--many"):
        assert piece in html


def test_only_wide_tables_are_taken_apart_and_none_to_tick():
    assert "table-box--pair" in accessible.tables(TABLE.replace("<th>Cost</th>", ""))
    assert "table-box--" not in accessible.tables(TABLE.replace("<th>Cost</th>", "").replace("<th>It <b>means</b></th>", ""))
    assert "table-box--" not in accessible.tables(TABLE.replace("Time", '<span class="tick"></span>'))


def settled(page, wanted) -> int:
    """How many table boxes are stops, once that is a number that `wanted` accepts; or at last, if it never is."""
    for _ in range(50):
        if wanted(stops := page.evaluate(STOPS)) and page.evaluate(WRONG_STOPS) == []:
            break
        page.wait_for_timeout(100)
    return stops


# Eyes -----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("width, pages", [(320, PAGES), (1280, PAGES), (768, PAGES[:2])])
def test_no_table_has_to_be_scrolled(browser, online, width, pages):
    with reader(browser, online, {"width": width, "height": 800}) as (page, _):
        for name in pages:
            page.goto(online.url(name))
            assert page.evaluate("document.querySelectorAll('.table-box').length"), name
            assert settled(page, lambda stops: stops == 0) == 0, name
            assert page.evaluate(WRONG_STOPS) == [], name


def test_a_table_that_scrolls_is_noticed(browser, online):
    with reader(browser, online, {"width": 320, "height": 800}, bypass_csp=True) as (page, _):
        page.goto(online.url(PAGES[0]))
        page.add_style_tag(content=".table-box table { display: table !important; width: 50rem !important }")
        assert settled(page, lambda stops: stops == 1) == 1


def test_a_phone_shows_the_head_of_each_cell(browser, online):
    with reader(browser, online, {"width": 320, "height": 800}) as (page, _):
        page.goto(online.url("clinicians/ipdas/index.html"))
        shown = "getComputedStyle(document.querySelector('.table-box--many td'), '::before').content"
        head = page.evaluate("document.querySelector('.table-box--many td').dataset.head")
        assert page.evaluate(shown) == f'"{head}: " / ""'  # shown, and not read out, as the table says it already
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.evaluate(shown) == "none"


# Hands ----------------------------------------------------------------------------------------------

def test_a_table_is_a_stop_only_where_it_scrolls(browser, online):
    with reader(browser, online, {"width": 600, "height": 800}) as (page, _):
        page.goto(online.url("clinicians/index.html"))
        assert settled(page, lambda stops: stops > 1) > 1 and page.evaluate(WRONG_STOPS) == []
        page.set_viewport_size({"width": 1280, "height": 800})
        assert settled(page, lambda stops: stops == 0) == 0 and page.evaluate(WRONG_STOPS) == []
        # Larger text makes a table wider than its box again.
        page.evaluate("document.documentElement.dataset.size = 'larger'")
        assert settled(page, lambda stops: stops > 1) > 1 and page.evaluate(WRONG_STOPS) == []


def test_without_javascript_every_table_is_a_stop(browser, online):
    with reader(browser, online, java_script_enabled=False) as (page, _):
        page.goto(online.url("clinicians/index.html"))
        boxes = page.locator(".table-box")
        assert boxes.count() > 5 and page.locator(".table-box[tabindex='0'][role=region]").count() == boxes.count()
    # Proof that a stop without need would be noticed.
    with reader(browser, online) as (page, _):
        page.route("**/assets/js/tables.js", lambda route: route.fulfill(body=""))
        page.goto(online.url("clinicians/index.html"))
        assert page.evaluate(WRONG_STOPS)


# Ears -----------------------------------------------------------------------------------------------

def heard(page) -> list[tuple[str, str]]:
    """The parts of tables that Chromium tells a screen reader of, in the order of its tree: role and name."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return sorted((node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes
                  if not node.get("ignored") and node["role"]["value"] in ROLES)


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_says_what_a_desk_says(browser, online, name):
    with reader(browser, online) as (page, _):
        page.goto(online.url(name))
        wide = heard(page)
        page.set_viewport_size({"width": 320, "height": 800})
        assert len(wide) > 10 and heard(page) == wide


def test_a_head_that_is_said_twice_is_noticed(browser, online):
    with reader(browser, online, {"width": 1280, "height": 800}, bypass_csp=True) as (page, _):
        page.goto(online.url(PAGES[3]))
        wide = heard(page)
        page.set_viewport_size({"width": 320, "height": 800})
        page.add_style_tag(content=".md-typeset .table-box--many td::before { content: attr(data-head) ': ' !important }")
        assert heard(page) != wide
