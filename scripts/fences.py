"""Custom fences: what a page shows from the data. Each raises SuperFencesException or nothing at all,
because any other exception is swallowed and the raw text of the fence published."""

from difflib import get_close_matches
from html import escape

from pymdownx.superfences import SuperFencesException

from scripts import citations, data, drawings, figures, letters, tables
from scripts import glossary as words
from scripts.outcomes import rate

FENCES = {}  # by name: the checks try each one where it stands, to name its line


def _checked(fence):
    """Turns every fault of a fence into the one exception that stops the build."""
    name = fence.__name__.replace("_", "-")

    def wrapped(source, language, css_class, options, md, **kwargs):
        try:
            loaded = data.load()
            if loaded.problems:
                raise SuperFencesException("\n".join(map(str, loaded.problems)))
            return fence(source.strip(), loaded)
        except SuperFencesException:
            raise
        except Exception as error:  # any fault must stop the build
            raise SuperFencesException(f"the fence '{name}' failed: {error!r}") from error

    FENCES[name] = wrapped
    return wrapped


def _empty(source: str, name: str) -> None:
    if source:
        raise SuperFencesException(f"the fence '{name}' takes no text: leave it empty")


def find(rows: dict[str, dict], name: str, kind: str) -> dict:
    """The row called `name`. Raises SuperFencesException, with the nearest name, where there is none."""
    if name not in rows:
        near = get_close_matches(name, rows, 1)
        raise SuperFencesException(f"there is no {kind} '{name}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    return rows[name]


def _rows(source: str, rows: dict[str, dict], kind: str) -> list[dict]:
    names = source.split()
    if not names:
        raise SuperFencesException(f"name at least one {kind}, each on a line of its own")
    if twice := [name for name in names if names.count(name) > 1]:
        raise SuperFencesException(f"the {kind} '{twice[0]}' is named twice")
    return [find(rows, name, kind) for name in names]


@_checked
def emergency(source: str, loaded: data.Data) -> str:
    """The emergency numbers of docs/data/emergency.yml as links that a phone can dial. Takes no text."""
    _empty(source, "emergency")
    rows = "".join(
        f'<li><a href="tel:{row["number"]}">{escape(row["where"])} <strong>{row["number"]}</strong></a></li>'
        for row in loaded.emergency
    )
    return f'<ul class="emergency">{rows}</ul>'


@_checked
def sources(source: str, loaded: data.Data) -> str:
    """All sources in order of author or title, by first letter, each under its id, so that pages can point to them. Takes no text."""
    _empty(source, "sources")
    rows = sorted(loaded.sources.values(), key=citations.order)
    return letters.html([(citations.order(row)[0], f'<li id="{row["id"]}">{citations.html(row)} <span data-used-by="{row["id"]}"></span></li>')
                         for row in rows], "Sources", '<ul class="sources">{}</ul>')


@_checked
def glossary(source: str, loaded: data.Data) -> str:
    """All words in alphabetical order, by first letter, each under its id. Takes no text."""
    _empty(source, "glossary")
    return words.html(loaded.glossary)


@_checked
def fact_box(source: str, loaded: data.Data) -> str:
    """One comparison, benefits then harms. Takes the id of a trial and, below it, the rows to show, if not all."""
    first, *wanted = source.split() or [""]
    trial = _unpooled(find(loaded.trials, first, "trial"))
    rows = _rows(" ".join(wanted), loaded.outcomes, "outcome") if wanted else loaded.rows_of(trial["id"])
    if stray := [row["id"] for row in rows if row["trial"] != trial["id"]]:
        raise SuperFencesException(f"the outcome '{stray[0]}' is of another trial than '{trial['id']}': arms are never lined up across trials")
    if ratios := [row["id"] for row in rows if "ratio" in row]:
        raise SuperFencesException(f"the outcome '{ratios[0]}' is a ratio, which does not say how many people: leave it to the clinicians' table")
    if not rows:
        raise SuperFencesException(f"the trial '{trial['id']}' has no outcomes to show")
    return figures.fact_box(trial, rows, loaded)


@_checked
def icons(source: str, loaded: data.Data) -> str:
    """An icon array for each side of one outcome. Takes its id."""
    row = _one(source, loaded)
    if rate(row, "option") is None:
        raise SuperFencesException(f"the outcome '{row['id']}' has no counts to draw; show it with a fact-box or scores")
    return figures.icons(row, _unpooled(loaded.trials[row["trial"]]), loaded)


@_checked
def scores(source: str, loaded: data.Data) -> str:
    """Two averages on their scale. Takes the id of an outcome."""
    row = _one(source, loaded)
    if "scores" not in row:
        raise SuperFencesException(f"the outcome '{row['id']}' is not a score; show it with icons or a fact-box")
    return figures.scores(row, _unpooled(loaded.trials[row["trial"]]), loaded)


def _unpooled(trial: dict) -> dict:
    if trial["kind"] == "review-of-mixed-trials":
        raise SuperFencesException(f"'{trial['id']}' puts trials of different kinds together, such as those against a fake and those where "
                                   "everybody knew: no box or picture shows that")
    return trial


def _one(source: str, loaded: data.Data) -> dict:
    rows = _rows(source, loaded.outcomes, "outcome")
    if len(rows) > 1:
        raise SuperFencesException("name one outcome in each block")
    return rows[0]


@_checked
def figure(source: str, loaded: data.Data) -> str:
    """A drawing with its words. Takes the id of a row of docs/data/figures.yml."""
    rows = _rows(source, loaded.figures, "figure")
    if len(rows) > 1:
        raise SuperFencesException("name one figure in each block")
    return drawings.figure(rows[0])


@_checked
def trials(source: str, loaded: data.Data) -> str:
    """A table of trials. Takes their ids, one on each line."""
    return tables.trials(_rows(source, loaded.trials, "trial"), loaded)


@_checked
def who_paid(source: str, loaded: data.Data) -> str:
    """A list of trials and who paid for them. Takes their ids, one on each line."""
    return tables.who_paid(_rows(source, loaded.trials, "trial"), loaded)


@_checked
def outcomes(source: str, loaded: data.Data) -> str:
    """A table of results, with counts. Takes the ids of outcomes, one on each line."""
    return tables.outcomes(_rows(source, loaded.outcomes, "outcome"), loaded)


@_checked
def positions(source: str, loaded: data.Data) -> str:
    """A list of what guidelines and countries say. Takes the ids of positions, one on each line."""
    return tables.positions(_rows(source, loaded.positions, "position"), loaded)
