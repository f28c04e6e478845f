"""Reading grades, worked out from the blocks of a page.

A grade counts syllables and full stops. It cannot tell whether a page is true, in a good order, or
understood, so a pass is a floor and no proof.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import textstat

from .prose import Block, sentences

# Left out of the grade, at most 12. These are on the reader's own letters, scan report or syringe:
# a simpler word would cut her off from them. A hard word that has an easy twin does not belong here.
TOPIC_WORDS = (
    "kyphoplasty",  # the name of the one procedure
    "vertebroplasty",  # and of the other
    "osteoporosis",  # the cause in most readers, and the name on the letter
    "compression",  # "compression fracture" is the finding in the scan report
    "vertebra",  # how the report numbers the broken bone
    "vertebrae",  # its plural
    "denosumab",  # the medicine that must not be missed: the reader has to know it by name
)
_PLURAL = {word: word[:-1] + "(?:y|ies)" if word.endswith("y") else word + "(?:s|es)?" for word in TOPIC_WORDS}
TOPIC = re.compile(rf"\b(?:{'|'.join(_PLURAL.values())})(?:'s)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Scores:
    """What `score` found. longest_sentence is (number of words, the sentence); fk_grade and smog leave
    out the topic words, fk_grade_raw does not."""

    words: int
    sentences: int
    mean_sentence: float
    longest_sentence: tuple[int, str]
    fk_grade: float
    fk_grade_raw: float
    smog: float


def split_words(text: str) -> list[str]:
    """The words of `text`, counted as textstat counts them, but 'and/or' and a dash part two words."""
    return [word for word in re.sub(r"[\u2013\u2014/]", " ", text).split() if re.search(r"\w", word)]


@cache
def syllables(word: str) -> int:
    """The syllables of one word, as textstat counts them: a dictionary first, then hyphenation."""
    return textstat.syllable_count(word)


def _grade(words: list[str], sentence_count: int) -> float:
    """Flesch-Kincaid grade."""
    return 0.39 * len(words) / sentence_count + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def score(blocks: list[Block]) -> Scores:
    """The scores of a page's blocks; all zero where nothing counts.

    textstat 0.7.8 gives the syllables only. Its own sentence count cuts at every full stop, also in
    "1.5" and "e.g.", and then forgets each piece of one or two words while it keeps the words: a list
    of short bullets scores as one endless sentence. Here each block ends a sentence, as if a full stop
    closed it, and short sentences count, because "Call 911." is one. On plain paragraphs both agree.
    """
    found = [sentence for block in blocks for sentence in sentences(block.scored)]
    words = [word for sentence in found for word in split_words(sentence)]
    if not words:
        return Scores(0, 0, 0.0, (0, ""), 0.0, 0.0, 0.0)
    # One short word each, so that sentences keep their length.
    neutral = [word for sentence in found for word in split_words(TOPIC.sub("this", sentence))]
    hard = sum(syllables(word) >= 3 for word in neutral)
    return Scores(
        words=len(words), sentences=len(found), mean_sentence=len(words) / len(found),
        longest_sentence=max(((len(split_words(s)), s) for s in found), key=lambda pair: pair[0]),
        fk_grade=_grade(neutral, len(found)), fk_grade_raw=_grade(words, len(found)),
        smog=1.043 * (30 * hard / len(found)) ** 0.5 + 3.1291)


def long_words(blocks: list[Block]) -> str:
    """The words that weigh most on the grade, to show a writer where to begin."""
    words = (word.strip(".,:;!?()\"'\u201c\u201d").lower() for block in blocks
             for word in split_words(TOPIC.sub("this", block.scored)))
    top = Counter(word for word in words if syllables(word) >= 3).most_common(5)
    return ", ".join(f"{word} ({count})" for word, count in top) or "none"
