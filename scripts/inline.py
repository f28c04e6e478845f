"""Numbers and citations inside a sentence, from the data: `#!n row.option` and `#!cite source-id` in backticks.

These are custom formats of pymdownx.inlinehilite: any exception but InlineHiliteException is swallowed there, and the
raw text published.
"""

from html import escape

from pymdownx.inlinehilite import InlineHiliteException

from scripts import citations, data, figures, outcomes
from scripts.fences import find

SIDES = {"option": ("option", False), "comparator": ("comparator", False),
         "option-not": ("option", True), "comparator-not": ("comparator", True)}


def number(source: str, language: str, css_class: str, md) -> str:
    """One number of one outcome: `row.option` ("44 out of 100"), `row.difference`, `row.interval` and so on.

    Raises InlineHiliteException where there is no such row or number.
    """
    row, part = _split(source)
    return f'<span data-figure="{row["id"]}">{escape(_say(row, part))}</span>'


def cite(source: str, language: str, css_class: str, md) -> str:
    """A citation: the short name of a source, as a link to its entry. Raises InlineHiliteException."""
    return "(" + citations.link(_found(_loaded().sources, source.strip(), "source")) + ")"


def say(source: str) -> str:
    """The words that `number` shows. Raises InlineHiliteException."""
    return _say(*_split(source))


def _loaded() -> data.Data:
    loaded = data.load()
    if loaded.problems:
        raise InlineHiliteException("\n".join(map(str, loaded.problems)))
    return loaded


def _found(rows: dict, name: str, kind: str) -> dict:
    try:
        return find(rows, name, kind)
    except Exception as error:
        raise InlineHiliteException(str(error)) from error


def _split(source: str) -> tuple[dict, str]:
    name, dot, part = source.strip().partition(".")
    if not dot:
        raise InlineHiliteException(f"'{source.strip()}' does not say which number: write ROW.option, ROW.difference or the like")
    return _found(_loaded().outcomes, name, "outcome"), part


def _say(row: dict, part: str) -> str:
    scores, per = row.get("scores", {}), outcomes.denominator([row])
    if part in SIDES and outcomes.rate(row, SIDES[part][0]) is not None:
        side, rest = SIDES[part]
        return figures.out_of(row, side, per, rest)
    if part == "difference" and "difference" in scores:
        return f"{figures.number(abs(scores['difference']))} points"
    if part == "notice" and "notice" in scores:
        return f"{figures.number(scores['notice'])} points"
    if part in ("interval", "between") and row["interval"] != "not reported":
        return (" to " if part == "interval" else " and ").join(figures.number(end) for end in row["interval"])
    if part == "range" and "range" in row:
        return figures.short(row).removesuffix(" people")
    if part == "counts" and "counts" in row:
        return " and ".join(f"{group['people']:,} of {group['of']:,}" for group in row["counts"].values())
    if part in ("score-option", "score-comparator") and part[6:] in scores:
        return figures.number(scores[part[6:]])
    raise InlineHiliteException(f"the outcome '{row['id']}' has no '{part}'")


FORMATS = {"n": number, "cite": cite}
