"""Checks on how each page is put together: head, headings, pictures, ids and the references to them."""

from collections.abc import Iterator
from difflib import get_close_matches

from scripts.checks.site import Site
from scripts.checks.text import name
from scripts.problem import Problem

_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
               "aria-activedescendant", "aria-flowto", "aria-errormessage", "headers", "list", "form", "popovertarget")

_DECORATION = ("ancestor-or-self::*[@aria-hidden='true'] or @role='presentation' or @role='none'"
               " or contains(concat(' ', normalize-space(@class), ' '), ' decorative ')")
_NAMED = "@role='img' and normalize-space(concat(@aria-label, @aria-labelledby, title))"
# The theme's icons stand in boxes of its own, outside the article; the box bears the name.
_ICON = "parent::*[starts-with(@class, 'md-') or contains(@class, ' md-')][not(ancestor-or-self::article)]"
_UNSAID_PICTURES = f"//img[not(ancestor::template or normalize-space(@alt) or @alt and ({_DECORATION}))]"
_UNSAID_DRAWINGS = f"//svg[not(ancestor::template or ancestor::svg or {_DECORATION} or {_NAMED} or {_ICON})]"


def check_head(site: Site) -> Iterator[Problem]:
    """Every page gives its language, a title of its own and a description."""
    titles = {}
    for path, page in site.pages.items():
        if not page.root.get("lang", "").strip():
            yield site.problem(path, "the page does not say which language it is in",
                               "set 'language' under 'theme' in mkdocs.yml, or <html lang> in the template")
        title = " ".join(page.root.xpath("string((//title[not(ancestor::svg)])[1])").split())
        first = titles.setdefault(title.casefold(), path)
        if not title:
            yield site.problem(path, "the page has no title", "write 'title:' at the top of the page")
        elif first != path:
            yield site.problem(path, f"the title '{title}' is also that of '{site.source(first) or first}'",
                               "give the page a title of its own: 'title:' at its top")
        if not "".join(page.root.xpath("//meta[@name='description']/@content")).strip():
            yield site.problem(path, "the page has no description",
                               "write 'description:' at the top of the page: one sentence on what it tells")


def check_headings(site: Site) -> Iterator[Problem]:
    """One h1, no level left out on the way down, none empty."""
    for path, page in site.pages.items():
        headings = [e for e in page.shown if e.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        count = sum(e.tag == "h1" for e in headings)
        if count != 1:
            yield site.problem(path, f"the page has {count or 'no'} main heading{'s' * (count > 1)} (h1)",
                               "begin the page with one line '# …' and use '##' and deeper for the rest")
        before = 6
        for heading in headings:
            said, level = name(heading), int(heading.tag[1])
            if not said:
                yield site.problem(path, f"a heading (h{level}) is empty", "write its text, or take it out",
                                   f"<h{level}", line=heading.sourceline)
            if level > before + 1:
                yield site.problem(path, f"the heading '{said}' (h{level}) follows an h{before}: a level is left out",
                                   f"make it an h{before + 1}, which is '{'#' * (before + 1)}' in Markdown",
                                   f"{'#' * level} {said}", said, line=heading.sourceline)
            before = level


def check_pictures(site: Site) -> Iterator[Problem]:
    """Every picture says what it shows, or says that it is only decoration."""
    for path, page in site.pages.items():
        for picture in page.root.xpath(_UNSAID_PICTURES):
            source = picture.get("src", "")
            yield site.problem(path, f"the picture '{source[:100]}' has no text for those who cannot see it",
                               "say in the square brackets what it shows; a picture that says nothing can go",
                               source, source.rsplit("/", 1)[-1], line=picture.sourceline)
        for drawing in page.root.xpath(_UNSAID_DRAWINGS):
            yield site.problem(path, "a drawing (svg) has no name and is not hidden from screen readers",
                               'give it role="img" and an aria-label, or aria-hidden="true"', "<svg", line=drawing.sourceline)


def check_ids(site: Site) -> Iterator[Problem]:
    """No id is given twice, and whatever refers to an id finds it on the same page."""
    for path, page in site.pages.items():
        for repeated in (i for i, count in page.ids.items() if count > 1):
            line = [e.sourceline for e in page.shown if e.get("id") == repeated][1]
            yield site.problem(path, f"the id '{repeated}' is given more than once",
                               "give each heading or part an id of its own", f"#{repeated}", f'id="{repeated}"', line=line)
        for element in page.shown:
            for attribute in _REFERENCES + ("for",) * (element.tag in ("label", "output")):
                for wanted in set(element.get(attribute, "").split()) - page.ids.keys():
                    near = get_close_matches(wanted, page.ids, 1)
                    remedy = f"did you mean '{near[0]}'?" if near else "correct it, or give that id to a part of the page"
                    yield site.problem(path, f"{attribute} on <{element.tag}> points at '{wanted}', which is not on the page",
                                       remedy, f'{attribute}="{element.get(attribute)}"', line=element.sourceline)
