"""Long lists by first letter, with links that jump to each letter."""

import unicodedata

# Letters that are no plain letter with an accent: "Łukasiewicz" stands under L.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n"})


def plain(text: str) -> str:
    """`text` as it is sorted and compared: small letters without accents, so that "Ö" stands with "o"."""
    found = unicodedata.normalize("NFKD", text).casefold().translate(PLAIN)
    return "".join(char for char in found if char.isascii() and (char.isalnum() or char == " ")).strip()


def first(text: str) -> str:
    """The plain letter or digit under which `text` is listed."""
    return next((char for char in plain(text) if char.isalnum()), "other")


def html(entries: list[tuple[str, str]], what: str, around: str = "{}") -> str:
    """`entries`, pairs of a name and its HTML, in their order, under a heading for each first letter.

    `what` tells those who hear the links what they lead to: "Sources under A". `around` holds the entries of a letter.
    """
    groups = {}
    for name, entry in entries:
        groups.setdefault(first(name), []).append(entry)
    ways = "".join(f'<li><a href="#letter-{letter}"><span class="unseen">{what} under </span>{letter.upper()}</a></li>' for letter in groups)
    # A letter is no sentence, so it must not make a page look easy to read, and nobody searches for one.
    lists = "".join(f'<h2 id="letter-{letter}" class="no-score" data-search-exclude="yes">{letter.upper()}</h2>{around.format("".join(found))}'
                    for letter, found in groups.items())
    return f'<nav class="letters" aria-label="{what} by letter"><ul>{ways}</ul></nav>{lists}'
