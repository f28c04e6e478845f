"""One thing that is wrong, said so that the person who reads it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, where, and what to do about it; line 0 means no line is known."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {_sentence(self.message)} What to do: {_sentence(self.remedy)}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."
