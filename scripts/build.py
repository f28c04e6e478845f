"""Makes the two editions, checks them, and only then puts them where people look."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from scripts import bundle, data, fonts, pages, postbuild, yamlfile
from scripts.checks.html import check_html
from scripts.checks.source import check_source
from scripts.paths import BUILD, DIST, DOCS, ROOT, SITE
from scripts.problem import Problem

EDITIONS = ("hosted", "offline")


class BuildFailed(Exception):
    """The build stopped; `problems` says why and what to do."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def checked_sources() -> tuple[list[pages.Page], data.Data]:
    """The pages and the data, when nothing is wrong with either. Raises BuildFailed."""
    try:
        found, problems = pages.load()
        loaded = data.load()
    except yamlfile.Unreadable as error:
        raise BuildFailed([error.problem]) from error
    # An unread page would look like an unused fact and a missing title, so front matter comes first.
    problems = problems or check_source(found, loaded)
    if problems:
        raise BuildFailed(problems)
    return found, loaded


def environment(name: str, day: str) -> dict[str, str]:
    """The variables that mkdocs.yml and the reproducible build read. `day` is YYYY-MM-DD."""
    when = date.fromisoformat(day)
    stamp = int(datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp())
    return {
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", str(stamp)),
        "NO_MKDOCS_2_WARNING": "1",
        "OFFLINE": str(name == "offline").lower(),
        "EDITION": name,
        "COPY_DATE": pages.written_out(day),
    }


def build() -> None:
    """`make build`: writes site/ and the offline zip in dist/. Raises BuildFailed and leaves both as they were."""
    found, loaded = checked_sources()
    day = pages.newest_check(found)
    fonts.build()
    shutil.rmtree(BUILD, ignore_errors=True)
    for name in EDITIONS:
        edition(name, BUILD / name, found, loaded, day)
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(BUILD / "hosted", SITE)
    shutil.rmtree(DIST, ignore_errors=True)
    archive = bundle.write(BUILD / "offline", DIST, found, loaded.emergency_line())
    print(f"Hosted edition: {SITE.relative_to(ROOT)}/ ({len(found)} pages)")
    print(f"Offline bundle: {archive.relative_to(ROOT)} ({archive.stat().st_size / 1000:.0f} kB)")


def edition(name: str, folder: Path, found: list[pages.Page], loaded: data.Data, day: str) -> None:
    """Builds and checks one edition in `folder`. `day` is YYYY-MM-DD. Raises BuildFailed."""
    offline = name == "offline"
    complaints, whole = mkdocs(["build", "--site-dir", str(folder)], environment(name, day))
    if complaints:
        # Our own checks name the line and the remedy. They need all pages: of half a site they would only
        # say that the other half is missing.
        raise BuildFailed((whole and check_html(folder, DOCS, offline=offline)) or complaints)
    try:
        postbuild.run(folder, found, loaded, offline, pages.written_out(day))
    except postbuild.DidNotMatch as error:
        raise BuildFailed([Problem("scripts/postbuild.py", 0, str(error), "compare the theme's files with our edits")]) from error
    if problems := check_html(folder, DOCS, offline=offline):
        raise BuildFailed(problems)


def mkdocs(arguments: list[str], variables: dict[str, str]) -> tuple[list[Problem], bool]:
    """Runs MkDocs. Returns what it complains of, nothing when all went well, and whether it wrote every page."""
    run = subprocess.run([sys.executable, "-m", "mkdocs", *arguments], cwd=ROOT, env=os.environ | variables,
                         capture_output=True, text=True)
    if run.returncode == 0:
        return [], True
    lines = re.findall(r"^(?:WARNING|ERROR|Error|Aborted)\W+(.*)$", run.stderr, re.MULTILINE)
    # A crash ends in a traceback: its last line is the reason.
    lines = list(dict.fromkeys(lines)) or run.stderr.strip().splitlines()[-1:]
    return [_complaint(line, run.stderr) for line in lines], "in strict mode" in run.stdout


def _complaint(line: str, log: str) -> Problem:
    """A line of MkDocs' log, placed in the template or the page that it is about."""
    template = re.findall(rf'File "{re.escape(str(ROOT))}/(overrides/[^"]+)", line (\d+)', log)
    page = re.match(r"Error (?:reading|building) page '([^']+)': ", line)
    if template:
        return Problem(template[-1][0], int(template[-1][1]), line, "mend the template and build again")
    return Problem(f"docs/{page[1]}" if page else "mkdocs.yml", 0, line[page.end() if page else 0:], "mend this and build again")


def serve() -> None:
    """`make serve`: a live preview on http://127.0.0.1:8000. The page foot with the sources is added by `build` only."""
    fonts.build()
    subprocess.run([sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:8000"],
                   cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
