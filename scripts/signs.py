"""The short list of danger signs as one line, for paper and for START-HERE: written once, in docs/.snippets/help-now.md."""

import re

from scripts.paths import DOCS


def line() -> str:
    """The signs of help-now.md, parted by semicolons. Raises ValueError where the snippet holds none."""
    signs = re.findall(r"^\s*- (.+)$", (DOCS / ".snippets/help-now.md").read_text(encoding="utf-8"), re.MULTILINE)
    if not signs:
        raise ValueError("docs/.snippets/help-now.md holds no list of signs")
    return "; ".join(signs)
