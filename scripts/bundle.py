"""The offline bundle: one zip, one folder, the same bytes every time."""

import hashlib
import textwrap
import zipfile
from pathlib import Path

from scripts import signs
from scripts.pages import Page, newest_check, written_out
from scripts.paths import BUNDLE

MODE = 0o644 << 16

START_HERE = """\
KYPHOPLASTY AND VERTEBROPLASTY: A PLAIN GUIDE
Offline copy of {day}. It needs no internet.

IS IT AN EMERGENCY?
Call now if you have:
{signs}.
{numbers}.

ON A COMPUTER
1. Unzip the whole file. (On Windows: right-click, then "Extract all".)
2. Open the folder.
3. Double-click index.html. It opens in your web browser.

ON A PHONE OR TABLET
Android: open the Files app, tap the zip, choose "Extract", then open
index.html with your browser.
iPhone or iPad: open the Files app and tap the zip to unpack it, then tap
index.html. Links and search may not work in that preview. If so, use a
computer, or ask your clinic for a printed copy.

Keep all the files together in the folder. The search works without internet.

This guide does not replace your own team. Their instructions come first.
{reviewed}
"""

REVIEWED = {
    False: "It has not yet been reviewed by a clinician.",
    True: "The foot of each page says whether a clinician has reviewed it.",
}


def write(site: Path, target: Path, found: list[Page], numbers: str) -> Path:
    """Zips the offline edition in `site` into `target` with its SHA-256 beside it.

    The newest check of the pages in `found` is the time stamp of every entry; `numbers` are the emergency
    numbers in one line. Returns the path of the zip.
    """
    target.mkdir(parents=True, exist_ok=True)
    archive = target / f"{BUNDLE}.zip"
    day = newest_check(found)
    reviewed = any(page.meta["reviewed"] for page in found)
    stamp = (*map(int, day.split("-")), 0, 0, 0)
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    files["START-HERE.txt"] = START_HERE.format(
        day=written_out(day), numbers=textwrap.fill(numbers, 70), signs=textwrap.fill(signs.line(), 70), reviewed=REVIEWED[reviewed],
    ).replace("\n", "\r\n").encode()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{BUNDLE}/{name}", stamp)
            entry.external_attr = MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, also when built elsewhere
            zipped.writestr(entry, files[name])
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    (target / f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n", encoding="ascii")
    return archive
