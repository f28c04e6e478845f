"""How a source is written out."""

import re
import unicodedata
from html import escape

from scripts import letters

SOURCES_PAGE = "page-here:about/sources.md"


def order(row: dict) -> tuple:
    """Sort key: by author or title, then year."""
    return letters.plain(row.get("authors") or row["title"]), row.get("year", 0), row["id"]


def html(row: dict) -> str:
    """A source row as one line of HTML: authors, linked title, journal, year; or that only a copy was read."""
    authors = (row.get("authors") or "").removesuffix(".")  # "et al." has its own stop
    journal = " ".join(filter(None, [row.get("journal"), row.get("volume")]))
    title = row["title"]
    if row["kind"] == "patient-page":
        # Many hospital pages have the same title: the owner's name in the link tells them apart.
        title += f" ({', '.join(filter(None, [authors, journal]))})" if authors or journal else ""
        authors = journal = ""
    title = escape(title)
    if row.get("language"):
        title = f'<span lang="{row["language"]}">{title}</span>'
    if row["address"]:
        title = f'<a href="{escape(row["address"])}" rel="noopener noreferrer">{title}</a>'
    parts = [escape(authors), title, escape(journal), str(row.get("year", ""))]
    text = ". ".join(part for part in parts if part) + "."
    text += "" if row["verified"] == "seen" else " Named from memory, not confirmed."
    return text if row["address"] else text + " Read in a copy; no address to link."


def link(row: dict) -> str:
    """A source by its short name, as a link to its entry in the list of sources. overrides/main.html completes the address."""
    return f'<a class="cite" href="{SOURCES_PAGE}#{row["id"]}">{escape(short(row))}</a>'


def links(ids: list[str], sources: dict[str, dict]) -> str:
    """The sources of those ids, as links parted by commas."""
    return ", ".join(link(sources[i]) for i in ids)


def short(row: dict) -> str:
    """"Buchbinder 2018"; without authors, the first words of the title."""
    authors = row.get("authors") or ""
    known = authors and not authors.startswith("authors not")
    name = re.split(r"[,;(]| and | et al", unicodedata.normalize("NFC", authors if known else row["title"]))[0].strip()
    words = name.split()
    if known:  # initials follow the name, also "Å" and "Ł"
        words = words[:next((place for place, word in enumerate(words) if place and word.isupper() and len(word) < 4), len(words))]
    name = " ".join(words[:6]) + (" …" if len(words) > 6 else "")
    return f"{name} {row['year']}" if row.get("year") else name
