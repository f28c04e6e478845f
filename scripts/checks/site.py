"""Read a finished site once, so that every check looks at the same pages."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree, html

from scripts.problem import Problem

LOST = "404.html"  # servers show it at any depth; it is no part of the offline edition

# <link rel> values that only say how pages hang together; every other kind makes the browser fetch.
_ONLY_SAYS = {"canonical", "alternate", "license", "author", "prev", "next", "help", "me"}
_LOADS = ("src", "poster", "background", "action", "formaction")
_PAINTS = ("style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker-start", "marker-mid", "marker-end")
# An address may hold commas, in data: for one; only a comma that ends it, or its size, parts it from the next.
_SRCSET = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
# Comments, namespaces and plain strings are matched too, so that an address inside one is passed over.
_CSS = re.compile(
    r"""/\*.*?\*/ | @namespace[^;]*;
    | (?:url\(|@import)\s*(?:"(?P<a>(?:\\.|[^"\\])*)"|'(?P<b>(?:\\.|[^'\\])*)')
    | url\((?P<c>[^)"']*)\) | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'""", re.X | re.S | re.I)


@dataclass(frozen=True)
class Address:
    """An address written in the built file `file`. `use` is "follow" (a link), "load" (a file the
    browser fetches) or "head" (<link rel=next> and its like); `element` is None in style sheets."""

    file: str
    value: str
    use: str
    element: html.HtmlElement | None
    line: int


@dataclass(frozen=True)
class Page:
    """A parsed page. `shown` leaves out what <template> holds; `targets` are the ids and named anchors."""

    root: html.HtmlElement
    shown: list[html.HtmlElement]
    ids: Counter
    targets: set[str]


@dataclass(frozen=True)
class Site:
    """A built edition: the paths of its files, its pages by path, all addresses, and what was unreadable."""

    folder: Path
    docs: Path | None
    offline: bool
    files: set[str]
    pages: dict[str, Page] = field(default_factory=dict)
    addresses: list[Address] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)

    @property
    def home(self) -> str:
        """The complete address of the home page, as its own canonical link gives it, else '/'."""
        page = self.pages.get("index.html")
        canonical = page.root.xpath("string(//link[@rel='canonical']/@href)") if page else ""
        return urljoin(canonical or "/", ".")

    def source(self, path: str) -> str | None:
        """The file inside `docs` that the built file at `path` was written from, if there is one."""
        stem = path.removesuffix(".html")
        names = [path, f"{stem}.md", f"{stem.removesuffix('/index')}.md", f"{stem.removesuffix('index')}README.md"]
        return next((n for n in names if self.docs and (self.docs / n).is_file()), None)

    def problem(self, path: str, message: str, remedy: str, *needles: str, line: int = 0) -> Problem:
        """A problem in the built file at `path`, placed in its source.

        `needles` are texts to look for there, best first. When neither the source nor a text that
        several pages share has one of them, the built file and its `line` are given instead.
        """
        own = self.source(path)
        if own and not needles:
            return Problem(f"{self.docs.name}/{own}", 0, message, remedy)
        patterns = (".snippets/*.md", "data/*.y*ml") if own else ("assets/css/*.css",) if path.endswith(".css") else ()
        shared = [p for pattern in patterns for p in sorted(self.docs.glob(pattern))] if self.docs else []
        for file in [self.docs / own, *shared] if own else shared:
            text = file.read_text("utf-8", "replace")
            for needle in filter(re.compile(r"\w.").search, needles):
                start = r"(?<![\w-])" if needle[0].isalnum() else ""
                if found := re.search(start + re.escape(needle) + r"(?![\w/-])", text):
                    name = f"{self.docs.name}/{file.relative_to(self.docs).as_posix()}"
                    return Problem(name, _line(text, found.start()), message, remedy)
        return Problem(f"{self.folder.name}/{path}", line, message, remedy)


def read_site(site_dir: Path, docs_dir: Path | None = None, *, offline: bool = False) -> Site:
    """Reads and parses every file below `site_dir` that has addresses; what cannot be read becomes `unread`."""
    files = {p.relative_to(site_dir).as_posix() for p in site_dir.rglob("*") if p.is_file()}
    site = Site(site_dir, docs_dir, offline, files)
    # The top pages first and 404.html last: of two pages with one title, the later one is at fault.
    for path in sorted(files, key=lambda p: (p == LOST, p.count("/"), p)):
        try:
            if path.endswith(".html") and not (path == LOST and offline):
                _read_page(site, path)
            elif path.endswith((".css", ".svg")):
                text = (site_dir / path).read_text("utf-8")
                site.addresses.extend(Address(path, value, "load", None, line) for value, line in _css(text))
        except (ValueError, OSError, etree.LxmlError) as error:
            site.unread.append(site.problem(path, f"the file is empty or cannot be read ({error})",
                                            "save its source as UTF-8 text and build again"))
    if "index.html" not in site.pages:
        site.unread.append(Problem(site_dir.name, 0, "there is no readable index.html", "build the site first"))
    return site


def _read_page(site: Site, path: str) -> None:
    data = (site.folder / path).read_bytes()
    data.decode("utf-8")  # lxml would guess at another encoding and carry on
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    shown = root.xpath("//*[not(ancestor::template)]")
    ids = Counter(e.get("id") for e in shown if e.get("id"))
    site.pages[path] = Page(root, shown, ids, {*ids, *(e.get("name") for e in shown if e.tag == "a" and e.get("name"))})
    site.addresses.extend(Address(path, value.strip(), use, e, e.sourceline or 0)
                          for e in root.iter("*") for value, use in _addresses(e))


def _addresses(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    if element.tag == "style":
        yield from ((value, "load") for value, _ in _css(element.text or ""))
    if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        yield from ((value, "follow") for value in re.findall(r"(?i)url\s*=\s*['\"]?([^'\"]*)", element.get("content", "")))
    for name, value in element.attrib.items():
        name = name.removeprefix("xlink:")
        if name == "href" and element.tag in ("a", "area"):
            yield value, "follow"
        elif name == "href":
            kinds = set(element.get("rel", "").lower().split())
            yield value, "head" if kinds & _ONLY_SAYS and "stylesheet" not in kinds else "load"
        elif name in _LOADS or (element.tag, name) == ("object", "data"):
            yield value, "load"
        elif name in ("srcset", "imagesrcset"):
            yield from ((one, "load") for one in _SRCSET.findall(value))
        elif name in _PAINTS:
            yield from ((one, "load") for one, _ in _css(value))


def _css(text: str) -> Iterator[tuple[str, int]]:
    for found in _CSS.finditer(text):
        yield from ((value.strip(), _line(text, found.start())) for value in found.groups() if value is not None)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
