"""How hard the patients' pages are to read, and what they must not say.

Worried, tired or in pain, people read below their best: the limits below are what a reader of about
12 manages. A pass is a floor and no proof that a page is understood (see `reading`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from bs4 import BeautifulSoup, Tag

from scripts.problem import Problem

from .prose import Block, article, labels, prose, sentences
from .reading import TOPIC_WORDS, Scores, long_words, score, split_words
from . import numbers
from .wording import BLOCK_RULES, PAGE_RULES, Found

__all__ = ["DEFAULT", "TOPIC_WORDS", "Limits", "Scores", "check_words", "prose", "score", "table"]


@dataclass(frozen=True)
class Limits:
    """The most that a patient's page may reach. Grades are US school years; the rest are counts."""

    grade: float = 6.0
    smog: float = 9.0
    mean_sentence: float = 12.0
    sentence_words: int = 25
    paragraph_sentences: int = 5
    list_items: int = 7
    # Below this many words one long word moves the three averages by whole grades; they stay unjudged.
    enough_words: int = 100


DEFAULT = Limits()


def _quoted(text: str) -> str:
    return f"“{shorten(text, 240, placeholder=' …')}”"


def _averages(blocks: list[Block], limits: Limits) -> Iterator[Found]:
    scores = score(blocks)
    if scores.words < limits.enough_words:
        return
    begin = f"begin with the words of three or more syllables used most: {long_words(blocks)}"
    if scores.fk_grade > limits.grade:
        yield Found("", f"the page reads at school grade {scores.fk_grade:.1f}; the limit is {limits.grade:g}",
                    f"use shorter words and sentences; {begin}")
    if scores.smog > limits.smog:
        yield Found("", f"the page has too many long words: SMOG {scores.smog:.1f}; the limit is {limits.smog:g}",
                    begin)
    if scores.mean_sentence > limits.mean_sentence:
        yield Found("", f"sentences have {scores.mean_sentence:.1f} words on average; the limit is "
                    f"{limits.mean_sentence:g}", "cut the longest in two; the longest of all is " +
                    _quoted(scores.longest_sentence[1]))


def _lengths(block: Block, limits: Limits) -> Iterator[Found]:
    found = sentences(block.scored)
    for sentence in found:
        if (count := len(split_words(sentence))) > limits.sentence_words:
            yield Found(sentence, f"this sentence has {count} words; the limit is {limits.sentence_words}",
                        "cut it into two or three")
    if block.kind in ("paragraph", "list item") and len(found) > limits.paragraph_sentences:
        yield Found(block.text, f"this {block.kind} has {len(found)} sentences; the limit is "
                    f"{limits.paragraph_sentences}", "cut it in two, or make a list of it")


def _long_lists(root: Tag, limits: Limits) -> Iterator[Found]:
    for tag in root.find_all(["ul", "ol"]):
        if (count := len(tag.find_all("li", recursive=False))) > limits.list_items:
            first = next((block.text for block in prose(tag.li)), "")
            yield Found(first, f"the list that begins here has {count} items; "
                        f"the limit is {limits.list_items}",
                        "take items out, or part it into shorter lists with a heading each")


def _found(root: Tag, named: list[Block], limits: Limits) -> Iterator[Found]:
    blocks = prose(root)
    yield from _averages(blocks, limits)
    yield from _long_lists(root, limits)
    for rule in PAGE_RULES + numbers.PAGE_RULES:
        yield from rule(root)
    for block in blocks:
        yield from _lengths(block, limits)
    for block in blocks + named:
        for rule in BLOCK_RULES + numbers.RULES:
            yield from rule(block)


def _patient_pages(site_dir: Path) -> Iterator[tuple[Path, Tag, list[Block]]]:
    """Path below `site_dir`, article and labels of each page whose `audience` is patient."""
    for path in sorted(site_dir.rglob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        if soup.find("meta", attrs={"name": "audience", "content": "patient"}):
            named = labels(soup)  # before `article` takes out what is no prose
            yield path.relative_to(site_dir), article(soup), named


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _line(path: Path, quote: str) -> int:
    """The line of a Markdown file on which `quote` begins, by its first words; 0 if it is not there."""
    whole = text = path.read_text(encoding="utf-8")
    if text.startswith("---\n"):  # keep the line count, lose the front matter
        head, mark, body = text[4:].partition("\n---\n")
        text = "\n" * (head.count("\n") + 3) + body if mark else text
    return _line_in(text, quote) or _line_in(whole, quote)


def _line_in(text: str, quote: str) -> int:
    text = re.sub(r"\]\([^)\n]*\)|\{[^}\n]*\}", " ", text)  # link addresses and attributes
    placed = [(token, number) for number, line in enumerate(text.split("\n"), 1) for token in _tokens(line)]
    words = [token for token, _ in placed]
    for length in (8, 4):
        wanted = _tokens(quote)[:length]
        for here in range(len(words) - len(wanted) + 1):
            if wanted and words[here:here + len(wanted)] == wanted:
                return placed[here][1]
    return 0


def _place(docs_dir: Path, page: Path, quote: str) -> tuple[str, int] | None:
    """File and line where a writer finds `quote`: the page's source, a snippet or the data."""
    stem = page.as_posix().removesuffix(".html")
    names = (f"{stem}.md", f"{stem.removesuffix('/index')}.md", f"{stem.removesuffix('index')}README.md")
    own = next((docs_dir / name for name in names if (docs_dir / name).is_file()), None)
    if not own:
        return None
    shared = [path for pattern in (".snippets/*.md", "data/*.y*ml") for path in sorted(docs_dir.glob(pattern))]
    found = ((path, line) for path in [own, *shared] if (line := _line(path, quote)))
    path, line = next(found, (own, 0))
    return f"{docs_dir.name}/{path.relative_to(docs_dir).as_posix()}", line


def check_words(site_dir: Path, docs_dir: Path | None = None, limits: Limits = DEFAULT) -> list[Problem]:
    """What is too hard to read, or wrongly worded, on the patients' pages of the built site.

    With `docs_dir` each problem names the Markdown file and line, else the built page and line 0.
    A text that several pages take from one snippet is reported once.
    """
    site_dir, docs_dir, problems = Path(site_dir), docs_dir and Path(docs_dir), []
    pages = list(_patient_pages(site_dir))
    if not pages:
        problems.append(Problem(site_dir.name, 0, "no built page is marked for patients, so no words were checked",
                                "build the site first, and give each page its audience in the front matter"))
    for page, root, named in pages:
        for found in _found(root, named, limits):
            place = docs_dir and _place(docs_dir, page, found.quote)
            file, line = place or (f"{site_dir.name}/{page.as_posix()}", 0)
            quote = f"{_quoted(found.quote)}: " if found.quote else ""
            problems.append(Problem(file, line, quote + found.message, found.remedy))
    return list(dict.fromkeys(problems))


def table(site_dir: Path) -> str:
    """One line for each patients' page: words, the grades, the mean and the longest sentence."""
    rows = [f"{'page':<40} {'words':>6} {'FK':>5} {'FK+topic':>8} {'SMOG':>5} {'mean':>5} {'longest':>7}"]
    for page, root, _ in _patient_pages(Path(site_dir)):
        s = score(prose(root))
        rows.append(f"{page.as_posix():<40} {s.words:>6} {s.fk_grade:>5.1f} {s.fk_grade_raw:>8.1f} "
                    f"{s.smog:>5.1f} {s.mean_sentence:>5.1f} {s.longest_sentence[0]:>7}")
    return "\n".join(rows)
