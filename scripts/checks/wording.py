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


_NAMES = ("one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
          "fifty|sixty|seventy|eighty|ninety|hundred|thousand|million")
NUMBER = rf"(?:\d[\d,.]*|(?:an? )?(?:{_NAMES}))"

# Phrase, why not, what instead. Short on purpose: each either pushes a choice or hides a meaning.
BANNED = tuple((_words(pattern), why, instead) for pattern, why, instead in (
    (r"you should (?:have|choose)", "tells the reader what to choose",
     "describe the choice, or give a plain instruction such as 'Bring someone with you'"),
    # "There is no single best choice" is what we want people to read.
    (r"(?<!no )(?<!one )(?<!single )best (?:choice|option)", "ranks the options for the reader",
     "say what each option may give and cost, and leave the choice open"),
    (r"miracles?|miraculous", "promises too much", "say what people noticed, and how many of them"),
    (r"safe(?: and |, ?)effective", "is a sales phrase that hides harms and limits",
     "give the benefit and the harm, each with its number"),
    (r"minimally[- ]invasive", "is jargon, and makes a procedure sound smaller than it is",
     "say what happens: 'through a small cut in the skin'"),
    (r"breakthrough|cutting[- ]edge|state[- ]of[- ]the[- ]art|revolutionary", "is a sales word",
     "leave it out, or say what is new and what is not known yet"),
    (r"restor(?:e|es|ed|ing) (?:your |the )?(?:lost )?height", "promises what most people do not get",
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
RELATIVE = _words(
    rf"(?:cut|reduc|lower|rais|increas)\w* (?:\w+ ){{0,3}}(?:risk|chance|odds)s? (?:\w+ ){{0,4}}?by "
    rf"(?:\w+ ){{0,2}}?(?:half|{NUMBER})"
    r"|(?:halv|doubl|tripl)\w+ (?:\w+ ){0,2}(?:risk|chance|odds)s?"
    r"|(?:times|twice|half) (?:(?:as|more|less) (?:likely|common)|the (?:risk|chance|odds))")


def relative_risk(block: Block) -> Iterator[Found]:
    """A change in risk without the risk it changes."""
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


# A year is not a count of people: "version 1 in 2026".
TYPED = re.compile(
    r"%|\bper ?cent\b"
    rf"|\b{NUMBER} in (?:every |each )?(?!(?:19|20)\d\d\b){NUMBER}\b"
    rf"|\b{NUMBER} (?:\w+ )?out of (?:every |each |the |about )?{NUMBER}\b"
    rf"|\b{NUMBER} of (?:every |the )?{NUMBER} (?:people|persons|patients|women|men|adults)\b"
    rf"|\b{NUMBER} (?:\w+ )?per (?:100|1,?000|10,?000)\b", re.IGNORECASE)


def typed_number(block: Block) -> Iterator[Found]:
    """A number about outcomes that was typed: nothing ties it to a source, so nobody will update it."""
    for sentence in sentences(block.typed):
        if hit := TYPED.search(sentence):
            yield Found(sentence, f"'{hit.group()}' is a number about outcomes typed into the text",
                        "put it into docs/data with its source, and show it with a figure block")


# People read "rare" as anything from 7 to 21 in 100, and "common" as 34 to 71. "In common" and
# "common sense" say nothing about how often.
VERBAL = _words(r"rare(?:ly|r|st)?|(?<!in )(?:un)?common(?:ly|er|est)?(?! sense)|"
                r"(?:un)?likel(?:y|ier|iest|ihood)|low(?:er|est)?[- ]risks?|risks? (?:is|are) (?:\w+ )?low")
# "Within 2 days" and "in 2018" say when, not how many.
WHEN = re.compile(r"\b\d[\d.,]*(?:(?: (?:to|or|and) |[-\u2013])\d[\d.,]*)?[ -](?:second|minute|hour|day|night|"
                  r"week|month|year)s?\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
UNCOUNTED = "nobody has counted"


def how_often(block: Block) -> Iterator[Found]:
    """'Rare', 'likely' and their kin without a number: each reader hears a different one."""
    if UNCOUNTED in block.text.lower():
        return
    for sentence in sentences(block.text):
        hit = VERBAL.search(sentence)
        if hit and not re.search(r"\d", WHEN.sub("", sentence)):
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
