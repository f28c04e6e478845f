"""Where things are, in one place."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
DATA = DOCS / "data"
SITE = ROOT / "site"
DIST = ROOT / "dist"
BUILD = ROOT / "build"  # work in progress; swapped into SITE only when every check has passed
BUNDLE = "kyphoplasty-vertebroplasty-offline"
