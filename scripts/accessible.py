"""What Markdown cannot say, and a screen reader or a keyboard needs: rows, boxes and blanks that have a name."""

import re
from itertools import count

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
FIRST_CELL = re.compile(r"(<tr>\s*)<td>(.*?)</td>", re.DOTALL)
BOX = re.compile(r'<div class="admonition (\w+)">\s*<p class="admonition-title">')
BLANK = '<span class="blank"></span>'


def run(html: str) -> str:
    """The page `html` with names and roles added. Raises nothing."""
    return blanks(boxes(tables(html)))


def tables(html: str) -> str:
    """Each table in a box that a keyboard can scroll, named after the heading above it."""

    def box(match):
        above = re.findall(r'<h[1-6][^>]*id="([^"]+)"', html[:match.start()])
        table = match[0].replace("<th>", '<th scope="col">')
        table = FIRST_CELL.sub(r'\1<th scope="row">\2</th>', table)
        name = f'aria-labelledby="{above[-1]}"' if above else 'aria-label="Table"'
        return f'<div class="table-box" role="region" tabindex="0" {name}>{table}</div>'

    return TABLE.sub(box, html)


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
