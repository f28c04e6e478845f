"""Pictures and tables of numbers: plain functions from a row of docs/data to HTML.

Every number they show is inside an element with `data-figure`, which holds the id of its row, so that the checks
can tell it from a number that somebody typed.
"""

from decimal import ROUND_HALF_UP, Decimal
from html import escape

from scripts import certainty, citations
from scripts.outcomes import SIDES, denominator, form, rate, whole

OPTIONS = {"either": "either procedure", "other": "the treatment", "none": "no procedure"}
KINDS = (("benefit", "What may get better"), ("course", "What happened without a procedure"), ("harm", "What may go wrong"))
GRID = 10  # figures in a line of 100
BAND = 25  # figures in a line of 1,000, which stand in ten bands of a hundred: side by side where there is room


def names(trial: dict) -> dict[str, str]:
    """What the two sides of a trial had, in words."""
    return {"option": OPTIONS.get(trial["option"], trial["option"]), "comparator": trial["comparator"] or ""}


def number(value: float) -> str:
    """A number as published, for tables: 5, not 5.0; 1,000; 0.41."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def rounded(value: float, beside: float | None = None) -> str:
    """A score as patients read it: at most one decimal, a half rounded up as people do.

    What is not nought never reads as 0, and what differs from `beside` never reads like it.
    """
    near, mark = (Decimal(str(each or 0)).quantize(Decimal("0.1"), ROUND_HALF_UP) for each in (value, beside))
    if value and not near:
        return f"just {'over' if value > 0 else 'under'} 0"
    side = f"just {'under' if value < beside else 'over'} " if beside and near == mark and value != beside else ""
    return side + number(float(near))


def measured(row: dict, value: float, beside: float | None = None) -> str:
    """A difference of scores without its sign, and its unit: "0.4 points", "1 degree"."""
    words, unit = rounded(abs(value), beside), row["scores"].get("unit", "points")
    return f"{words} {unit.removesuffix('s') if words.split()[-1] == '1' else unit}"


def out_of(row: dict, side: str, per: int, rest: bool = False) -> str:
    """The rate on one side as "44 out of 100"; with `rest`, those to whom it did not happen."""
    count = whole(rate(row, side), per)
    about = f"{row['qualifier']} " if row.get("qualifier") and not rest else ""
    return f"{about}{number(per - count if rest else count)} out of {number(per)}"


def what(row: dict) -> str:
    """What a row counts, and in what, where it is not people."""
    counted = {"bones": " (counted in treated bones, not people)", "leaks": " (counted in leaks, not people)",
               "procedures": " (counted in procedures, not people)"}.get(row.get("people_or_bones"), "")
    return f"{_upper(row['outcome'])}{counted if form(row) in ('counts', 'shares', 'range') else ''}"


def when(row: dict) -> str:
    """By when a row counts, as the end of its caption; nothing where no time was read."""
    return "" if row["time"] == "not stated" else f", {row['time']}"


def icons(row: dict, trial: dict, loaded) -> str:
    """An icon array for each side of a row of counts or shares: same size, same corner, both ways round in words."""
    per = denominator([row])
    name = names(trial)
    arrays = "".join(_array(row, side, name[side], per) for side in SIDES if rate(row, side) is not None)
    return (f'<figure class="icons" data-figure="{row["id"]}"><figcaption>{escape(what(row))}{escape(when(row))}'
            f'</figcaption><div class="icons__sides">{arrays}</div>{_foot(row, trial, loaded)}'
            "<p>These are averages of groups. Nobody can tell which group you will be in.</p></figure>")


def _array(row: dict, side: str, name: str, per: int) -> str:
    count = whole(rate(row, side), per)
    hundreds = "".join(_hundred(count - before, GRID if per == 100 else BAND) for before in range(0, per, 100))
    with_ = f"with {name}" if name != "no procedure" else "with no procedure"
    units = _units(row)
    said = f"{out_of(row, side, per)} {units} {with_}: {row['outcome']}{when(row)}"
    return (f'<div class="icons__side icons__side--{per}"><p class="icons__name">{escape(_upper(with_))}</p>'
            f'<div class="icons__field" role="img" aria-label="{escape(said)}">{hundreds}</div>'
            f"<p><strong>{out_of(row, side, per)} had this.</strong><br>{out_of(row, side, per, rest=True)} did not.</p></div>")


def _hundred(count: int, columns: int) -> str:
    """A hundred figures, the first `count` of them filled (none below 0, all above 100)."""
    dots = "".join(f'<circle class="icon{"" if i < count else " icon--rest"}" cx="{i % columns * 10 + 5}" '
                   f'cy="{i // columns * 10 + 5}" r="3.6"/>' for i in range(100))
    return f'<svg viewBox="0 0 {columns * 10} {1000 // columns}" aria-hidden="true">{dots}</svg>'


def scores(row: dict, trial: dict, loaded) -> str:
    """Two averages on their whole scale, with direction, difference and the smallest difference that people notice."""
    name, found = names(trial), row["scores"]
    scaled = "low" in found and "high" in found
    bars = "".join(
        f'<p class="scores__side">With {escape(name[side])}: <strong>{rounded(found[side])}</strong></p>'
        + (_bar(_share(found, found[side])) if scaled else "") for side in SIDES if side in found)
    if scaled and bars:
        bars += f'<p class="bar-ends" aria-hidden="true"><span>{number(found["low"])}</span><span>{number(found["high"])}</span></p>'
    return (f'<figure class="scores" data-figure="{row["id"]}"><figcaption>{escape(what(row))}{escape(when(row))}'
            f"</figcaption><p>Scale: {escape(_scale(row))}</p>{bars}<p>{escape(difference(row, trial))}</p>"
            f"{_foot(row, trial, loaded)}</figure>")


def _share(found: dict, value: float) -> float:
    return round((value - found["low"]) / (found["high"] - found["low"]) * 100, 1)


def _bar(share: float) -> str:
    """`share`, from 0 to 100, of a whole scale. It only pictures the number beside it, so it has no name of its own."""
    return (f'<svg class="bar" viewBox="0 0 100 8" aria-hidden="true" preserveAspectRatio="none">'
            f'<rect class="bar__scale" width="100" height="8"/><rect class="bar__value" width="{share:g}" height="8"/></svg>')


def _scale(row: dict) -> str:
    """What a score runs from and to, and which way is better."""
    found = row["scores"]
    if found["measure"] == "average change":
        return f"{found['scale']}. Average change."
    return f"{found['scale']}." + (f" {_upper(found['better'])} is better." if "better" in found else "")


def difference(row: dict, trial: dict) -> str:
    """The difference between two scores in words, with its interval and the smallest difference that people notice."""
    return f"{finding(row, trial)} {doubt(row, trial)}".strip()


def finding(row: dict, trial: dict) -> str:
    """The difference between two scores in words, and which side it favors."""
    name, found = names(trial), row["scores"]
    gap = measured(row, found["difference"], found.get("notice")) if "difference" in found else ""
    if "difference_under" in found:
        return f"The difference was less than {measured(row, found['difference_under'])}, in favor of {name[found['favours']]}."
    if "difference" not in found:
        if "comparator" not in found:
            return ""
        return "The study found no clear difference." if found.get("favours") == "neither" else "The study gave no difference."
    if found.get("leans"):
        return f"The difference was {gap}. It leaned to {name[found['leans']]}, but could be chance."
    if row.get("sign_unknown") or found.get("favours") == "neither":
        return f"The two were {gap} apart, which could be chance."
    return f"The difference was {gap}, in favor of {name[found['favours']]}."


def doubt(row: dict, trial: dict) -> str:
    """How far off the difference between two scores may be, and the smallest that people notice; nothing where none was given."""
    found = row["scores"]
    if "difference" not in found and "difference_under" not in found:
        return ""
    said = interval(row, names(trial))
    if "notice" in found:
        less = "difference" in found and abs(found["difference"]) < found["notice"]
        said += f" One trial counted {measured(row, found['notice'])} as relief that matters" + (", so this is less." if less else ".")
    return said


def interval(row: dict, name: dict[str, str]) -> str:
    """How far off the estimate may be, in one sentence or two. `name` is what `names` gave."""
    if row["interval"] == "not reported":
        return "The study gave no range."
    low, high = row["interval"]
    if "scores" in row and low < 0 < high:
        if row.get("sign_unknown"):
            return (f"The true gap could be in favor of one group by up to {rounded(high)}, or the other by up to {rounded(-low)}. "
                    "What we read does not say which.")
        return (f"The true gap could be in favor of {name['option']} by up to {rounded(high)}, "
                f"or of {name['comparator']} by up to {rounded(-low)}.")
    computed = " We worked this range out from the counts." if row.get("interval_computed") else ""
    return f"The true figure is likely between {' and '.join(ends(row))}.{computed}"


def ends(row: dict) -> list[str]:
    """Both ends of an interval as patients read them: people out of the same number as their row, or points.

    Where the other side did better, the ends are turned like the difference, which is shown without its sign.
    """
    low, high = row["interval"]
    if "scores" not in row:
        return [number(whole(end / 100, denominator([row]))) for end in (low, high)]
    return [rounded(end) for end in ((-high, -low) if row["scores"].get("difference", 0) < 0 else (low, high))]


def _foot(row: dict, trial: dict, loaded) -> str:
    group = f"{trial['name']}: {trial['people']}."
    exact = ", and ".join(f"{side['people']:,} of {side['of']:,} {_units(row)} {name}" for name, side in _counted(row, trial))
    when_not = " The summary that we read did not say when." if row["time"] == "not stated" else ""
    sure = certainty.line(row, names(trial)["option"])
    links = citations.links(row["sources"], loaded.sources)
    return (f'<p class="figure-note">{escape(group)}{escape(f" That is {exact}.") if exact else ""}{when_not}</p>'
            f'<p class="figure-note">{escape(sure)} Source: {links}.</p>')


def _units(row: dict) -> str:
    """Of what a row gives its numbers."""
    units = row.get("people_or_bones") or "people"
    return "treated bones" if units == "bones" else units


def _counted(row: dict, trial: dict):
    name = names(trial)
    return [(f"with {name[side]}", row["counts"][side]) for side in SIDES if side in row.get("counts", {})]


def fact_box(trial: dict, rows: list[dict], loaded) -> str:
    """One comparison that was really made: benefits, then harms, on both sides, of the same number of people."""
    name, per = names(trial), denominator(rows)
    two = trial["comparator"] is not None
    heads = "".join(f'<th scope="col">With {escape(name[side])}</th>' for side in SIDES[:1 + two])
    kind_row = f'<tbody><tr><td colspan="{1 + two}" class="fact-box__kind">{{}}</td></tr></tbody>'
    ordered = [row for kind, _ in KINDS for row in rows if row["kind"] == kind and "scores" in row]
    scaled = {_scale(row): row["id"] for row in reversed(ordered)}.values()  # each scale is said once, where it is first used
    body = []
    for kind, title in KINDS:
        found = [row for row in rows if row["kind"] == kind]
        if not found and kind == "harm" and trial["kind"].endswith("trial") and two:
            body.append(kind_row.format(title) + f'<tbody><tr><td colspan="{1 + two}">What we read gave no harms. '
                        "That does not mean that there were none.</td></tr></tbody>")
        if found:
            # Each outcome is a group of rows of its own, so that its heading counts for its own cells only.
            body.append(kind_row.format(title) + "".join(
                f"<tbody>{_box_row(row, trial, per, two, row['id'] in scaled)}</tbody>" for row in found))
    sources = sorted({i for row in rows for i in row["sources"]}, key=lambda i: citations.order(loaded.sources[i]))
    rated = dict.fromkeys(certainty.line(row, name["option"]) for row in rows)
    note = [f"Who was in it: {trial['people']}."]
    note += [f"{trial['randomised']} people joined."] if trial.get("randomised") else []
    note += [f"Paid for by {trial['paid_by']}."] if trial.get("paid_by") and not trial["paid_by"].startswith("(") else []
    return (f'<div class="fact-box" data-figure="{trial["id"]}"><table class="fact-box__table"><caption>{escape(_caption(trial))}</caption>'
            f"<thead><tr>{heads}</tr></thead>{''.join(body)}</table>"
            f'<p class="figure-note">{escape(" ".join(note))}</p><p class="figure-note">{escape(" ".join(rated))} Source: '
            f'{citations.links(sources, loaded.sources)}.</p></div>')


def _caption(trial: dict) -> str:
    name = names(trial)
    against = f" against {name['comparator']}" if trial["comparator"] else ""
    return f"{_upper(name['option'])}{against}: {trial['name']}" + (f", {trial['year']}" if trial["year"] and str(trial["year"]) not in trial["name"] else "")


def _box_row(row: dict, trial: dict, per: int, two: bool, scaled: bool) -> str:
    """The rows of a fact box for one outcome: its name, its scale if `scaled`, both sides, and what is to be said of both."""
    sides, across = SIDES[:1 + two], f'<tr><td colspan="{1 + two}">{{}}</td></tr>'
    head = f'<tr><th scope="rowgroup" colspan="{1 + two}">{escape(what(row))}{escape(when(row))}</th></tr>'
    kind = form(row)
    if kind in ("counts", "shares"):
        return f"{head}<tr>{''.join(f'<td>{_box_rate(row, side, per)}</td>' for side in sides)}</tr>"
    if kind != "scores":
        return head + across.format(f"<p>{escape(short(row, per))}</p>")
    found = row["scores"]
    if scaled:
        head += across.format(f"<p>{escape(_upper(_scale(row)))}</p>")
    said = escape(finding(row, trial))
    if all(side in found for side in sides):
        head += "<tr>" + "".join(f"<td><p><strong>{rounded(found[side])}</strong></p>{_box_bar(found, side)}</td>" for side in sides) + "</tr>"
    else:  # the difference is all there is, so it stands where the numbers would
        said = f"<b>{said}</b>"
    return head + (across.format(f"<p>{said} {escape(doubt(row, trial))}</p>") if finding(row, trial) else "")


def _box_rate(row: dict, side: str, per: int) -> str:
    if rate(row, side) is None:
        return "<p>Not tested</p>"
    count, _, of = out_of(row, side, per).partition(" out of ")
    return (f"<p><strong>{count}</strong> out of {of} had this.</p>{_bar(round(whole(rate(row, side), per) / per * 100, 1))}"
            f"<p>{out_of(row, side, per, rest=True)} did not.</p>")


def _box_bar(found: dict, side: str) -> str:
    scaled = "low" in found and "high" in found and found["measure"] == "average at that time"
    return _bar(_share(found, found[side])) if scaled else ""


def short(row: dict, per: int | None = None) -> str:
    """A result in a few words, for a table of many; a range out of `per`, where it stands among others."""
    kind = form(row)
    if kind == "range":
        found = row["range"]
        if not found.get("per"):
            return f"{number(found['from'])} to {number(found['to'])} {found['of_what']}"
        per = per or denominator([row])  # no tenth of a person
        ends = (number(whole(found[end] / found["per"], per)) for end in ("from", "to"))
        return f"{' to '.join(ends)} out of {number(per)} {found['of_what']}"
    if kind == "ratio":
        return f"{row['ratio']['kind']} {number(row['ratio']['value'])}"
    if kind == "reported":
        return "It has happened. Nobody has counted how often."
    if kind == "scores":
        found = row["scores"]
        sides = " v ".join(number(found[side]) for side in SIDES if side in found)
        apart = f"difference {number(found['difference'])}" if "difference" in found else ""
        return "; ".join(filter(None, [sides, apart, f"difference under {found['difference_under']}" if "difference_under" in found else ""]))
    counts = [f"{row['counts'][side]['people']}/{row['counts'][side]['of']}" for side in SIDES if side in row.get("counts", {})]
    shares = [f"{number(round(rate(row, side) * 100, 1))}%" for side in SIDES if rate(row, side) is not None]
    return " v ".join(f"{count} ({share})" for count, share in zip(counts, shares)) if counts else " v ".join(shares)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
