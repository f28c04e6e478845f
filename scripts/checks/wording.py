"""Words, numbers and links that do not belong on a patient's page, each with its reason.

A rule takes a block (or the article of a page) and yields what it found. Patterns are kept narrow:
a rule that cries wolf is soon ignored.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from .prose import Block, sentences, squeeze


class Found(NamedTuple):
    """quote: the sentence or label. message: what is wrong. remedy: what to do instead."""

    quote: str
    message: str
    remedy: str


def _words(pattern: str) -> re.Pattern:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_NAMES = ("zero|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
          "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen")
NUMBER = rf"(?:(?:an? )?(?:\d[\d,.]*|(?:{_NAMES})))"
# "Half" alone; "third" and its like only after a number, because "the third day" is no share.
SHARE = r"(?:half|(?:an?|one|two|three|four|nine|\d)[ -](?:third|quarter|fifth|sixth|eighth|tenth)s?|[\u00bc-\u00be\u2150-\u215e])"
PERSONS = r"(?:people|persons|patients|women|men|adults|cases)"
COUNTED = rf"(?:{PERSONS}|them|those|us|bones|breaks|fractures|leaks|infections|procedures)"
DID = r"(?:had|have|got|get|felt|feel|were|are|did|do|died|die|went|said|could|will|would|needed|still|improved?|healed?|recovered)"
TIMES = r"(?:second|minute|hour|day|night|week|month|year)s?"

# Phrase, why not, what instead. Short on purpose: each either pushes a choice or hides a meaning.
BANNED = tuple((_words(pattern), why, instead) for pattern, why, instead in (
    (r"you should (?:have|choose|get (?:the procedure|kyphoplasty|vertebroplasty|cement))|we recommend", "tells the reader what to choose",
     "describe the choice, or give a plain instruction such as 'Bring someone with you'"),
    # "There is no single best choice" is what we want people to read.
    (r"(?<!no )(?<!one )(?<!single )best (?:choice|option)", "ranks the options for the reader",
     "say what each option may give and cost, and leave the choice open"),
    (r"miracles?|miraculous", "promises too much", "say what people noticed, and how many of them"),
    (r"safe(?: and |, ?| & )effective|effective(?: and |, ?| & )safe", "is a sales phrase that hides harms and limits",
     "give the benefit and the harm, each with its number"),
    (r"minimally[- ]invasive", "is jargon, and makes a procedure sound smaller than it is",
     "say what happens: 'through a small cut in the skin'"),
    (r"(?:completely|totally|perfectly|entirely|100%) safe|risk[- ]free|(?:clinically )?proven to work|(?<!no )(?<!not )guarantee[ds]?",
     "promises what nobody can", "say how many people were helped and how many were harmed"),
    (r"breakthrough|game[- ]chang\w+|cutting[- ]edge|state[- ]of[- ]the[- ]art|revolutionary", "is a sales word",
     "leave it out, or say what is new and what is not known yet"),
    (r"restor(?:e|es|ed|ing) (?:your |the )?(?:lost )?height|height (?:is|was|can be|will be) restored", "promises what most people do not get",
     "say how little the shape of the back changes, with the number"),
    # Statistical significance reads as "important" to everyone else.
    (r"significant(?:ly)?", "means 'large' to most readers and something else to researchers",
     "give the size of the difference instead"),
))


# A claim in quotation marks is somebody else's, held up for the reader to look at.
QUOTED = re.compile(r'"[^"]*"|\u201c[^\u201d]*\u201d')


def banned(block: Block) -> Iterator[Found]:
    """Phrases that steer, sell or puzzle."""
    for sentence in sentences(block.text):
        for pattern, why, instead in BANNED:
            if hit := pattern.search(QUOTED.sub("", sentence)):
                yield Found(sentence, f"'{hit.group()}' {why}", instead)


# "Halves the risk" can mean 2 out of 100 to 1 out of 100, and sounds like far more.
_RISK = r"(?:risk|chance|odds|deaths?|breaks?|fractures?|leaks?|infections?)s?"
_BY = rf"(?:by (?:\w+ ){{0,2}}?(?:{SHARE}|{NUMBER})|in half|(?:two|three|four|five|six|ten)fold)"
RELATIVE = _words(
    rf"(?:cut|reduc|lower|rais|increas)\w* (?:\w+ ){{0,3}}{_RISK} (?:\w+ ){{0,4}}?{_BY}"
    rf"|{_RISK} (?:\w+ ){{0,4}}?(?:cut|reduced|lowered|raised|increased|f[ae]lls?|dropp?(?:ed|s)?|r[io]ses?|go(?:es)? (?:up|down)|went (?:up|down)) {_BY}"
    rf"|(?:halv|doubl|tripl|quadrupl)\w+ (?:\w+ ){{0,2}}{_RISK}|{_RISK} (?:\w+ ){{0,4}}?(?:halv|doubl|tripl|quadrupl)\w+"
    r"|(?:times|twice|half) (?:(?:as|more|less) (?:likely|common|often|many|high|great)|(?:higher|lower|fewer)|the (?:risk|chance|odds))"
    rf"|(?:\d+|two|three|four|five|six|ten)(?:[- ]?fold) {_RISK}|(?:\d+|two|three|four|five|six|ten)-?fold (?:rise|fall|drop|increase|higher|lower|more)"
    rf"|{SHARE} (?:lower|higher|fewer)|(?:odds|hazard|risk) ratio|relative risk")


def relative_risk(block: Block) -> Iterator[Found]:
    """A change in risk without the risk it changes."""
    if len(re.findall(r"\bout of \d", block.text)) > 1:  # both counts stand beside it
        return
    for sentence in sentences(block.text):
        if hit := RELATIVE.search(sentence):
            yield Found(sentence, f"'{hit.group()}' compares risks without saying how big they are",
                        "show both counts out of the same number of people, with a figure block")


# "14 units of alcohol" is no dose.
DOSE = _words(rf"{NUMBER}[\s-]?(?:mg|mcg|\u00b5g|\u03bcg|ml|g|iu|(?:milli|micro)?grams?|millilit(?:re|er)s?|"
              r"(?:international )?units?(?! of alcohol))")


def dose(block: Block) -> Iterator[Found]:
    """The dose of a medicine: it differs from person to person, and a wrong one harms."""
    for sentence in sentences(block.text):
        if hit := DOSE.search(sentence):
            yield Found(sentence, f"'{hit.group()}' reads as a dose",
                        "say who decides how much to take, and leave a blank to fill in")


STOP = _words(r"(?:stop(?:s|ped|ping)?(?! (?:eating|drinking|smoking))|paus(?:e|es|ed|ing)|hold|skip|"
              r"come off|(?:do not|don't|avoid) tak(?:e|ing))")
DAYS_BEFORE = _words(rf"(?:{NUMBER}|an?)(?:(?: (?:to|or) |[-\u2013]){NUMBER})?[ -](?:hour|day|week|month)s?"
                     r"(?: or (?:more|so))? (?:before(?:hand)?|prior|ahead|earlier)")


def stop_days(block: Block) -> Iterator[Found]:
    """'Stop it 5 days before': no page can know which medicine, for whom, or how risky a gap is."""
    for sentence in sentences(block.text):
        hit = DAYS_BEFORE.search(sentence)
        if hit and STOP.search(sentence):
            yield Found(sentence, f"'{hit.group()}' sets a time to stop a medicine",
                        "say that only the care team decides if and when, and leave a blank to fill in")


# Not to be shown to patients in any way: many read "5%" as 5 people, whatever the group.
PERCENT = re.compile(r"[%\uff05\u066a\u2030]|\bper[ -]?cent\b|\bpct\b|\bper mille\b", re.IGNORECASE)
_EACH = r"(?:(?:every|each|the|these|those|about|all|a group of) )*"
_MANY = r"(?:\d[\d,]+|(?:an? |one )?(?:ten|twenty|fifty|hundred|thousand))"
# A year is not a count of people ("version 1 in 2026"), and "1 in 2 hours" is no share.
TYPED = re.compile("|".join((
    rf"\b{NUMBER}[ -](?:(?:{PERSONS}|person|patient) )?in[ -]{_EACH}(?!(?:19|20)\d\d\b){NUMBER}\b(?! (?:{TIMES}|\w*\s?(?:centers?|countries|trials|studies|rooms?)\b))",
    rf"\b{NUMBER} (?:\w+ ){{0,2}}out of {_EACH}{NUMBER}\b",
    rf"\b{NUMBER} (?:{PERSONS} )?of {_EACH}{NUMBER} (?:{PERSONS}|{DID})\b|\b{NUMBER} of (?:every|each) {NUMBER}\b",
    rf"\b(?:of|among|in|if|for|per) {_EACH}{_MANY} {PERSONS}\b(?: \w+){{0,4}}, (?:about |only |some |around |just )?{NUMBER}\b",
    rf"\b(?:of|in|for) (?:every|each) {_MANY}\b(?: \w+){{0,3}}, (?:about |only )?{NUMBER}\b",
    rf"\b{NUMBER} (?:\w+ )?per (?:100|1,?000|10,?000|hundred|thousand)\b",
    rf"\b\d+/\d+ (?:of )?(?:{PERSONS}|{DID})\b",
    rf"(?<!\w){SHARE} (?:of )?(?:all |the )?(?:\w+ )?{COUNTED}\b|(?<!\w){SHARE} {DID}\b",
    r"\b(?:nearly|almost|virtually|practically) (?:every ?(?:one|body)|no(?:body| one)\b)|\bhardly any(?:one|body)\b",
    rf"\b(?:nearly|almost|virtually|practically) (?:all|every|no)(?: of)?(?: the)? (?:\w+ )?{COUNTED}\b|\bnearly all {DID}\b",
    rf"\bhardly any {COUNTED}\b|\b(?:vast|great|overwhelming) majority\b",
    rf"\b(?:success|failure|leak(?:age)?|infection|death|mortality|fracture|complication) rates? (?:of|is|was) (?:\w+ )?{NUMBER}\b",
)), re.IGNORECASE)


def typed_number(block: Block) -> Iterator[Found]:
    """A number about outcomes that was typed: nothing ties it to a source, so nobody will update it. A percentage in any case."""
    for text, pattern in ((block.typed, TYPED), (block.text, PERCENT)):
        for sentence in sentences(text):
            if hit := pattern.search(sentence):
                yield Found(sentence, f"'{hit.group()}' is a number about outcomes typed into the text",
                            "put it into docs/data with its source, and show it with a figure block")


# People read "rare" as anything from 7 to 21 in 100, and "common" as 34 to 71. "In common" and "common sense" say nothing
# about how often; "likely between 1 and 2" is a range. "Often", "usually" and "sometimes" pass: they are how people talk, and
# few take them for a measure. So does "high risk": a warning is not held back until somebody has counted.
_SLIM = r"(?:tiny|small|slight|slim|minimal|negligible|remote|low)"
VERBAL = _words(r"rare(?:ly|r|st)?|(?<!in )(?:un)?common(?:place|ly|er|est)?(?! sense)|seldom|infrequent(?:ly)?|improbable|"
                r"(?:un)?likel(?:y(?! between (?:just |-?\d))|ier|iest|ihood)|hardly ever|(?:almost|nearly) (?:never|always)|chances are|"
                rf"low(?:er|est)?[- ]risks?|{_SLIM} (?:chance|risk|likelihood|odds)s?|(?:good|fair|high) chance (?:of|that)|"
                rf"(?:risk|chance|odds)s? (?:is|are|was|were) (?:\w+ )?{_SLIM}")
# "In people over 80" and "within 2 days" hold a number, too, but do not say how many.
HOW_MANY = re.compile(rf"\d (?:\w+ )?(?:out of|of|in) (?:\w+ )?\d|\d (?:\w+ )?{PERSONS}\b", re.IGNORECASE)
UNCOUNTED = "nobody has counted"


def how_often(block: Block) -> Iterator[Found]:
    """'Rare', 'likely' and their kin without a number: each reader hears a different one."""
    if UNCOUNTED in block.text.lower():
        return
    for sentence in sentences(block.text):
        hit = VERBAL.search(sentence)
        if hit and not HOW_MANY.search(sentence):
            yield Found(sentence, f"'{hit.group()}' stands without a number",
                        "show how many people in the same sentence with a figure block, leave the word "
                        "out, or say 'Nobody has counted how often' beside it")


def label_stop(block: Block) -> Iterator[Found]:
    """A full stop makes a heading look like text, and screen readers pause on it."""
    label = block.kind in ("heading", "summary", "admonition title")
    if label and re.search(r"(?<!\.)\.$", block.text) and not re.search(r"\b\w\.\w\.$", block.text):
        yield Found(block.text, f"this {block.kind} ends in a full stop", "take the full stop away")


def double_space(block: Block) -> Iterator[Found]:
    """Often the scar of an edit: a word may be missing there."""
    if hit := re.search(r"(\S+)[ \u00a0]{2,}(\S+)", block.raw):
        quote = next((s for s in sentences(block.text) if squeeze(hit.group()) in s), block.text)
        yield Found(quote, f"two spaces in a row between '{hit.group(1)}' and '{hit.group(2)}'",
                    "check that no word is missing, then leave one space")


# Screen readers list links without the text around them; a list of "here" helps nobody.
VAGUE_LINKS = {"here", "click here", "click", "this", "this link", "link", "this page", "more", "read more"}


def vague_link(root: Tag) -> Iterator[Found]:
    """Links whose text does not say where they lead."""
    for link in root.find_all("a", href=True):
        text = squeeze(link.get_text())
        if text.lower().strip(" .:,!>\u203a\u2192\u00bb") in VAGUE_LINKS:
            around = squeeze(link.parent.get_text())
            quote = next((s for s in sentences(around) if re.search(rf"\b{re.escape(text)}", s)), around)
            yield Found(quote, f"the link text '{text}' does not say where it leads",
                        "make the link name what the reader will find, such as 'the question list'")


BLOCK_RULES = (banned, relative_risk, dose, stop_days, typed_number, how_often, label_stop, double_space)
PAGE_RULES = (vague_link,)
