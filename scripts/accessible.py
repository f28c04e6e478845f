"""What Markdown cannot say, and a screen reader or a keyboard needs: rows, boxes and blanks that have a name."""

import re
from collections import Counter
from itertools import count

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
HEADING = re.compile(r'<h[1-6][^>]*id="([^"]+)"[^>]*>(.*?)</h', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
HEAD_CELL = re.compile(r"<th>(.*?)</th>", re.DOTALL)
FIRST_CELL = re.compile(r"^(\s*)<td>(.*?)</td>", re.DOTALL)
BOX = re.compile(r'<div class="admonition (\w+)">\s*<p class="admonition-title">')
TICK = 'class="tick"'
BLANK = '<span class="blank"></span>'


def run(html: str) -> str:
    """The page `html` with names and roles added. Raises nothing."""
    return blanks(boxes(tables(html)))


def tables(html: str) -> str:
    """Each table in a box that a keyboard can scroll, named after the heading above it; a second one below it is counted.

    A phone shows a table of three columns or more row by row (docs/assets/css/content.css), but not one to tick. So each
    cell knows the head of its column.
    """
    seen = Counter()

    def box(match):
        above = HEADING.findall(html[:match.start()])
        heads = [TAG.sub("", head).replace('"', "&quot;") for head in HEAD_CELL.findall(match[0])]
        table = ROW.sub(lambda row: f"<tr>{_row(row[1], heads)}</tr>", match[0])
        ident, words = above[-1] if above else ("", "Table")
        seen[ident] += 1
        name = f'aria-labelledby="{ident}"'
        if not ident or seen[ident] > 1:
            name = f'aria-label="{TAG.sub("", words)}, table {seen[ident]}"'
        kind = "" if len(heads) < 3 or TICK in table else " table-box--pair" if len(heads) == 3 else " table-box--many"
        return f'<div class="table-box{kind}" role="region" tabindex="0" {name}>{table}</div>'

    return TABLE.sub(box, html)


def _row(cells: str, heads: list[str]) -> str:
    """The cells of a row: the first is the head of the row, and the others know the head of their column."""
    cells = FIRST_CELL.sub(r'\1<th scope="row">\2</th>', cells.replace("<th>", '<th scope="col">'))
    left = iter(heads[1:])
    return re.sub("<td>", lambda _: f'<td data-head="{next(left, "")}">', cells)


def boxes(html: str) -> str:
    """Each box as a part of the page that a screen reader can name, find and leave; the danger signs as a landmark."""
    numbers = count(1)

    def box(match):
        number = next(numbers)
        role = "region" if match[1] == "danger" else "group"
        return (f'<div class="admonition {match[1]}" role="{role}" aria-labelledby="box-{number}">\n'
                f'<p class="admonition-title" id="box-{number}">')

    return BOX.sub(box, html)


def blanks(html: str) -> str:
    """Each line to write on says so to those who cannot see it."""
    return html.replace(BLANK, BLANK.replace("></", '><span class="unseen">(blank, to fill in on paper)</span></'))
