"""What people see and hear: the names of things, and Markdown that was left in the text."""

import re
from collections.abc import Iterator

from lxml import html

from scripts.checks.site import Site
from scripts.fences import FENCES
from scripts.problem import Problem


_SILENT = ("script", "style", "template")
_CODE = ("pre", "code", "kbd", "samp", "textarea")
# A fence that fails is published as a code block, or as code in a line that begins with its name.
_FENCE = re.compile(rf"[\s`~]*({'|'.join(FENCES)})([ {{][^\n]*)?\n")
_MARKDOWN = re.compile(
    r"""\{:?\s?[.#]\w[^}]*\} | \{:\s[^}]*\}?                        # attribute lists
    | \\["'*_`[]                                                   # marks that were to be kept from working
    | \#!\w+\ [^\s`]*                                                # numbers and citations in a line
    | [-–—]+8<[-–—]+.* | ```.* | \[\^[\w-]+\]                       # snippets, fences, footnotes
    | \[[^\]\n]*\]\([^)\s]*\) | \*\*\w[^*\n]*\*\*                   # links, bold
    | ^\s*(!!!|\?\?\?\+?)\s.* | ^\s*===[+!]?\s["“].*                # admonitions, details, tabs""", re.X | re.M)


def name(element: html.HtmlElement) -> str:
    """What a screen reader calls `element`: its label, else its text and that of the pictures in it."""
    said = [e.text_content() for i in element.get("aria-labelledby", "").split()
            for e in element.getroottree().xpath("//*[@id=$i]", i=i)]
    said = " ".join(said).strip() or element.get("aria-label", "").strip() or _text(element) or element.get("title", "")
    return " ".join(said.split())


def check_left_markdown(site: Site) -> Iterator[Problem]:
    """No raw fence and no Markdown mark is left where readers see it."""
    skip = " or ".join(f"ancestor::{tag}" for tag in _SILENT + _CODE)
    for path, page in site.pages.items():
        for_patients = page.root.xpath("//meta[@name='audience'][@content='patient']")
        for element in page.shown:
            raw = element.tag in ("pre", "code") and (for_patients or _FENCE.match(element.text_content()))
            if raw or {f"language-{fence}" for fence in FENCES} & set(element.get("class", "").split()):
                first = element.text_content().strip().partition("\n")[0]
                yield site.problem(path, f"a block or a mark is shown as raw text: '{first}'",
                                   "check the backticks, the name after them, the indent and the blank lines around",
                                   "```" + first, first, line=element.sourceline)
        for text in page.root.xpath(f"//body//text()[not({skip})] | //body//@alt | //body//@aria-label | //body//@title"):
            if found := _MARKDOWN.search(text):
                mark = found[0].strip()
                yield site.problem(path, f"Markdown is shown as raw text: '{mark[:60]}'",
                                   "check the spelling, the blank lines around it and the indent",
                                   mark, line=text.getparent().sourceline)


def _text(element: html.HtmlElement) -> str:
    if element.tag in _SILENT or element.get("aria-hidden") == "true":
        return ""
    parts = [element.get("alt", ""), element.text or ""]
    for child in element:
        # Comments have a function for a tag; the ¶ beside a heading is not part of it.
        if isinstance(child.tag, str) and "headerlink" not in child.get("class", ""):
            parts.append(child.get("aria-label") or _text(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
