"""The words that readers type for a page, put into the search index beside its text: "kypho", "baloon", "Prolia".

They stand in the front matter of each page (`aliases`) and are shown nowhere. The field and its weight are named in
mkdocs.yml, under `search`.
"""

import json
from pathlib import Path

from scripts.pages import Page

INDEX = Path("search/search_index.json")
SCRIPT = Path("search/search_index.js")  # the same, as a script that works from a disk
BEFORE = "var __index = "


def run(site: Path, pages: list[Page], address) -> None:
    """Adds the aliases of every page to the index, or the indexes, in `site`. `address` gives the location of a page there.

    Raises KeyError where a page is not in the index.
    """
    for path, before in ((INDEX, ""), (SCRIPT, BEFORE)):
        if not (site / path).is_file():
            continue
        index = json.loads((site / path).read_text(encoding="utf-8").removeprefix(before))
        entries = {entry["location"]: entry for entry in index["docs"]}
        for page in pages:
            if words := page.meta.get("aliases"):
                entries[address(page)]["aliases"] = " ".join(words)
        (site / path).write_text(before + json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
