"""The words a reader meets on a finished page, block by block and sentence by sentence.

Read from the built HTML, because that is what people read: text that a snippet, a fence or the
template put there counts too, and Markdown that came out wrong shows.
"""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag

KINDS = {"td": "table cell", "th": "table cell", "caption": "caption", "figcaption": "caption",
         "summary": "summary", "li": "list item", "dt": "list item", "dd": "list item",
         **{f"h{n}": "heading" for n in range(1, 7)}}
BLOCKS = set(KINDS) | set(
    "address article aside blockquote body details div dl fieldset figure footer form header label "
    "legend main ol p section table tbody tfoot thead tr ul".split())
# Not prose: ways around the page, machine text, controls, and pictures with what stands in for them.
NOT_PROSE = ".art__words, .headerlink, .blank, .tabbed-labels, .toc, [hidden], [aria-hidden=true], " + (
    "code, pre, script, style, template, nav, button, select, textarea, svg, math")
# "page-sources" is a reference list; "resources" is not.
SOURCES = re.compile(r"(?:^|[-_])sources(?:$|[-_])")
# Stands where something was taken out, so that the spaces around it are not two in a row.
GONE = "\u2060"


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item or the like.

    kind: heading, paragraph, list item, table cell, caption, summary or admonition title; of `labels`, what they are.
    raw: its text with the spaces of the page. scored: the part that the reading grade counts
    (nothing in tables and `no-score` text). typed: without what `data-figure` elements show,
    so the words and numbers that somebody typed.
    """

    kind: str
    raw: str
    scored: str
    typed: str

    @property
    def text(self) -> str:
        """The text as read, with single spaces."""
        return squeeze(self.raw)


def squeeze(text: str) -> str:
    """`text` with single spaces, straight apostrophes and no invisible characters.

    The syllable dictionary knows "don't" only with the straight apostrophe.
    """
    return " ".join(re.sub(r"[\u00ad\u200b\u2060]", "", text).replace("\u2019", "'").split())


def article(html: str | BeautifulSoup) -> Tag:
    """The part of a page that is its own text, without what is not prose."""
    soup = html if isinstance(html, BeautifulSoup) else BeautifulSoup(html, "lxml")
    root = soup.find("article") or soup.find("main") or soup.body or soup
    # A raised link is a citation mark: its "12" would be read as part of the word before it.
    marks = root.select("sup:has(a)")
    for tag in root.select(NOT_PROSE) + root.find_all(class_=SOURCES) + marks:
        tag.replace_with(GONE)
    return root


def labels(soup: BeautifulSoup) -> list[Block]:
    """What people read or hear although it is no text of the page: its title and description, the names of pictures and parts."""
    root = soup.find("article") or soup
    found = [("title", soup.title), ("description", soup.find("meta", attrs={"name": "description"}))]
    found = [(kind, tag.get("content") or tag.get_text(), tag) for kind, tag in found if tag]
    found += [(key, tag[key], tag) for key in ("alt", "aria-label", "title", "placeholder") for tag in root.find_all(attrs={key: True})]
    found += [("drawing", tag.get_text(" "), tag) for tag in root.find_all(["text", "desc"])]
    return [Block(kind, squeeze(text), "", "" if tag.find_parent(attrs={"data-figure": True}) or tag.has_attr("data-figure") else squeeze(text))
            for kind, text, tag in found if re.search(r"\w", text)]


def prose(html: str | Tag) -> list[Block]:
    """The readable blocks of a page, in order. Takes its HTML, or what `article` gave.

    Text that stands directly in a list item is one block and each paragraph or list inside it
    another, so nothing is counted twice.
    """
    found: list[Block] = []
    run: list[tuple[str, bool, bool]] = []  # text, is it scored, did a figure show it

    def close(kind: str) -> None:
        raw = "".join(text for text, _, _ in run)
        if re.search(r"\w", raw):
            found.append(Block(kind, raw.strip(),
                               squeeze("".join(text for text, scored, _ in run if scored)),
                               squeeze("".join(" " if figure else text for text, _, figure in run))))
        run.clear()

    def walk(tag: Tag, kind: str, scored: bool, figure: bool) -> None:
        classes = tag.get("class") or []
        scored = scored and tag.name != "table" and "no-score" not in classes
        figure = figure or tag.has_attr("data-figure")
        is_block = tag.name in BLOCKS
        if is_block:
            close(kind)
            kind = "admonition title" if "admonition-title" in classes else KINDS.get(tag.name, kind)
        for child in tag.children:
            if isinstance(child, Tag):
                walk(child, kind, scored, figure)
            elif type(child) is NavigableString:  # the subclasses are comments and the like
                run.append((str(child), scored, figure))
        if is_block:
            close(kind)
        elif tag.name == "br":
            run.append((" ", scored, figure))

    walk(article(html) if isinstance(html, str) else html, "paragraph", True, False)
    close("paragraph")
    return found


# A full stop after these never ends a sentence, or only where no number follows ("No. You will").
TITLES = set("dr mr mrs ms prof st sr jr gen approx vs cf incl esp eg ie viz dept est tel".split())
BEFORE_NUMBER = set("no nos fig figs vol p pp art sec ch jan feb mar apr aug sept sep oct nov dec".split())
DOTTED = re.compile(r"(?:[a-z]{1,2}\.){2,}", re.I)  # e.g. i.e. p.m. U.S. Ph.D.
NEVER_LAST = {"e.g.", "i.e.", "a.k.a."}
CLOCK = {"a.m.", "p.m."}
CALENDAR = set("monday tuesday wednesday thursday friday saturday sunday january february march april "
               "may june july august september october november december".split())
# "In the U.S. Ask your team" is two sentences, "the U.S. Senate" is one: these words begin one.
STARTERS = set("a after all an and any as ask at be because before both bring but by call check do "
               "each eat even for go have he her here his how i if in is it its keep many may most "
               "my no not now on one or our people read she so some take tell that the their then "
               "there these they this those to wait we what when where which who why with write you "
               "your".split())
# "Vitamin D. Ask" ends a sentence, "J. Smith" does not.
LETTERED = set("vitamin part plan group type grade step option hepatitis level class stage or and".split())
MARK = re.compile(r"(?:\[\w+\])+$")  # a citation mark behind the full stop: "better.[3]"


def _ends(before: str, token: str, after: str) -> bool:
    """Whether `token`, which ends in a stop, ends its sentence. `after` is the next word or number."""
    follower = re.search(r"\w", after).group()
    if follower.islower():
        return False
    bare = MARK.sub("", token).rstrip("\"')]\u201d").lstrip("\"'([\u201c")
    if not bare.endswith(".") or bare.endswith(".."):
        return True
    word, following = bare[:-1].lower(), re.sub(r"\W", "", after).lower()
    if word in TITLES or bare.lower() in NEVER_LAST:
        return False
    if word in BEFORE_NUMBER and follower.isdigit():
        return False
    if bare.lower() in CLOCK:
        return following not in CALENDAR
    if len(word) == 1 and word.isalpha() and word != "i":
        previous = re.sub(r"\W", "", before).lower()
        return previous in LETTERED or previous.isdigit() or following in STARTERS
    if DOTTED.fullmatch(bare):
        return following in STARTERS
    # "1. Wash your hands": a step number at the start of its sentence.
    return not (word.isdigit() and not before)


def sentences(text: str) -> list[str]:
    """`text` cut into sentences, short ones too. Abbreviations, initials and decimals do not cut."""
    tokens, found, start = text.split(), [], 0
    for here, token in enumerate(tokens):
        if not re.search(r"[.!?\u2026][\"')\]\u201d]*$", MARK.sub("", token)):
            continue
        after = next((word for word in tokens[here + 1:] if re.search(r"\w", word)), None)
        before = tokens[here - 1] if here > start else ""
        if after is None or _ends(before, token, after):
            found.append(" ".join(tokens[start:here + 1]))
            start = here + 1
    rest = " ".join(tokens[start:])
    if re.search(r"\w", rest):
        found.append(rest)
    return [sentence for sentence in found if re.search(r"\w", sentence)]
