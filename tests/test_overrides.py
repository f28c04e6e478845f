"""Each template taken over from the theme names the upstream file's hash: a new version of it must be read first."""

import hashlib
import re
from pathlib import Path

import material
import pytest

from scripts.paths import ROOT

UPSTREAM = Path(material.__file__).parent / "templates"
OURS = ROOT / "overrides"
# main.html is made to be overridden; it holds blocks only.
TAKEN_OVER = [path for path in sorted(OURS.rglob("*.html"))
              if (UPSTREAM / path.relative_to(OURS)).is_file() and path.name != "main.html"]


def drift(ours: str, upstream: bytes) -> str:
    """What is wrong with the note on top of a template, or nothing."""
    note = ours.partition("-#}")[0]
    named = re.search(r"sha256 ([0-9a-f]{64})", note)
    if not named:
        return "the note on top names no sha256 of the upstream file"
    if named[1] != hashlib.sha256(upstream).hexdigest():
        return "upstream has changed: compare the two files, then renew the sha256"
    return "" if "Reason:" in note else "the note on top gives no reason"


@pytest.mark.parametrize("path", TAKEN_OVER, ids=lambda path: path.relative_to(OURS).as_posix())
def test_upstream_is_what_we_read(path):
    assert drift(path.read_text(encoding="utf-8"), (UPSTREAM / path.relative_to(OURS)).read_bytes()) == ""


def test_some_are_taken_over():
    assert {"header.html", "search.html"} <= {path.name for path in TAKEN_OVER}


@pytest.mark.parametrize("change", [
    lambda ours, upstream: (ours, upstream + b" "),
    lambda ours, upstream: (re.sub("sha256 [0-9a-f]+", "", ours), upstream),
    lambda ours, upstream: (ours.replace("Reason:", ""), upstream),
], ids=["upstream changed", "no hash", "no reason"])
def test_drift_is_caught(change):
    path = OURS / "partials/header.html"
    ours, upstream = path.read_text(encoding="utf-8"), (UPSTREAM / "partials/header.html").read_bytes()
    assert drift(ours, upstream) == "" and drift(*change(ours, upstream))
