"""axe on every page, and on one page of each layout in every size, theme and state; the Nu checker on all HTML."""

import json
import subprocess

import pytest

from browser_tools import reader
from conftest import need

# Some of these rules are off unless their tag is named: target size, contrast of 7:1, links of the same name.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]
# 320 px is a phone, and a window of 1280 px at 400 %.
WIDTHS = (320, 768, 1280)
THEMES = ("light", "dark", "contrast")
# One page of each layout: ways in, tabs, boxes, lists of signs, tables, pictures of numbers, long lists of links and of words.
LAYOUTS = ("index.html", "procedures/how-it-works/index.html", "recover/index.html", "get-help/index.html",
           "decide/index.html", "decide/does-it-work/index.html", "decide/worksheet/index.html", "clinicians/index.html",
           "about/sources/index.html", "more/glossary/index.html", "404.html")
# What axe cannot decide, and why it is no fault here.
UNDECIDED = {
    "identical-links-same-purpose": "the menu, the text and the foot name the same page with different relative addresses",
    "color-contrast-enhanced": "a panel that lies over the page; every pair of colours is counted in test_contrast.py",
    "color-contrast": "as above",
    "th-has-data-cells": "the heading of a group of rows in a fact box: its cells are in the row below it",
}


@pytest.fixture(scope="module")
def axe(node_modules):
    return (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def findings(page, axe: str) -> list[str]:
    """All violations, and what axe could not decide and UNDECIDED does not explain, one line each."""
    page.evaluate(axe)
    result = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS)
    found = result["violations"] + [rule for rule in result["incomplete"] if rule["id"] not in UNDECIDED]
    return [f"{rule['id']}: {node['html'][:120]} ({node['failureSummary'][:160] if node.get('failureSummary') else ''})"
            for rule in found for node in rule["nodes"]]


def open_page(browser, online, width: int):
    # The policy of the pages keeps axe out as it keeps everything else out.
    return reader(browser, online, {"width": width, "height": 800}, bypass_csp=True)


def dress(page, theme: str) -> None:
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_one_page_of_each_layout(browser, online, axe, width, theme):
    with open_page(browser, online, width) as (page, _):
        for name in LAYOUTS:
            page.goto(online.url(name))
            dress(page, theme)
            assert findings(page, axe) == [], f"{name} at {width} px, {theme}"


def test_every_page_once(browser, online, axe):
    with open_page(browser, online, 1280) as (page, _):
        for url in online.pages():
            page.goto(url)
            assert findings(page, axe) == [], url


def menu_open(page):
    page.click(".menu summary")


def display_open(page):
    page.click("[data-display] summary")


def search_open(page):
    if page.is_visible("[data-search-open]"):
        page.click("[data-search-open]")
    page.fill("#search-query", "cement")
    page.wait_for_selector(".md-search-result__link")


def other_tab(page):
    page.click(".procedure-tabs__tab[aria-selected=false]")


def sources_open(page):
    page.click(".page-sources summary")


def largest_text(page):
    page.evaluate("document.documentElement.dataset.size = 'larger'")


@pytest.mark.parametrize("width, state", [
    (320, menu_open), (320, display_open), (1280, display_open), (320, search_open), (1280, search_open),
    (320, other_tab), (1280, other_tab), (768, sources_open), (320, largest_text),
], ids=lambda value: getattr(value, "__name__", value))
@pytest.mark.parametrize("theme", THEMES)
def test_every_state(browser, online, axe, width, state, theme):
    with open_page(browser, online, width) as (page, _):
        page.goto(online.url("procedures/how-it-works/index.html"))
        dress(page, theme)
        state(page)
        assert findings(page, axe) == []


@pytest.mark.parametrize("fault, rule", [
    ("document.querySelector('.md-typeset p').style.color = '#999'", "color-contrast"),
    ("document.querySelector('[data-display] button').textContent = ''", "button-name"),
    ("document.querySelector('.md-typeset').insertAdjacentHTML('afterbegin', '<img src=x>')", "image-alt"),
    ("document.querySelector('.procedure-tabs__list').removeAttribute('role')", "aria-required-parent"),
    ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
])
def test_a_fault_is_found(browser, online, axe, fault, rule):
    with open_page(browser, online, 1280) as (page, _):
        page.goto(online.url("procedures/how-it-works/index.html"))
        display_open(page)
        page.evaluate(fault)
        assert any(line.startswith(rule) for line in findings(page, axe))


# Hands ----------------------------------------------------------------------------------------------

