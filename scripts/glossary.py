"""The words of docs/data/glossary.yml: how a page shows them, and what can be wrong with them."""

from collections.abc import Iterator
from difflib import get_close_matches
from html import escape
from itertools import takewhile

from scripts import letters


def html(words: dict[str, dict]) -> str:
    """All words in alphabetical order, by first letter, each under a heading that links and the search can find.

    Another name that begins with another letter stands there too, and points to the word.
    """
    # Not one list: a glossary is longer than the seven items that a list may have, and only headings part it for all readers.
    entries = [(row["term"], _entry(row, words)) for row in words.values()]
    entries += [(name, _pointer(name, row)) for row in words.values() for name in row.get("also", [])
                if letters.first(name) != letters.first(row["term"])]
    return letters.html(sorted(entries, key=lambda entry: letters.plain(entry[0])), "Words", '<div class="words">{}</div>')


def _entry(row: dict, words: dict[str, dict]) -> str:
    # Only the meaning is prose: headings of one word, and names, would make the page look easier to read than it is.
    say = f'<span class="no-score">Say {escape(row["say"])}.</span> ' if "say" in row else ""
    also = f' <span class="no-score">Also: {escape(", ".join(row["also"]))}.</span>' if "also" in row else ""
    ways = []
    if "see" in row:
        ways.append("See also " + ", ".join(_link(words[name]) for name in row["see"]) + ".")
    if "page" in row:
        # overrides/main.html completes the address and the title.
        file = row["page"].partition("#")[0]
        ways.append(f'In this guide: <a href="page-here:{row["page"]}">title-here:{file}</a>')
    # What a word points to is left out of the search, or a search for "wedge" would find its neighbors as well.
    more = f'<p class="no-score" data-search-exclude="yes">{" ".join(ways)}</p>' if ways else ""
    return (f'<div class="word"><h3 id="{row["id"]}" class="no-score">{escape(_capital(row["term"]))}</h3>'
            f'<p>{say}{escape(row["means"])}{also}</p>{more}</div>')


def _pointer(name: str, row: dict) -> str:
    return f'<p class="no-score" data-search-exclude="yes"><strong>{escape(_capital(name))}:</strong> see {_link(row)}</p>'


def _link(row: dict) -> str:
    return f'<a href="#{row["id"]}">{escape(row["term"])}</a>'


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def faults(row: dict, data) -> Iterator[tuple[str, str]]:
    """What is wrong with a word, beyond what the schema says: message and remedy, in pairs."""
    earlier = takewhile(lambda other: other is not row, data.glossary.values())
    taken = {letters.plain(name): other["id"] for other in earlier for name in _names(other)}
    for name in _names(row):
        if letters.plain(name) in taken:
            yield f"'{name}' is already given for the word '{taken[letters.plain(name)]}'", "keep it where readers look first"
        taken[letters.plain(name)] = row["id"]
    for name in row.get("see", []):
        if name == row["id"]:
            yield "it points to itself under 'see'", "take it out"
        elif name not in data.glossary:
            near = get_close_matches(name, data.glossary, 1)
            yield f"'see' names the unknown word '{name}'", f"did you mean '{near[0]}'?" if near else "add the word, or take it out"
    for fact in row.get("facts", []):
        if data.facts[fact]["verified"] != "seen":
            yield f"it rests on the fact '{fact}', which was written from memory", "confirm the fact first, or leave out what rests on it"


def _names(row: dict) -> list[str]:
    return [row["term"], *row.get("also", [])]
