"""What only finished HTML can say. Every edit asserts that it matched, so that an upgrade cannot disarm it."""

import base64
import hashlib
import os
import re
from html import escape
from pathlib import Path

from scripts import accessible, aliases, citations, signs
from scripts.data import Data
from scripts.pages import Page

SOURCES = "<div data-page-sources></div>"
NUMBERS = "emergency-numbers-here"
SIGNS = "danger-signs-here"
POLICY = "content-security-policy-here"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Source maps, drawings (they stand in the pages), and dictionaries for languages that this guide is not written in.
UNUSED = ["**/*.map", "assets/figures", "assets/javascripts/lunr", "assets/stylesheets", "assets/images/favicon.png"]
STYLE_LINK = re.compile(r'(\s*<link rel="stylesheet" href="[^"]*assets/css/)(\w+\.css)(">)')
STYLE_SHEET = "guide.css"
POLYFILL = re.compile(r'\s*<script src="[^"]*assets/js/iframe-worker\.js"></script>')
POLYFILL_FILE = "assets/js/iframe-worker.js"  # lets the search run from a disk; a web server needs no help
CITED = re.compile(r'<a class="cite" href="[^"#]*#([^"]+)"')
USED_BY = re.compile(r'<span data-used-by="([^"]+)"></span>')
EDITION = "edition-date-here"
# Sets colours and text size before the page is drawn. Inside the page, it costs a slow phone no round trip.
FIRST_SCRIPT = re.compile(r'<script src="[^"]*assets/js/display\.js"></script>')
FIRST_FILE = "assets/js/display.js"
# What only a web server, or a search engine, reads; the offline plugin has put the index into search_index.js.
FOR_SERVERS = ["404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt", "_headers", "_redirects",
               "search/search_index.json", "assets/images/social-card.png"]


class DidNotMatch(Exception):
    """An edit found nothing to change: the theme or a template is not what it was."""


def run(site: Path, pages: list[Page], data: Data, offline: bool, day: str) -> None:
    """Edits the built edition in `site`, dated `day` (written out), in place. Raises DidNotMatch."""
    by_output = {_output(page, offline): page for page in pages}
    if lost := [name for name in by_output if not (site / name).is_file()]:
        raise DidNotMatch(f"{', '.join(lost)}: not written by MkDocs, so it cannot get its sources; call the page index.md")
    titles = {name: page.meta["title"] for name, page in by_output.items()}
    built = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    cited = {name: set(CITED.findall(built[name])) for name in by_output}
    sources = {name: cited[name] | _behind(page, data) for name, page in by_output.items()}
    sheets, first = set(), f"<script>{(site / FIRST_FILE).read_text(encoding='utf-8')}</script>"
    numbers, danger = escape(data.emergency_line()), signs.line()
    for name, html in built.items():
        path = site / name
        if name in by_output:
            entries = os.path.relpath(site / "about/sources.html", path.parent) if offline else ""
            html = replace(html, SOURCES, page_sources(sources[name], data, entries), path)
            html = USED_BY.sub(lambda match: used_by(match[1], cited, titles, path, site), html)
        html = replace(html, NUMBERS, numbers, path)
        html = replace(html, SIGNS, danger, path)
        html = accessible.run(html)
        # The theme's two hidden switches carry an attribute that is not allowed on a checkbox.
        html = replace(html, ' autocomplete="off">\n', ">\n", path)
        sheets.add(tuple(sheet for _, sheet, _ in STYLE_LINK.findall(html)))
        html, found = FIRST_SCRIPT.subn(lambda _: first, one_style_link(html))
        if found != 1:
            raise DidNotMatch(f"{path.parent.name}/{path.name}: loads {FIRST_FILE} {found} times; see overrides/main.html")
        if not offline:
            html = POLYFILL.sub("", html)
        html = replace(html, POLICY, policy(html), path)
        path.write_text(html, encoding="utf-8")
    style_sheet(site / "assets/css", sheets, day)
    aliases.run(site, pages, lambda page: _location(page, offline))
    for name in [FIRST_FILE, *(FOR_SERVERS if offline else [POLYFILL_FILE])]:
        (site / name).unlink()
    for pattern in UNUSED:
        for path in sorted(site.glob(pattern)):
            if path.is_dir():
                _remove_folder(path)
            else:
                path.unlink()