SMALL = """(limit) => [...document.querySelectorAll("button, summary, input:not([type=checkbox]), [role=tab], .letters a, .site-header a, .site-nav a, .emergency a")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[hidden]"))
  .map((element) => ({ name: element.textContent.trim() || element.id, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width && (box.width < limit || box.height < limit))
  .map(({ name, box }) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_44_pixels(browser, online, width):
    with open_page(browser, online, width) as (page, _):
        for name in LAYOUTS:
            page.goto(online.url(name))
            for panel in page.query_selector_all(".site-tools summary"):
                if panel.is_visible():
                    panel.click()
                    assert page.evaluate(SMALL, 44) == [], f"{name} at {width} px"
                    panel.click()


def test_a_small_target_is_found(browser, online):
    with open_page(browser, online, 1280) as (page, _):
        page.goto(online.url("index.html"))
        page.add_style_tag(content=".help-link { min-height: 30px !important; padding: 0 !important }")
        assert page.evaluate(SMALL, 44)


# Eyes -----------------------------------------------------------------------------------------------

SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
  const style = getComputedStyle(element);
  return element.checkVisibility() && style.overflowX === "hidden" && style.clipPath === "none" && element.scrollWidth > element.clientWidth + 1;
}).map((element) => element.outerHTML.slice(0, 100))"""
WIDE = "document.documentElement.scrollWidth > innerWidth"


TWICE = "html { font-size: 200% !important }"


@pytest.mark.parametrize("width, css", [(320, SPACED), (1280, SPACED), (768, TWICE), (1280, TWICE)],
                         ids=["320 spaced", "1280 spaced", "768 at 200 %", "1280 at 200 %"])
def test_nothing_is_cut_off(browser, online, width, css):
    with open_page(browser, online, width) as (page, _):
        for url in online.pages():
            page.goto(url)
            page.add_style_tag(content=css)
            assert not page.evaluate(WIDE), url
            assert page.evaluate(CUT) == [], url


def test_lines_are_70_letters_at_most(browser, online):
    with open_page(browser, online, 1280) as (page, _):
        page.goto(online.url("procedures/index.html"))
        # The letters of the longest line of each paragraph, counted by where the browser breaks it.
        longest = page.evaluate("""() => Math.max(...[...document.querySelectorAll(".md-typeset > p")].map((paragraph) => {
          const range = document.createRange(), lines = {};
          const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) for (let i = 0; i < node.length; i++) {
            range.setStart(node, i); range.setEnd(node, i + 1);
            const top = Math.round(range.getBoundingClientRect().bottom / 8);
            lines[top] = (lines[top] ?? 0) + 1;
          }
          return Math.max(0, ...Object.values(lines));
        }))""")
        assert 40 < longest <= 75


def test_body_text_is_18_pixels_at_least(browser, online):
    for width in WIDTHS:
        with open_page(browser, online, width) as (page, _):
            for name in LAYOUTS:
                page.goto(online.url(name))
                sizes = page.evaluate("""() => [...document.querySelectorAll(".md-typeset p, .md-typeset li")]
                  .filter((element) => !element.closest(".about-page, .sources"))
                  .map((element) => parseFloat(getComputedStyle(element).fontSize))""")
                assert min(sizes) >= 18, name
                everything = page.evaluate("""() => [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility()
                  && element.textContent.trim()).map((element) => parseFloat(getComputedStyle(element).fontSize))""")
                assert min(everything) >= 16, name


def test_forced_colours_keep_boxes_and_focus(browser, online):
    with reader(browser, online, forced_colors="active", bypass_csp=True) as (page, _):
        page.goto(online.url("procedures/how-it-works/index.html"))
        borders = page.evaluate("""() => [".admonition", "[role=tab]", "[role=tabpanel]", ".help-link", ".emergency a"].map((selector) =>
          parseFloat(getComputedStyle(document.querySelector(selector)).borderLeftWidth))""")
        assert min(borders) >= 2
        page.keyboard.press("Tab")
        assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


def test_nothing_moves_for_those_who_ask(browser, online):
    with reader(browser, online, reduced_motion="reduce") as (page, _):
        page.goto(online.url("index.html"))
        assert page.evaluate("""() => [...document.querySelectorAll("*")].every((element) => {
          const style = getComputedStyle(element);
          return parseFloat(style.transitionDuration) === 0 && style.animationName === "none";
        })""")


# HTML -----------------------------------------------------------------------------------------------

def nu(node_modules, *paths) -> list[str]:
    """What the Nu HTML checker calls an error in the files."""
    java = need("java", "apt install default-jre-headless")
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    run = subprocess.run([java, "-jar", jar, "--errors-only", "--format", "json", *paths], capture_output=True, text=True)
    return [f"{message['url']}: {message['message']}" for message in json.loads(run.stderr)["messages"]]


def test_html_is_valid(node_modules, hosted, bundle):
    assert nu(node_modules, *hosted.rglob("*.html"), *bundle.rglob("*.html")) == []


def test_invalid_html_is_found(node_modules, hosted, tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text((hosted / "index.html").read_text(encoding="utf-8").replace("<h1", "<h1 bogus", 1), encoding="utf-8")
    assert nu(node_modules, bad)
