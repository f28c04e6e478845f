"""How sure a result is, in fixed words: GRADE's informative statements, never typed by hand.

Source: Santesso N, et al. GRADE guidelines 26: informative statements to communicate the findings of systematic
reviews of interventions. J Clin Epidemiol 2020.
"""

# By published certainty: how a result is worded when it is smaller than people notice, and when it is not.
LITTLE = {
    "high": "makes little or no difference to",
    "moderate": "probably makes little or no difference to",
    "low": "may make little or no difference to",
}
BETTER = {"high": "improves", "moderate": "probably improves", "low": "may improve"}
UNRATED = "Nobody has graded how sure this is."


def line(row: dict, option: str) -> str:
    """One sentence on how sure the result of an outcome row is. `option` is the name of what was tested.

    Only a rating that was published counts. The size of an effect is judged against the smallest difference
    that people notice; a row without one gets no size word.
    """
    certainty = row.get("certainty", "unrated")
    if certainty == "unrated":
        return UNRATED
    who = f"How sure: {certainty.replace('-', ' ')} ({row['rated_by']})."
    if certainty == "very-low":
        return f"{who} The evidence is very uncertain."
    scores = row.get("scores", {})
    if "notice" in scores and "difference" in scores:
        verb = (LITTLE if abs(scores["difference"]) < scores["notice"] else BETTER)[certainty]
        return f"{who} {option.capitalize()} {verb} this."
    return who