def replace(html: str, old: str, new: str, path: Path) -> str:
    """`html` with `old` replaced. Raises DidNotMatch where there is none."""
    if old not in html:
        raise DidNotMatch(f"{path.parent.name}/{path.name}: '{old.strip()}' was not found; see scripts/postbuild.py")
    return html.replace(old, new)


def _behind(page: Page, data: Data) -> set[str]:
    """The ids of the sources behind the facts of `page`. Its numbers and sentences cite others by name."""
    return {source for fact in page.meta["facts"] for source in data.facts[fact]["sources"]}


def page_sources(ids: set[str], data: Data, entries: str) -> str:
    """The sources of a page, as a closed box at its foot.

    With `entries`, the address of the page of sources, each is its short name and leads there: written out on every
    page, they would be a fifth of the bundle, which has to be small enough to send.
    """
    if not ids:
        return ""
    rows = (data.sources[i] for i in sorted(ids, key=lambda i: citations.order(data.sources[i])))
    items = "".join(f'<li><a href="{entries}#{row["id"]}">{escape(citations.short(row))}</a></li>' if entries else
                    f"<li>{citations.html(row)}</li>" for row in rows)
    return (f'<details class="page-sources"><summary>The {len(ids)} sources of this page</summary>'
            f'<ul class="sources">{items}</ul></details>')


def used_by(source: str, sources: dict[str, set[str]], titles: dict[str, str], here: Path, site: Path) -> str:
    """Links from a source back to the pages that cite it by name: the reader who followed such a link."""
    links = [f'<a href="{os.path.relpath(site / name, here.parent)}">{escape(titles[name])}</a>'
             for name, ids in sources.items() if source in ids]
    return f'<span class="used-by">Used on: {", ".join(links)}.</span>' if links else ""


def one_style_link(html: str) -> str:
    """The first link to a style sheet leads to all of them; the others go. On a slow phone each costs a round trip."""
    links = STYLE_LINK.findall(html)
    for number, (before, sheet, after) in enumerate(links):
        html = html.replace(before + sheet + after, "" if number else before + STYLE_SHEET + after)
    return html


def style_sheet(folder: Path, orders: set[tuple], day: str) -> None:
    """Joins the style sheets in `folder` in their one order and writes the day of the edition into the foot of each
    printed sheet. Raises DidNotMatch where pages disagree on the order, or nothing asks for the day."""
    if len(orders) != 1 or not (names := orders.pop()):
        raise DidNotMatch(f"the pages do not all load the same style sheets: {sorted(orders)}; see extra_css in mkdocs.yml")
    joined = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    (folder / STYLE_SHEET).write_text(replace(joined, EDITION, day, folder / "print.css"), encoding="utf-8")
    for name in names:
        (folder / name).unlink()


def policy(html: str) -> str:
    """A content security policy that allows this site's own files and this page's inline scripts, nothing else."""
    hashes = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in INLINE_SCRIPT.findall(html)
    )
    return (f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'")


def _output(page: Page, offline: bool) -> str:
    name = page.file.removeprefix("docs/").removesuffix(".md")
    if offline or name == "index" or name.endswith("/index"):
        return f"{name}.html"
    return f"{name}/index.html"


def _location(page: Page, offline: bool) -> str:
    """The address of a page as the search index writes it: of a folder on a server, of a file on a disk."""
    return _output(page, offline) if offline else _output(page, offline).removesuffix("index.html")


def _remove_folder(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
