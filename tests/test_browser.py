"""The built guide in a browser, as readers meet it: by touch, by keyboard, on paper, without JavaScript."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import expect

from browser_tools import DESKTOP, PATIENCE, PHONE, Edition, reader
from conftest import need

NAMES = ("Kyphoplasty", "Vertebroplasty")
TABS = 'class="procedure-tabs"'
HIT = ".md-search-result__link"
expect.set_options(timeout=PATIENCE)


@pytest.fixture(params=["online", "offline"])
def edition(request):
    return request.getfixturevalue(request.param)


# A page of our own, in the guide's frame ------------------------------------------------------------

FILLER = "\n\n".join(["Filler."] * 60)


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


# Two sets of unlike height, a heading deep in a hidden panel, a closed box, a link out; and room to scroll.
STAGED = f"""
# Staged {{#top}}

[To the hidden part](#deep) and [to the hidden name](#first-vertebroplasty) and [out](https://example.org/far/away).

??? info "Closed"
    Wordinclosedbox.

{FILLER}

## First {{#first}}

=== "Kyphoplasty"

    Wordone.

=== "Vertebroplasty"

{indented(FILLER)}

    #### Deep {{#deep}}

    Wordtwo.

{indented(FILLER)}

## Second {{#second}}

=== "Kyphoplasty"

    Wordthree.

=== "Vertebroplasty"

    Wordfour.

{FILLER}
"""


def serve_instead(page, url: str, html: str) -> None:
    """From now on, `page` gets `html` at `url`."""
    page.route(lambda asked: asked.split("#")[0] == url,
               lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))


def stage(page, online: Edition, text: str = STAGED) -> str:
    """Puts `text` into the guide's frame, through its own Markdown extensions; returns the address."""
    body = markdown.markdown(
        text,
        extensions=["attr_list", "admonition", "pymdownx.details", "pymdownx.tabbed", "scripts.tabs", "toc"],
        extension_configs={"pymdownx.tabbed": {"alternate_style": True}, "toc": {"marker": ""}},
    )
    frame = (online.folder / "index.html").read_text(encoding="utf-8")
    html, count = re.subn(r"(<article[^>]*>).*(</article>)", lambda match: match[1] + body + match[2], frame, flags=re.S)
    assert count == 1
    url = online.url("staged.html")
    serve_instead(page, url, html)
    return url


@pytest.fixture
def staged(browser, online):
    """A page and the address of the staged text; nothing a reader would object to may happen."""
    with reader(browser, online) as (page, watch):
        yield page, stage(page, online)
        assert watch.faults == []


# Looking at a page ----------------------------------------------------------------------------------

def visible(page, selector: str):
    return page.locator(selector).filter(visible=True)


def panel(page, name: str, number: int = 0):
    return page.locator(".procedure-tabs").nth(number).locator(".procedure-tabs__panel").nth(NAMES.index(name))


def tab(page, name: str, number: int = 0):
    return page.get_by_role("tablist").nth(number).get_by_role("tab", name=name, exact=True)


def expect_shown(page, name: str) -> None:
    """Every set of the page shows `name` and only that, to the eye and in ARIA."""
    for number in range(page.get_by_role("tablist").count()):
        for each in NAMES:
            expect(tab(page, each, number)).to_have_attribute("aria-selected", str(each == name).lower())
            expect(tab(page, each, number)).to_have_attribute("tabindex", "0" if each == name else "-1")
            expect(panel(page, each, number)).to_be_visible(visible=each == name)


def top(locator) -> float:
    return locator.evaluate("element => element.getBoundingClientRect().top")


def expect_in_view(page, locator) -> None:
    expect(locator).to_be_in_viewport()
    assert -1 <= top(locator) < page.viewport_size["height"] / 2, "its beginning is not in the upper half of the window"


def stored(page) -> dict:
    return page.evaluate("() => ({ ...localStorage, ...sessionStorage })")


def search(page, word: str):
    """Types `word` into the search box that is open; waits for the results."""
    page.get_by_role("searchbox").press_sequentially(word)
    hits = visible(page, HIT)
    expect(hits).not_to_have_count(0)
    return hits


def add_link(page, href: str) -> None:
    """A link in the text of the page that is open, for a reader to click."""
    page.evaluate("""href => {
        const link = document.createElement("a");
        Object.assign(link, { href, textContent: "Added link" });
        document.querySelector("article").prepend(link);
    }""", href)


# Nothing happens behind the reader's back -----------------------------------------------------------

def page_faults(page) -> list[str]:
    """What is wrong with the page that is open, apart from what its Watch saw."""
    found = []
    for size, text in ((PHONE, "larger"), (PHONE, ""), (DESKTOP, "")):
        page.set_viewport_size(size)
        wide = page.evaluate("""(text) => {
            document.documentElement.dataset.size = text;
            return document.documentElement.scrollWidth - innerWidth;
        }""", text)
        if wide > 0:
            found.append(f"{wide} px wider than a window of {size['width']} px{' in the largest text' * bool(text)}")
    if page.evaluate("() => document.cookie") or page.context.cookies():
        found.append("sets a cookie")
    if stored(page):
        found.append(f"stores {stored(page)} although the reader has chosen nothing")
    return found


def test_pages_ask_store_and_spill_nothing(browser, edition):
    found = []
    with reader(browser, edition) as (page, watch):
        pages = edition.pages()
        assert len(pages) > 5
        for url in pages:
            page.goto(url)
            if edition.folders:  # test_file_search.py searches every page of the offline edition
                search(page, "cement")
            found += [f"{url}: {fault}" for fault in watch.faults + page_faults(page)]
            watch.faults.clear()
    assert found == []


@pytest.mark.parametrize(("html", "fault"), [
    ('<img src="https://example.invalid/x.png">', "asked another place for https://example.invalid/x.png"),
    ('<script src="http://127.0.0.1:9/x.js"></script>', "asked another place for http://127.0.0.1:9/x.js"),
    ('<meta http-equiv="Content-Security-Policy" content="img-src \'none\'"><img src="assets/x.png">',
     "security policy: img-src blocked"),
    ('<link rel="stylesheet" href="assets/missing.css">', "404 for"),
    ("<script>console.warn('hm')</script>", "console warning: hm"),
    ("<script>console.error('oh')</script>", "console error: oh"),
    ("<script>missing()</script>", "script error: "),
    ("<script>document.cookie = 'a=b'</script>", "sets a cookie"),
    ("<script>localStorage.setItem('a', 'b')</script>", "stores {'a': 'b'}"),
    ("<script>sessionStorage.setItem('a', 'b')</script>", "stores {'a': 'b'}"),
    ("<p>" + "w" * 200 + "</p>", "px wider than a window of 320 px"),
])
def test_a_bad_page_is_noticed(browser, online, html, fault):
    with reader(browser, online) as (page, watch):
        url = online.url("bad.html")
        serve_instead(page, url, f"<!doctype html><link rel=icon href=data:,><title>Bad</title>{html}")
        page.goto(url)
        assert any(fault in each for each in watch.faults + page_faults(page))


@pytest.mark.parametrize("width", [320, 700, 960, 1280])
@pytest.mark.parametrize("text", ["", "larger"], ids=["normal text", "largest text"])
def test_open_panels_are_not_cut_off(browser, online, width, text):
    with reader(browser, online, {"width": width, "height": 900}) as (page, watch):
        page.goto(online.pages()[0])
        page.evaluate("text => { if (text) document.documentElement.dataset.size = text }", text)
        for name in visible(page, ".site-tools summary").all():
            name.click()
            box = visible(page, ".site-tools details[open] > :not(summary)").bounding_box()
            assert 0 <= box["x"] and box["x"] + box["width"] <= width, name.inner_text()
            name.click()
        search_button = page.get_by_role("button", name="Search")
        if search_button.is_visible():
            search_button.click()
        search(page, "cement")
        box = page.locator("[data-search-output]").bounding_box()
        assert 0 <= box["x"] and box["x"] + box["width"] <= width
        assert watch.faults == []


# Tabs -----------------------------------------------------------------------------------------------

def test_tabs_are_named_and_related(browser, edition):
    with reader(browser, edition) as (page, watch):
        pages = edition.pages(holding=TABS)
        assert pages
        for url in pages:
            page.goto(url)
            sets = page.locator(".procedure-tabs")
            expect(page.get_by_role("tablist", name=re.compile(r"\w"))).to_have_count(sets.count())
            for number in range(sets.count()):
                for name in NAMES:
                    tab(page, name, number).click()
                    shown = sets.nth(number).get_by_role("tabpanel", name=name, exact=True)
                    expect_shown(page, name)
                    expect(tab(page, name, number)).to_have_attribute("aria-controls", shown.get_attribute("id"))
                    expect(shown).to_have_attribute("aria-labelledby", tab(page, name, number).get_attribute("id"))
            ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((element) => element.id)")
            assert len(ids) == len(set(ids))
        assert watch.faults == []


def test_tabs_move_by_keyboard(staged):
    page, url = staged
    page.goto(url)
    tab(page, "Kyphoplasty", 1).focus()
    for key, name in [("ArrowRight", "Vertebroplasty"), ("ArrowRight", "Kyphoplasty"), ("ArrowLeft", "Vertebroplasty"),
                      ("ArrowLeft", "Kyphoplasty"), ("End", "Vertebroplasty"), ("Home", "Kyphoplasty")]:
        page.keyboard.press(key)
        expect(tab(page, name, 1)).to_be_focused()
        expect_shown(page, name)
    page.keyboard.press("Tab")
    expect(panel(page, "Kyphoplasty", 1)).to_be_focused()


@pytest.mark.parametrize("name", NAMES)
def test_all_sets_move_together_and_the_clicked_one_stays_in_place(staged, name):
    page, url = staged
    page.goto(url)
    tab(page, NAMES[NAMES.index(name) - 1], 1).click()
    clicked = tab(page, name, 1)
    before = top(clicked)
    clicked.click()
    expect_shown(page, name)
    assert abs(top(clicked) - before) <= 1


def test_the_choice_is_kept(browser, edition):
    with reader(browser, edition) as (page, watch):
        first, *others = edition.pages(holding=TABS)
        page.goto(first)
        tab(page, "Vertebroplasty").click()
        assert list(stored(page).values()) == ["Vertebroplasty"]
        page.reload()
        expect_shown(page, "Vertebroplasty")
        for url in others:
            page.goto(url)
            expect_shown(page, "Vertebroplasty")
        assert watch.faults == []


def test_choices_work_where_storage_is_blocked(staged):
    page, url = staged
    page.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } })""")
    page.goto(url)
    tab(page, "Vertebroplasty").click()
    expect_shown(page, "Vertebroplasty")
    page.get_by_text("Display", exact=True).click()
    page.locator("[data-value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("[data-forget]").click()


# What a link points to is shown ---------------------------------------------------------------------

def test_an_address_opens_the_hidden_panel(browser, edition):
    with reader(browser, edition) as (page, watch):
        for url in edition.pages(holding=TABS):
            page.goto(url)
            names = page.locator(".procedure-tabs__name").evaluate_all("all => all.map((each) => [each.id, each.textContent])")
            for heading, name in names:
                page.goto("about:blank")
                page.goto(f"{url}#{heading}")
                expect_shown(page, name)
                expect_in_view(page, page.locator(".procedure-tabs").filter(has=page.locator(f"#{heading}")))
            assert name == "Vertebroplasty" and stored(page) == {}, "following a link is not a choice"
            page.goto(edition.pages()[0])
            add_link(page, f"{url}#{heading}")
            page.get_by_text("Added link").click()
            page.wait_for_url(f"{url}#{heading}")
            expect_shown(page, name)
            expect_in_view(page, page.locator(".procedure-tabs").last)
        assert watch.faults == []


@pytest.mark.parametrize("link", ["deep", "first-vertebroplasty"])
def test_a_link_on_the_page_opens_the_hidden_panel_each_time(staged, link):
    page, url = staged
    page.goto(url)
    for _ in range(2):  # the second time, the address does not change
        page.locator(f"article a[href='#{link}']").click()
        expect_shown(page, "Vertebroplasty")
        expect_in_view(page, page.locator("#deep" if link == "deep" else ".procedure-tabs >> nth=0"))
        tab(page, "Kyphoplasty").click()
        page.evaluate("() => scrollTo(0, 0)")


def test_an_address_deep_in_the_hidden_panel_opens_it(staged):
    page, url = staged
    page.goto(f"{url}#deep")
    expect_shown(page, "Vertebroplasty")
    expect_in_view(page, page.locator("#deep"))
    page.goto(f"{url}#top")
    page.go_back()
    expect_shown(page, "Vertebroplasty")


def test_a_search_hit_opens_the_hidden_panel(browser, online):
    with reader(browser, online) as (page, watch):
        url = online.pages(holding=TABS)[0]
        page.goto(url)
        heading = page.locator(".procedure-tabs__name").nth(1).get_attribute("id")

        def with_a_word_of_our_own(route):
            index = json.loads((online.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
            entry, = [entry for entry in index["docs"] if online.url(entry["location"]) == f"{url}#{heading}"]
            entry["text"] += "<p>Zyzzyva</p>"
            route.fulfill(json=index)

        page.route("**/search/search_index.json", with_a_word_of_our_own)
        for start in (url, f"{url}#{heading}", online.pages()[0]):  # on the page; on the very address; elsewhere
            page.goto("about:blank")
            page.goto(start)
            if start != online.pages()[0]:
                tab(page, "Kyphoplasty").click()
            search(page, "zyzzyva")
            page.locator(f"{HIT}[href$='#{heading}']").click()
            page.wait_for_url(f"{url}#{heading}")
            expect_shown(page, "Vertebroplasty")
            expect_in_view(page, page.locator(".procedure-tabs").first)
            expect(visible(page, HIT)).to_have_count(0)
        assert watch.faults == []


def test_without_its_script_a_hidden_panel_stays_shut(browser, online):
    """Proof that the tests above can fail."""
    with reader(browser, online) as (page, _):
        url = stage(page, online)
        script = (online.folder / "assets/js/tabs.js").read_text(encoding="utf-8")
        assert "scrollIntoView" in script
        page.route("**/assets/js/tabs.js", lambda route: route.fulfill(
            body=script.replace("addEventListener(\"hashchange\", reveal)", "").replace("setTimeout(reveal)", ""),
            content_type="text/javascript"))
        page.goto(url)
        page.locator("article a[href='#deep']").click()
        expect(panel(page, "Vertebroplasty")).to_be_hidden()


@pytest.mark.parametrize(("typed", "word"), [
    ("wedge", "wedge"), ("retropuls", "retropulsion"), ("oedema", "edema"), ("vcf", "compression-fracture")])
def test_a_search_lands_on_the_word_of_the_glossary(browser, edition, typed, word):
    with reader(browser, edition) as (page, watch):
        page.goto(edition.pages()[0])
        hits = search(page, typed)
        hits.and_(page.locator(f"[href$='#{word}']")).click()
        page.wait_for_url(f"**#{word}")
        expect_in_view(page, page.locator(f"h3#{word}"))
        assert watch.faults == []


# Paper ----------------------------------------------------------------------------------------------

# The sources at the foot of a page are left out on purpose; a line says where they are. What stands in for a picture is
# left out because the picture itself is there.
LEFT_OUT = ".page-sources, .art__words"
# What paper must hold and must not; run in the page while it is laid out for paper.
ON_PAPER = """(leftOut) => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 10;
    const kept = (element) => !element.closest(leftOut);
    const faults = all("button, input, nav, [role=search], [role=tablist], .site-tools summary, .md-skip")
        .filter((element) => element.checkVisibility())
        .map((element) => `prints ${element.outerHTML.slice(0, 80)}`);
    for (const set of all(".procedure-tabs")) {
        const places = [];
        for (const name of set.querySelectorAll(".procedure-tabs__name")) {
            if (!shown(name)) faults.push(`does not print ${name.textContent}`);
            places.push(name.getBoundingClientRect().top, name.parentElement.getBoundingClientRect().bottom);
        }
        if (places.some((place, i) => place < places[i - 1])) faults.push("prints the panels out of order");
    }
    // The window is as wide as the paper between its margins.
    const over = (element) => element.getBoundingClientRect().right > innerWidth + 1 ||
        (getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1);
    faults.push(...all("body *:not(svg *)").filter((element) => element.checkVisibility() && over(element))
        .map((element) => `is cut off at ${element.outerHTML.slice(0, 80)}`));
    if (all(leftOut).length && !all(".print-only").some(shown)) faults.push("does not say where the sources are");
    return {
        faults,
        help: document.querySelector(".print-help").textContent,
        boxes: all("article details :is(p, li)").filter(kept).map((part) => part.firstChild?.textContent ?? ""),
        links: all("article a[href^='http']").filter(kept).map((link) => link.getAttribute("href")),
    };
}"""


PAPERS = {"A4": 210, "Letter": 216}  # width in millimetres
MARGINS = 32  # of both sides together, in millimetres (docs/assets/css/print.css)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def sheets_of(pdf: Path) -> list[str]:
    """The words on each sheet of a PDF, without spaces."""
    pdftotext = need("pdftotext", "apt install poppler-utils")
    # In the order of printing; otherwise hyphens at the end of a line are lost.
    run = subprocess.run([pdftotext, "-raw", pdf, "-"], capture_output=True, text=True, check=True)
    return [squeezed(sheet) for sheet in run.stdout.removesuffix("\f").split("\f")]


def printed(page, folder: Path, paper: str = "A4") -> list[str]:
    """The words on each sheet of the page that is open, without spaces."""
    page.pdf(path=folder / "page.pdf", format=paper)
    return sheets_of(folder / "page.pdf")


def print_faults(page, folder: Path, size: str = "A4") -> list[str]:
    """What is wrong with the page that is open, on paper of that size."""
    before = page.viewport_size
    page.set_viewport_size({"width": round((PAPERS[size] - MARGINS) / 25.4 * 96), "height": before["height"]})
    page.emulate_media(media="print")
    paper = page.evaluate(ON_PAPER, LEFT_OUT)
    sheets = printed(page, folder, size)
    page.emulate_media(media="null")
    page.set_viewport_size(before)
    found, words, help_line = paper["faults"], "".join(sheets), squeezed(paper["help"])
    for number, sheet in enumerate(sheets, start=1):
        if not re.search(r"Editionof[A-Z][a-z]+\d\d?,\d{4}\.", sheet) or f"Sheet{number}of{len(sheets)}" not in sheet:
            found.append(f"does not give edition and number on sheet {number}")
    # The sheet of danger signs is that line written out (test_the_danger_signs_fill_one_sheet).
    if (len(help_line) < 40 or help_line not in sheets[0]) and not page.locator("h1.fridge").count():
        found.append("has no help line on its first sheet")
    found += [f"leaves out '{text}' of a closed box" for text in paper["boxes"] if squeezed(text)[:40] not in words]
    return found + [f"does not write out {link}" for link in paper["links"] if f"({link})" not in words]


@pytest.mark.parametrize(("javascript", "size"), [(True, "A4"), (False, "A4"), (True, "Letter")],
                         ids=["with JavaScript", "without", "on Letter"])
def test_pages_print_whole(browser, edition, tmp_path, javascript, size):
    found = []
    with reader(browser, edition, java_script_enabled=javascript) as (page, watch):
        # The style sheets are the same in both editions: of the offline one, a page with tabs is enough.
        for url in edition.pages(holding="" if edition.folders else TABS):
            page.goto(url)
            found += [f"{url}: {fault}" for fault in watch.faults + print_faults(page, tmp_path, size)]
    assert found == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_both_panels_print_in_order(browser, online, tmp_path, javascript):
    with reader(browser, online, java_script_enabled=javascript) as (page, _):
        page.goto(stage(page, online))
        assert print_faults(page, tmp_path) == []
        words = "".join(printed(page, tmp_path))
        kept = re.findall(r"Closed|Wordinclosedbox|First|Second|Kyphoplasty\W?(?=Word|Filler)|Vertebroplasty|Word\w+?(?=\.)",
                          words[words.index("Staged"):].replace("Filler.", ""))
        assert kept == ["Closed", "Wordinclosedbox", "First", "Kyphoplasty", "Wordone", "Vertebroplasty", "Wordtwo",
                        "Second", "Kyphoplasty", "Wordthree", "Vertebroplasty", "Wordfour"]


def without_print_styles(page, edition):
    """Takes from the pages what makes them fit for paper."""
    styles = (edition.folder / "assets/css/guide.css").read_text(encoding="utf-8")
    assert "@media print" in styles
    page.route("**/assets/css/guide.css", lambda route: route.fulfill(
        body=styles.replace("@media print", "@media none"), content_type="text/css"))


def test_a_bad_print_is_noticed(browser, online, tmp_path):
    with reader(browser, online) as (page, _):
        without_print_styles(page, online)
        page.goto(stage(page, online))
        said = "\n".join(print_faults(page, tmp_path))
    for fault in ("prints <button", "prints <summary>Menu", "does not print Vertebroplasty", "no help line", "does not write out",
                  "edition and number on sheet 1"):
        assert fault in said
    with reader(browser, online, java_script_enabled=False) as (page, _):
        without_print_styles(page, online)
        page.goto(stage(page, online))
        assert "leaves out 'Wordinclosedbox" in "\n".join(print_faults(page, tmp_path))


@pytest.mark.parametrize("size", PAPERS)
def test_the_worksheet_fills_two_sides_at_14_points(browser, online, tmp_path, size):
    with reader(browser, online) as (page, _):
        page.goto(online.url("decide/worksheet/index.html"))
        assert len(printed(page, tmp_path, size)) == 2
        page.emulate_media(media="print")
        points = page.locator("article :is(p, li, td, th)").evaluate_all(
            "all => all.filter((e) => e.checkVisibility()).map((e) => parseFloat(getComputedStyle(e).fontSize) * 0.75)")
        assert len(points) > 40 and min(points) >= 13.9
        # Proof that more words would be noticed.
        page.locator("#decision").evaluate("e => e.after('More words. '.repeat(300))")
        page.emulate_media(media="null")
        assert len(printed(page, tmp_path, size)) > 2


@pytest.mark.parametrize("size", PAPERS)
def test_a_table_that_paper_cuts_off_is_noticed(browser, online, tmp_path, size):
    cells = "".join(f"<td>{'Wide' * 40}</td>" for _ in range(3))
    with reader(browser, online) as (page, _):
        page.goto(stage(page, online, f'# Staged {{#top}}\n\n<div class="table-box"><table><tr>{cells}</tr></table></div>\n'))
        assert any("is cut off at <table" in fault for fault in print_faults(page, tmp_path, size))


@pytest.fixture(scope="module")
def firefox_prints(node_modules, online, tmp_path_factory) -> dict[str, list[str]]:
    """The sheets that Firefox prints of every page, by address; without JavaScript, so that no script opens a box."""
    folder, addresses = tmp_path_factory.mktemp("firefox"), online.pages()
    firefox = shutil.which("firefox") or need("firefox-esr", "apt install firefox-esr")
    run = subprocess.run([need("node", "apt install nodejs"), Path(__file__).parent / "browser/firefox_print.mjs", firefox,
                          folder, *addresses], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240)
    assert run.returncode == 0, run.stderr
    return {address: sheets_of(folder / f"{number}.pdf") for number, address in enumerate(addresses)}


def test_firefox_prints_all_without_scripts(browser, online, firefox_prints):
    found = []
    with reader(browser, online, java_script_enabled=False) as (page, _):
        page.emulate_media(media="print")
        for address, sheets in firefox_prints.items():
            page.goto(address)
            words = "".join(sheets)
            paper = page.evaluate(ON_PAPER, LEFT_OUT)
            wanted = paper["boxes"] + page.locator("article h2:visible, .procedure-tabs__panel p:not(.art p)").all_inner_texts()
            found += [f"{address}: leaves out {text[:60]}" for text in wanted if squeezed(text)[:40] not in words]
            if "Menu" in words:
                found.append(f"{address}: prints the menu")
    assert found == []


# Without JavaScript ---------------------------------------------------------------------------------

@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_everything_is_there_without_javascript(browser, edition, size):
    with reader(browser, edition, size, java_script_enabled=False) as (page, watch):
        for url in [*edition.pages(holding=TABS), edition.pages()[0]]:
            page.goto(url)
            for name in page.locator(".procedure-tabs__name").all():
                expect(name).to_be_visible()
                assert name.bounding_box()["height"] > 10
                expect(name.locator("xpath=..")).to_be_visible()
            for dead in ("button", "input", "[role=search]", "[role=tab]", "[data-display]"):
                expect(visible(page, dead)).to_have_count(0)
            links = page.get_by_role("navigation").get_by_role("link", name=re.compile(r"\w")).filter(visible=True)
            if size == PHONE:
                page.locator(".menu summary").click()
            assert links.count() > 5
        links.nth(1).click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url != edition.pages()[0]
        assert watch.faults == []


# Keyboard -------------------------------------------------------------------------------------------

# What has the focus, once; and what is wrong with how it shows.
FOCUS = """() => {
    const element = document.activeElement;
    const seen = (window.seen ??= new Set());
    if (!element || element === document.body || seen.has(element)) return null;
    seen.add(element);
    const faults = [];
    const style = getComputedStyle(element);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || /, 0\\)$/.test(style.outlineColor)) {
        faults.push("no ring");
    }
    const box = [...element.getClientRects()].find(({ width, height }) => width > 1 && height > 1);
    const [left, top] = [Math.max(box?.left, 0), Math.max(box?.top, 0)];
    const [right, bottom] = [Math.min(box?.right, innerWidth), Math.min(box?.bottom, innerHeight)];
    if (!(right - left > 1 && bottom - top > 1)) faults.push("not on screen");
    else {
        const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (!element.contains(above)) faults.push(`covered by ${above?.outerHTML.slice(0, 60)}`);
    }
    return faults.map((fault) => `${fault}: ${element.outerHTML.slice(0, 90)}`);
}"""
NOT_REACHED = """() => [...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0
        && !window.seen.has(element))
    .map((element) => `not reached: ${element.outerHTML.slice(0, 90)}`)"""


def walk(page, limit: int = 2000) -> list[str]:
    """Goes through the page that is open with the Tab key; returns what is wrong on the way."""
    found = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        faults = page.evaluate(FOCUS)
        if faults is None:
            return found + page.evaluate(NOT_REACHED)
        found += faults
    return [*found, "the Tab key finds no end"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_stop_of_the_tab_key_is_seen(browser, online, size):
    found = []
    with reader(browser, online, size) as (page, _):
        lost = online.url("no/such/page")
        # The text's own stops are the same on a wide screen: there, the frame is looked at.
        for url in [lost, *(online.pages() if size == PHONE else [online.pages()[0], *online.pages(holding=TABS)])]:
            page.goto(url)
            found += [f"{url}: {fault}" for fault in walk(page)]
    assert found == []


@pytest.mark.parametrize(("change", "fault"), [
    ("document.styleSheets[0].insertRule(':focus { outline: 1px solid red !important }')", "no ring"),
    ("Object.assign(document.querySelector('article a').style, { position: 'fixed', left: '-999px' })", "not on screen"),
    ("""document.body.append(Object.assign(document.createElement('div'), { id: 'lid' }));
        Object.assign(lid.style, { position: 'fixed', inset: 0, background: 'red' })""", "covered by <div id=\"lid\""),
    ("document.addEventListener('focusin', ({ target }) => target.matches('footer *') && target.blur())", "not reached"),
])
def test_a_bad_stop_is_noticed(staged, change, fault):
    page, url = staged
    page.goto(url)
    page.evaluate(f"() => {{ {change} }}")
    assert any(each.startswith(fault) for each in walk(page))


SKIP_LINK = """() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && document.activeElement.getAttribute("href");
}"""
LANDING = """(id) => {
    const target = document.querySelector(`article ${id}`);
    return Math.round(target.getBoundingClientRect().top);
}"""
NEXT_STOP = """(id) => {
    const target = document.querySelector(`article ${id}`);
    return target.contains(document.activeElement)
        || !!(target.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""


def test_the_first_stop_skips_to_the_text(browser, edition):
    with reader(browser, edition, PHONE) as (page, _):
        for url in edition.pages() + [edition.url("no/such/page")] * edition.folders:
            page.goto(url)
            page.keyboard.press("Tab")
            href = page.evaluate(SKIP_LINK)
            assert href and href.startswith("#"), f"{url}: the first stop is not a visible link into the page"
            page.keyboard.press("Enter")
            assert -1 <= page.evaluate(LANDING, href) < PHONE["height"] / 2, f"{url}: the text is not brought into view"
            page.keyboard.press("Tab")
            assert page.evaluate(NEXT_STOP, href), f"{url}: the next stop is before the text"


def test_the_menu_by_keyboard(browser, edition):
    with reader(browser, edition, PHONE) as (page, watch):
        page.goto(edition.pages()[-1])
        button, links = page.locator(".menu summary"), page.locator(".menu a")
        expect(button).to_be_visible()
        button.focus()
        page.keyboard.press("Tab")
        assert not page.evaluate("() => !!document.activeElement.closest('.menu')"), "the closed menu holds stops"
        button.focus()
        page.keyboard.press("Enter")
        for link in links.all():
            page.keyboard.press("Tab")
            expect(link).to_be_focused()
            expect(link).to_be_in_viewport()
        assert links.count() > 5
        page.keyboard.press("Escape")
        expect(links.first).to_be_hidden()
        expect(button).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        goal = page.evaluate("document.activeElement.href")
        page.keyboard.press("Enter")
        page.wait_for_url(goal)
        assert watch.faults == []


def test_the_search_by_keyboard_on_a_phone(browser, edition):
    with reader(browser, edition, PHONE) as (page, watch):
        page.goto(edition.pages()[-1])
        button, box = page.get_by_role("button", name="Search"), page.get_by_role("searchbox")
        expect(box).to_be_hidden()
        button.focus()
        page.keyboard.press("Enter")
        expect(box).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "true")
        count = page.locator(".md-search [role=status]")
        # A screen reader speaks only of changes in a region that is already shown.
        page.evaluate("""() => {
            const status = document.querySelector(".md-search [role=status]");
            window.heard = [];
            new MutationObserver(() => status.checkVisibility() && heard.push(status.textContent))
                .observe(status, { childList: true, characterData: true, subtree: true });
        }""")
        search(page, "cement")
        expect(count).to_have_text(re.compile(r"\d"))
        assert any(re.search(r"\d", text) for text in page.evaluate("() => heard"))
        reached = 0
        for _ in range(200):
            page.keyboard.press("Tab")
            if not page.evaluate("() => !!document.activeElement.closest('.md-search')"):
                break
            if page.locator(":focus").evaluate("(element, hit) => element.matches(hit)", HIT):
                expect(page.locator(":focus")).to_be_in_viewport()
                reached += 1
        assert reached > 1
        box.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(box).to_be_hidden()
        expect(visible(page, HIT)).to_have_count(0)
        assert watch.faults == []


def test_every_hit_is_a_stop(browser, online):
    with reader(browser, online) as (page, _):
        page.goto(online.pages()[-1])
        box = page.get_by_role("searchbox")
        search(page, "balloon")
        page.wait_for_timeout(300)  # the list grows for a moment
        page.evaluate(FOCUS)
        found = []
        while page.evaluate("() => !!document.activeElement.closest('.md-search')"):
            missed = page.evaluate(NOT_REACHED)
            page.keyboard.press("Tab")
            found += page.evaluate(FOCUS)
        assert [each for each in found + missed if HIT[1:] in each or "parts of this page" in each] == []
        box.focus()
        expect(visible(page, HIT)).not_to_have_count(0)
        page.keyboard.press("Escape")
        expect(visible(page, HIT)).to_have_count(0)
        expect(box).to_be_focused()


def accessible_names(page, role: str) -> list[str]:
    """The names that assistive technology is given for every part of that role, in order."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [node["name"]["value"] for node in tree if not node["ignored"] and node["role"]["value"] == role]


def test_every_hit_has_a_name_and_enter_stays(browser, edition):
    with reader(browser, edition) as (page, watch):
        page.goto(edition.pages()[-1])
        here = page.url
        hits = search(page, "balloon")
        page.wait_for_timeout(300)
        page.get_by_text("more parts of this page").first.click()
        page.get_by_role("searchbox").focus()
        names = accessible_names(page, "link")
        assert all(names) and "What the two procedures are" in names
        assert any(name.startswith("What the two procedures are: ") for name in names)
        page.keyboard.press("Enter")
        expect(hits.first).to_be_focused()
        assert page.url == here
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url != here)
        assert watch.faults == []


def test_a_hit_without_a_name_is_noticed(browser, online):
    """Proof that the test above can fail: the theme's own hits have no name."""
    with reader(browser, online) as (page, _):
        script = (online.folder / "assets/js/search.js").read_text(encoding="utf-8")
        page.route("**/assets/js/search.js", lambda route: route.fulfill(
            body=script.replace("const article =", "continue; const article ="), content_type="text/javascript"))
        page.goto(online.pages()[-1])
        search(page, "balloon")
        assert not all(accessible_names(page, "link"))


@pytest.mark.parametrize("opened", [".menu", ".display"])
def test_a_panel_that_is_left_closes(browser, online, opened):
    with reader(browser, online, {"width": 320, "height": 256}) as (page, _):
        page.goto(f"{online.address}/nowhere")
        page.locator(f"{opened} summary").click()
        expect(page.locator(f"{opened}[open]")).to_have_count(1)
        inside = f"() => !!document.activeElement.closest('{opened}')"
        for _ in range(40):
            page.keyboard.press("Tab")
            if not page.evaluate(inside):
                break
        assert not page.evaluate(inside)
        expect(page.locator(f"{opened}[open]")).to_have_count(0)


def test_boxes_and_blanks_say_what_they_are(browser, online):
    with reader(browser, online) as (page, _):
        page.goto(online.url("recover/wound/index.html"))
        assert "Your own team's instructions come first" in accessible_names(page, "group")
        assert "Call 911, or the number for your country, now if you have" in accessible_names(page, "region")
        blanks = page.locator("article .blank")
        assert blanks.count() > 1
        for blank in blanks.all():
            expect(blank).to_have_text("(blank, to fill in on paper)")


KEYS = ["p", "n", "s", "f", "/", ",", "."]


def press_all(page, starts: list[str]) -> None:
    for start in starts:
        page.locator(start).filter(visible=True).first.focus() if start else page.evaluate("() => document.activeElement.blur()")
        for key in KEYS:
            page.keyboard.press(key)


def test_single_letters_do_nothing(browser, edition):
    with reader(browser, edition) as (page, watch):
        page.add_init_script("window.print = () => { window.asked = true }")
        url = edition.pages(holding=TABS)[-1]
        page.goto(url)
        page.evaluate("() => { window.same = true }")
        for start in ("", "article a", "[role=tab]", ".display summary", ".site-nav a"):
            press_all(page, [start])
            page.wait_for_timeout(50)
            assert page.url == url and page.evaluate("() => window.same && !window.asked && scrollY >= 0")
            expect(page.get_by_role("searchbox")).not_to_be_focused()
            expect(visible(page, HIT)).to_have_count(0)
        box = page.get_by_role("searchbox")
        press_all(page, ["[type=search]"])
        expect(box).to_have_value("".join(KEYS))
        assert watch.faults == []


def test_without_its_guard_a_letter_leaves_the_page(browser, online):
    """Proof that the test above can fail, and that the guard is still needed."""
    with reader(browser, online) as (page, _):
        home = (online.folder / "index.html").read_text(encoding="utf-8")
        assert home.count("event.key.length === 1") == 1
        serve_instead(page, online.pages()[0], home.replace("event.key.length === 1", "false"))
        page.goto(online.pages()[0])
        page.keyboard.press("n")
        page.wait_for_url(lambda url: url != online.pages()[0])


# Display --------------------------------------------------------------------------------------------

def looks(page) -> tuple:
    """Ground, ink and letter size as they are drawn."""
    return tuple(page.evaluate("""() => {
        const { backgroundColor, color, fontSize } = getComputedStyle(document.body);
        return [backgroundColor, color, parseFloat(fontSize)];
    }"""))


def press(page, name: str, value: str) -> None:
    """Presses one of the buttons of a group; exactly that one must then say so."""
    page.locator(f"[data-set={name}][data-value='{value}']").click()
    for button in page.locator(f"[data-set={name}]").all():
        expect(button).to_have_attribute("aria-pressed", str(button.get_attribute("data-value") == value).lower())


def test_display_choices_apply_and_can_be_forgotten(browser, edition):
    with reader(browser, edition) as (page, watch):
        home, last = edition.pages()[0], edition.pages(holding=TABS)[-1]
        page.goto(home)
        plain = looks(page)
        page.locator(".display summary").click()
        seen = {}
        for theme in page.locator("[data-set=theme]").evaluate_all("all => all.map(({ dataset }) => dataset.value)"):
            press(page, "theme", theme)
            seen[theme] = looks(page)[:2]
        assert seen[""] == seen["light"] == plain[:2]
        assert len({seen["light"], seen["dark"], seen["contrast"]}) == 3
        sizes = []
        for size in ("", "large", "larger"):
            press(page, "size", size)
            sizes.append(looks(page)[2])
        assert plain[2] == sizes[0] < sizes[1] < sizes[2]
        press(page, "theme", "dark")
        chosen = looks(page)
        page.goto(last)
        assert looks(page) == chosen
        for name, value in (("theme", "dark"), ("size", "larger")):
            expect(page.locator(f"[data-set={name}][aria-pressed=true]")).to_have_attribute("data-value", value)
        tab(page, "Vertebroplasty").click()
        assert len(stored(page)) == 3
        page.locator(".display summary").click()
        page.locator("[data-forget]").click()
        assert stored(page) == {} and looks(page) == plain
        expect(page.locator("[data-set][aria-pressed=true][data-value='']")).to_have_count(2)
        expect(page.locator("[data-display-status]")).to_have_text("Your choices are forgotten.")
        expect_shown(page, "Kyphoplasty")
        page.reload()
        expect_shown(page, "Kyphoplasty")
        assert looks(page) == plain
        assert watch.faults == []


def test_display_follows_the_device_until_told_otherwise(browser, online):
    with reader(browser, online, color_scheme="dark") as (page, _):
        page.goto(online.pages()[0])
        dark = looks(page)
        page.locator(".display summary").click()
        press(page, "theme", "light")
        assert looks(page) != dark
        press(page, "theme", "dark")
        assert looks(page) == dark
        press(page, "theme", "light")
        press(page, "theme", "")
        assert looks(page) == dark


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_display_opens_prints_and_closes_by_keyboard(browser, edition, size):
    with reader(browser, edition, size) as (page, watch):
        page.add_init_script("window.asked = 0; window.print = () => { window.asked += 1 }")
        page.goto(edition.pages()[0])
        button = page.locator(".display summary")
        button.focus()
        page.keyboard.press("Enter")
        for inside in page.locator(".display button").all():
            page.keyboard.press("Tab")
            expect(inside).to_be_focused()
            expect(inside).to_be_in_viewport()
        page.locator("[data-print]").press("Enter")
        assert page.evaluate("() => asked") == 1
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        expect(visible(page, ".display button")).to_have_count(0)
        assert stored(page) == {} and watch.faults == []


# Lost addresses -------------------------------------------------------------------------------------

@pytest.mark.parametrize("path", ["lost", "lost/", "get-help/lost", "a/b/c/lost.html"])
def test_a_lost_address_still_helps(browser, online, path):
    with reader(browser, online) as (page, watch):
        url = online.url(path)
        answer = page.goto(url)
        assert answer.status == 404
        # The browser itself notes the page's own status; all else must be in order.
        watch.faults = [fault for fault in watch.faults if fault != f"404 for {url}" and "status of 404" not in fault]
        assert watch.faults + page_faults(page) == []
        assert page.evaluate("() => [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
        assert len({looks(page)[0], page.locator("header").first.evaluate("e => getComputedStyle(e).backgroundColor")}) == 2
        hrefs = set(page.locator("a[href]").evaluate_all("all => all.map(({ href }) => href.split('#')[0])")) - {url}
        assert len(hrefs) > 5
        assert [href for href in hrefs if page.request.get(href).status != 200] == []
        search(page, "cement").first.click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url != url


# Search ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize("word", ["cement", "balloon", "after", "how", "denosumab"])
def test_search_finds(browser, online, word):
    with reader(browser, online) as (page, watch):
        page.goto(online.pages()[-1])
        search(page, word).first.click()
        page.wait_for_url(lambda url: url != online.pages()[-1])
        expect(page.locator("article")).to_contain_text(re.compile(word, re.I))
        assert watch.faults == []
