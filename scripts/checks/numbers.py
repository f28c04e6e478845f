"""Rules about how numbers stand together on a patient's page. See wording.py for what a rule is."""

import re
from collections.abc import Iterator

from bs4 import Tag

from .prose import Block, sentences, squeeze
from .wording import Found

OUT_OF = re.compile(r"\bout of (\d[\d,]*)", re.IGNORECASE)
# The words of scripts/certainty.py belong to published ratings: typed by hand they would claim one.
CERTAINTY = re.compile(
    r"\b(?:(?:very )?(?:low|moderate|high)[- ](?:certainty|confidence|quality evidence)|(?:certainty|quality|strength) of (?:the |this )?evidence"
    r"|evidence (?:is|was|of)(?: of)? (?:very )?(?:low|moderate|high|strong|weak|poor|good|certain|uncertain)|(?<!no )(?:strong|good|solid|weak|poor) evidence"
    r"|very certain that|makes? little or no difference|may (?:results? in|make) (?:a )?(?:little|large|small|slight)"
    r"|probably (?:improves?|reduces?|increases?|lowers?|results? in|makes? (?:a )?(?:little|large|small|slight)))\b", re.IGNORECASE)


def _mixed(text: str) -> Iterator[Found]:
    found = {int(number.replace(",", "")) for number in OUT_OF.findall(text)} & {100, 1000, 10000}
    if len(found) > 1:
        first = next(s for s in sentences(text) if OUT_OF.search(s))
        yield Found(first, f"numbers out of {' and out of '.join(f'{n:,}' for n in sorted(found))} stand together",
                    "show both out of the same number, or part them into two paragraphs that say so")


def mixed_denominators(block: Block) -> Iterator[Found]:
    """"3 out of 100" beside "4 out of 1,000": most readers take the second for the larger."""
    return _mixed(block.text)


def mixed_in_table(root: Tag) -> Iterator[Found]:
    """The same, where the two stand in cells of one table."""
    for table in root.find_all("table"):
        yield from _mixed(squeeze(table.get_text(". ")))


def typed_certainty(block: Block) -> Iterator[Found]:
    """How sure a result is, typed by hand."""
    for sentence in sentences(block.typed):
        if hit := CERTAINTY.search(sentence):
            yield Found(sentence, f"'{hit.group()}' is a rating of evidence typed into the text",
                        "show the result with a fact-box, icons or scores block, which adds the published rating")


RULES = (mixed_denominators, typed_certainty)
PAGE_RULES = (mixed_in_table,)
