"""What the rows of docs/data/outcomes.yml say, and what they cannot say."""

from collections.abc import Iterator

FORMS = ("counts", "shares", "scores", "range", "ratio", "reported")
SIDES = ("option", "comparator")


def form(row: dict) -> str:
    """In which of the forms a row gives its result."""
    return next(name for name in FORMS if name in row)


def rate(row: dict, side: str) -> float | None:
    """The rate on one side of a row of counts or shares, from 0 to 1; None where that side was not counted."""
    found = row.get("counts", row.get("shares", {})).get(side)
    if isinstance(found, dict):
        return found["people"] / found["of"]
    return None if found is None else found / 100


def denominator(rows: list[dict]) -> int:
    """100 for all rows together, or 1,000 where any rate is under 1 in 100 but not nought."""
    rates = [rate(row, side) for row in rows for side in SIDES]
    rates += [row["range"][end] / row["range"]["per"] for row in rows if row.get("range", {}).get("per") for end in ("from", "to")]
    return 1000 if any(value and value < 0.01 for value in rates) else 100


def whole(value: float, per: int) -> int:
    """`value`, a rate from 0 to 1, as a whole number out of `per`. A half is rounded up, as people do."""
    return int(value * per + 0.5 + 1e-9)


def unverified(row: dict, data) -> Iterator[tuple[str, str]]:
    """What a row, of any file, rests on that nobody has read: message and remedy, in pairs."""
    for fact in (data.facts[name] for name in row.get("facts", [])):
        if fact["verified"] != "seen" and "reported" not in row:
            yield f"it rests on the fact '{fact['id']}', which was written from memory", "confirm the fact first, or take the row out"
    for source in (data.sources[name] for name in row["sources"]):
        if source["verified"] != "seen":
            yield f"the source '{source['id']}' is named from memory", "confirm its title, authors and year first, or name another"


def faults(row: dict, data) -> Iterator[tuple[str, str]]:
    """What is wrong with a row, beyond what the schema says: message and remedy, in pairs."""
    if row["trial"] not in data.trials:
        yield f"the trial '{row['trial']}' is unknown", "add it to docs/data/trials.yml or correct the id"
    if weak := [name for name in row["sources"] if data.sources[name]["weight"] == "weak" and "reported" not in row]:
        yield f"the source '{weak[0]}' is too weak for a number", "name a better source, or take the row out"
    if stray := set(row["sources"]) - {source for name in row["facts"] for source in data.facts[name]["sources"]}:
        yield f"its facts do not rest on the source '{min(stray)}'", "name a source of one of its facts"
    rated = {data.facts[name].get("certainty", "unrated") for name in row["facts"]}
    certainty = row.get("certainty", "unrated")
    if certainty not in rated:
        yield f"its certainty is '{certainty}', that of its facts is '{min(rated)}'", "only a published rating counts: copy it from the fact"
    if (certainty != "unrated") != ("rated_by" in row):
        yield "a certainty and who rated it go together", "give both, or neither"
    for side, group in row.get("counts", {}).items():
        if group["people"] > group["of"]:
            yield f"{group['people']} of {group['of']} ({side}) is more than all", "correct 'people' or 'of'"
    trial, result = data.trials.get(row["trial"]), row[form(row)]
    if trial and trial["comparator"] is None and isinstance(result, dict) and "comparator" in result:
        yield "it compares, but its trial has no comparator", "name the comparator in docs/data/trials.yml"
    if "range" in row and row["range"]["from"] > row["range"]["to"]:
        yield "the range runs backward", "give the lower end first"
    if "range" in row and row["range"]["to"] > row["range"].get("per", row["range"]["to"]):
        yield f"{row['range']['to']:g} out of {row['range']['per']} is more than all", "correct 'to' or 'per'"
    if "scores" in row:
        yield from _score_faults(row, data)
    yield from _interval_faults(row)


def _score_faults(row: dict, data) -> Iterator[tuple[str, str]]:
    found, trial = row["scores"], data.trials.get(row["trial"], {})
    averages = [found[side] for side in SIDES if side in found]
    side, gap = found.get("leans", found.get("favours")), found.get("difference")
    if ("low" in found) != ("high" in found) or "low" in found and found["low"] >= found["high"]:
        yield "its scale has no two ends, the lower one first", "give 'low' and 'high', or neither"
    elif "low" in found:
        low, high = found["low"], found["high"]
        if found["measure"] == "average at that time" and not all(low <= value <= high for value in averages):
            yield f"an average lies outside its scale of {low:g} to {high:g}", "correct the average or the scale"
        if any(abs(value) > high - low for value in (*averages, gap or 0, found.get("notice", 0))):
            yield f"a change or a difference is larger than its scale of {low:g} to {high:g}", "correct the number or the scale"
    if "option" not in found and ("comparator" in found or gap is None and "difference_under" not in found):
        yield "it has neither averages nor a difference", "give 'option' and 'comparator', 'difference' or 'difference_under'"
    if ("notice" in found) != ("notice_fact" in found) or data.facts.get(found.get("notice_fact", row["facts"][0]), {}).get("verified") != "seen":
        yield "its smallest difference that people notice rests on no fact that was read", "give 'notice' and 'notice_fact', or neither"
    if gap is None and "difference_under" not in found:
        return
    if trial.get("comparator", "") is None:
        yield "it gives a difference, but its trial has no comparator", "name the comparator in docs/data/trials.yml"
    if side is None and not row.get("sign_unknown") or side == "neither" and gap is None:
        yield "it does not say which side did better", "add 'favours', or 'sign_unknown: true'"
    elif gap and side in SIDES and (gap > 0) != (side == "option"):
        yield f"the difference {gap:g} has the wrong sign for '{side}'", "a positive difference means that the option did better"
    if gap is not None and row["interval"] != "not reported" and side and "leans" not in found:
        if (row["interval"][0] <= 0 <= row["interval"][1]) != (side == "neither"):
            yield f"the interval and 'favours: {side}' disagree", "an interval that holds 0 favors neither; another favors one side"


def _interval_faults(row: dict) -> Iterator[tuple[str, str]]:
    if row["interval"] == "not reported":
        return
    low, high = row["interval"]
    value = estimate(row)
    if low > high:
        yield f"the interval {low} to {high} runs backward", "give the lower end first"
    elif value is None:
        yield "it has an interval, but nothing that the interval is about", "give the difference or the value, or no interval"
    elif not low <= value <= high:
        yield f"the interval {low} to {high} misses the estimate {value:g}", "check the sign and the unit of both"
    elif ("counts" in row or "shares" in row) and not 0 <= low <= high <= 100 or "ratio" in row and low < 0:
        yield f"the interval {low} to {high} goes beyond what can be", "give shares in percent, from 0 to 100, and ratios above 0"


def estimate(row: dict) -> float | None:
    """The one number that the interval of a row is about."""
    if "scores" in row:
        return row["scores"].get("difference", row["scores"].get("option"))
    if "ratio" in row:
        return row["ratio"]["value"]
    found = rate(row, "option")
    return None if found is None else found * 100
