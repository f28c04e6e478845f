"""Tables of many rows, for clinicians and for the curious: trials, outcomes, positions."""

from html import escape

from scripts import citations
from scripts.figures import names, number, short

POSITIONS = {"for": "For", "for-some": "For some people", "against": "Against", "unsure": "Could not say",
             "no-advice": "No advice"}
ABOUT = {"both": "Both procedures", "other": "Other treatment"}
STANDING = {"yes": "", "replaced": " It was replaced since.", "unknown": " (Not rechecked.)"}
UNKNOWN = "we did not find who paid"
KINDS = {
    "sham-trial": "Sham-controlled trial", "active-control-trial": "Trial against an injection", "head-to-head": "Head to head",
    "usual-care-trial": "Trial against usual care, not blinded", "review-of-sham-trials": "Review of sham trials",
    "review-of-mixed-trials": "Review of trials", "cohort": "Cohort", "series": "Series of patients", "other-trial": "Trial",
}


def trials(rows: list[dict], loaded) -> str:
    """Who was compared with whom, how many they were, and who paid."""
    return _table("trials", ["Trial", "Compared", "People", "Joined", "Paid for by", "Source"], [
        [f"{row['name']}{_year(row)}", f"{KINDS[row['kind']]}: {names(row)['option']} against {names(row)['comparator']}" if row["comparator"]
         else f"{KINDS[row['kind']]}: {names(row)['option']}", row["people"] + (f". {row['crossover']}" if row.get("crossover") else ""),
         number(row["randomised"]) if row.get("randomised") else "not found",
         row.get("paid_by") or UNKNOWN, citations.links(row["sources"], loaded.sources)] for row in rows])


def outcomes(rows: list[dict], loaded) -> str:
    """Results with their counts, interval and published certainty."""
    body = []
    for row in rows:
        trial = loaded.trials[row["trial"]]
        name = names(trial)
        compared = f"{name['option']} v {name['comparator']}" if name["comparator"] else name["option"]
        between = "none reported" if row["interval"] == "not reported" else " to ".join(number(end) for end in row["interval"])
        body.append([trial["name"], compared, f"{row['outcome']}, {row['time']}", short(row), between,
                     row.get("certainty", "unrated").replace("-", " "), citations.links(row["sources"], loaded.sources)])
    return _table("outcomes", ["Study", "Compared", "Outcome and time", "Result", "95% interval", "Certainty", "Source"], body)


def positions(rows: list[dict], loaded) -> str:
    """What guidelines, countries and payers say, newest first. A list, because a table of it does not fit a phone."""
    ordered = sorted(rows, key=lambda row: str(row["year"] or ""), reverse=True)
    items = "".join(
        f'<li><p class="positions__who">{escape(_when(row))}</p><p><strong>{escape(ABOUT.get(row["about"], row["about"].capitalize()))}: '
        f"{POSITIONS[row['position']].lower()}.</strong> {escape(row['says'])}{STANDING[row['current']]} "
        f"{citations.links(row['sources'], loaded.sources)}.</p></li>" for row in ordered)
    return f'<ul class="positions" data-figure="positions">{items}</ul>'


def who_paid(rows: list[dict], loaded) -> str:
    """Who paid for each trial, in one line each."""
    items = "".join(
        f"<li><strong>{escape(row['name'] + _year(row))}</strong>: {escape(row.get('paid_by') or UNKNOWN)}. {citations.links(row['sources'], loaded.sources)}.</li>"
        for row in rows)
    return f'<ul class="who-paid" data-figure="who-paid">{items}</ul>'


def _when(row: dict) -> str:
    return ", ".join(filter(None, [str(row["year"] or "No date found"), row["who"], row["country"]]))


def _year(row: dict) -> str:
    return "" if row["year"] is None or str(row["year"]) in row["name"] else f", {row['year']}"


def _table(name: str, heads: list[str], rows: list[list[str]]) -> str:
    """The last cell of each row is HTML; the others are text."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row[:-1]) + f"<td>{row[-1]}</td></tr>" for row in rows)
    return f'<div data-figure="{name}"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
