"""`make check`: the fast checks for use while writing. Sources, links of the hosted edition, reading level; no browser."""

import shutil
import sys

from scripts import build, fonts
from scripts.checks.words import check_words, table
from scripts.paths import BUILD, DOCS
from scripts.pages import newest_check


def run() -> int:
    """Prints every problem and the reading levels; returns 1 where there is a problem. Raises build.BuildFailed."""
    found, loaded = build.checked_sources()
    fonts.build()  # a fresh clone has none, and the style sheets name them
    folder = BUILD / "check"
    shutil.rmtree(folder, ignore_errors=True)
    build.edition("hosted", folder, found, loaded, newest_check(found))
    problems = check_words(folder, DOCS)
    print(table(folder))
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(found)} pages, {len(problems)} to mend.")
    return bool(problems)
