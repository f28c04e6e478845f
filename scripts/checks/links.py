"""Checks on addresses: what a page links to or loads must be there, and must come from nowhere else."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import SplitResult, unquote, urlsplit

from scripts.checks.site import LOST, Address, Site
from scripts.checks.text import name
from scripts.problem import Problem

_VAGUE = re.compile(r"(click )?here|(this )?link|(https?://|www\.)\S+", re.I)


class Astray(Exception):
    """An address that leads nowhere good; its arguments are a message and a remedy."""


def check_addresses(site: Site) -> Iterator[Problem]:
    """Whatever is linked or loaded is there and on this site, and so is the part that a '#' names."""
    for address in site.addresses:
        try:
            _check(site, address)
        except Astray as astray:
            yield _problem(site, address, *astray.args)


def check_link_texts(site: Site) -> Iterator[Problem]:
    """Every link says where it leads; links to other sites say noopener."""
    for address in site.addresses:
        if address.use == "follow" and address.element.tag != "meta":
            link, said = address.element, name(address.element)
            silent = not said and not link.xpath("ancestor-or-self::*[@aria-hidden='true' or self::template]")
            if silent or _VAGUE.fullmatch(said.strip(" .:>→»")):
                yield _problem(site, address, f"the link to '{address.value}' has no text that says where it leads" +
                               (f", only '{said}'" if said else ""), "write, as its text, what the reader will find there")
            if is_external(address) and not {"noopener", "noreferrer"} & set(link.get("rel", "").split()):
                yield _problem(site, address, f"the link to '{address.value}' does not say noopener",
                               'put { rel="noopener" } straight after it')


def check_orphans(site: Site) -> Iterator[Problem]:
    """Every page but 404.html can be reached from index.html by following links."""
    ways, reached, ahead = {}, {LOST}, ["index.html"]
    for address in (a for a in site.addresses if a.use == "follow"):
        try:
            url = _split(site, address)
            ways.setdefault(address.file, []).append("" if url.scheme or url.netloc else _target(site, address.file, url))
        except (Astray, ValueError):
            pass  # check_addresses reports it
    while ahead:
        if (path := ahead.pop()) not in reached:
            reached.add(path)
            ahead += ways.get(path, [])
    for path in site.pages.keys() - reached if "index.html" in site.pages else ():
        yield site.problem(path, "no link leads to this page", "add it to the nav in mkdocs.yml, or link to it")


def is_external(address: Address) -> bool:
    """Whether a reader can follow `address` to another site."""
    return address.use == "follow" and bool(re.match("https?://", address.value, re.I))


def _check(site: Site, address: Address) -> None:
    said = unquote(address.value)[:100]
    if not address.value:
        raise Astray("a link or a picture has an empty address", "write the address, or take the link or picture out")
    try:
        url = _split(site, address)
    except ValueError:
        raise Astray(f"the address '{said}' cannot be read", "correct the address") from None
    if url.scheme or url.netloc:
        return _check_complete(url, address.use, said)
    file, wanted = _target(site, address.file, url), url.fragment.split(":~:")[0]
    if not wanted or wanted.lower() == "top" or file not in site.pages or {wanted, unquote(wanted)} & site.pages[file].targets:
        return
    # What a <template> holds may point at ids that exist only once a script has shown it.
    if address.element is None or not address.element.xpath("ancestor::template"):
        raise Astray(f"nothing on '{site.source(file) or file}' is called '#{unquote(wanted)}'",
                     _hint(unquote(wanted), site.pages[file].targets, "link to one of the headings there", "#"))


def _check_complete(url: SplitResult, use: str, said: str) -> None:
    if use == "load" and url.scheme not in ("data", "blob", "about"):
        raise Astray(f"'{said}' comes from another website: an external script or font, picture or frame",
                     "keep a copy in docs/assets and use that: readers may be offline, and nobody may watch them read")
    if use == "follow" and url.scheme in ("", "http"):
        raise Astray(f"the link '{said}' is not secure", "write 'https://' and try that the page opens")
    if use == "follow" and url.scheme not in ("mailto", "tel", "sms") and not (url.scheme == "https" and url.netloc):
        raise Astray(f"the link '{said}' is of a kind that a guide must not use, or not whole",
                     "begin it with 'https://', 'tel:' or 'mailto:', or link to a page of the guide")


def _target(site: Site, start: str, url: SplitResult) -> str:
    """The path, inside the site, of the file that `url` names in the file `start`. Raises Astray."""
    path, said = unquote(url.path), unquote(url.geturl())[:100]
    if not path:
        return start
    if path.startswith("/") and site.offline:
        raise Astray(f"'{said}' begins at the top of a server, and a copy on a disk has none",
                     "write the address as seen from this page")
    if path.startswith("/"):
        top = urlsplit(site.home).path
        if not f"{path}/".startswith(top):
            raise Astray(f"'{said}' leads out of the guide, which lives in '{top}'", f"begin it with '{top}'")
        inside = path[len(top):]
    elif start == LOST:
        raise Astray(f"'{said}' is written as seen from {LOST}, which is shown in place of pages in any folder",
                     "write the address from the top of the server, with a slash in front")
    else:
        inside = posixpath.join(posixpath.dirname(start), path)
    file = posixpath.normpath(inside or ".")
    if file.split("/")[0] == "..":
        raise Astray(f"'{said}' leads out of the guide's folder", "take out one or more '../'")
    if file in site.files and not path.endswith("/"):
        return file
    index = posixpath.normpath(f"{file}/index.html")
    if index not in site.files:
        raise Astray(f"'{said}' leads to no page or file", _hint(path, _names(site, start, path), "correct the address"))
    if site.offline:
        raise Astray(f"'{said}' leads to a folder; opened from a disk, that shows a list of files",
                     f"link to the page in it, such as '{path.rstrip('/')}/index.html'")
    return index


def _split(site: Site, address: Address) -> SplitResult:
    value = address.value
    if address.file == LOST and value.startswith(site.home):  # the guide's own complete address
        value = value.replace(site.home, urlsplit(site.home).path, 1)
    return urlsplit(value if value.startswith("data:") else value.replace("\\", "/"))  # as browsers do


def _problem(site: Site, address: Address, message: str, remedy: str) -> Problem:
    value = unquote(address.value)
    # MkDocs rewrites the way to a file, so its name or the part after '#' may be all that the source has.
    last = re.findall(r"[^/]*[.#][^/]+$", value)
    needles = [address.value, value, *last, "#" + value.partition("#")[2]]
    return site.problem(address.file, message, remedy, *needles, line=address.line)


def _names(site: Site, start: str, wanted: str) -> list[str]:
    """What could stand in place of `wanted` in the file `start`: Markdown files or built ones."""
    if wanted.endswith(".md") and site.source(start):
        start, names = site.source(start), [site.source(p) or p for p in site.pages]
    else:
        names = [f if site.offline else re.sub(r"(^|/)index\.html$", r"\1", f) or "./" for f in site.files]
    folder = posixpath.dirname(start) or "."
    return [posixpath.relpath(n, folder) + "/" * n.endswith("/") for n in names]


def _hint(wanted: str, names: Iterable[str], otherwise: str, mark: str = "") -> str:
    near = get_close_matches(wanted, sorted(names), 1)
    return f"did you mean '{mark}{near[0]}'?" if near else otherwise
