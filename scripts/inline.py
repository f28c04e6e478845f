"""Numbers and citations inside a sentence, from the data: `#!n row.option` and `#!cite source-id` in backticks.

These are custom formats of pymdownx.inlinehilite: any exception but InlineHiliteException is swallowed there, and the
raw text published.
"""

from html import escape

from pymdownx.inlinehilite import InlineHiliteException
from pymdownx.superfences import SuperFencesException

from scripts import citations, data, figures, outcomes
from scripts.fences import find

SIDES = {"option": ("option", False), "comparator": ("comparator", False),
         "option-not": ("option", True), "comparator-not": ("comparator", True)}


def _checked(mark):
    """Turns every fault of a mark into the one exception that stops the build."""
    def wrapped(source, language, css_class, md):
        try:
            loaded = data.load()
            if loaded.problems:
                raise InlineHiliteException("\n".join(map(str, loaded.problems)))
            return mark(source.strip(), loaded)
        except InlineHiliteException:
            raise
        except SuperFencesException as error:
            raise InlineHiliteException(str(error)) from error
        except Exception as error:  # any fault must stop the build
            raise InlineHiliteException(f"the mark failed: {error!r}") from error

    return wrapped


@_checked
def number(source: str, loaded: data.Data) -> str:
    """One number of one outcome: `row.option` ("44 out of 100"), `row.difference`, `row.interval` and so on."""
    name, dot, part = (word.strip() for word in source.partition("."))
    if not dot:
        raise InlineHiliteException(f"'{source}' does not say which number: write ROW.option, ROW.difference or the like")
    row = find(loaded.outcomes, name, "outcome")
    return f'<span data-figure="{row["id"]}">{escape(_say(row, part))}</span>'


@_checked
def cite(source: str, loaded: data.Data) -> str:
    """A citation: the short name of a source, as a link to its entry."""
    row = find(loaded.sources, source, "source")
    if row["verified"] != "seen":
        raise InlineHiliteException(f"the source '{source}' is named from memory: confirm it before a sentence rests on it")
    return f"({citations.link(row)})"


def _say(row: dict, part: str) -> str:
    scores, per = row.get("scores", {}), outcomes.denominator([row])
    if part in SIDES and outcomes.rate(row, SIDES[part][0]) is not None:
        side, rest = SIDES[part]
        return figures.out_of(row, side, per, rest)
    if part == "difference" and "difference" in scores:
        return figures.measured(row, scores["difference"], scores.get("notice"))
    if part == "notice" and "notice" in scores:
        return figures.measured(row, scores["notice"])
    # Not of a ratio: without the numbers of people it compares, it says nothing that a patient can use.
    if part in ("interval", "between") and row["interval"] != "not reported" and "ratio" not in row:
        return (" to " if part == "interval" else " and ").join(figures.ends(row))
    if part == "range" and "range" in row:
        return figures.short(row).removesuffix(" people")
    if part == "counts" and "counts" in row:
        return " and ".join(f"{group['people']:,} of {group['of']:,}" for group in row["counts"].values())
    if part in ("score-option", "score-comparator") and part[6:] in scores:
        return figures.rounded(scores[part[6:]])
    raise InlineHiliteException(f"the outcome '{row['id']}' has no '{part}'")


FORMATS = {"n": number, "cite": cite}
