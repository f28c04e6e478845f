"""Makes the two editions, checks them, and only then puts them where people look."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from scripts import bundle, data, fonts, pages, postbuild
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
    found, problems = pages.load()
    loaded = data.load()
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
    archive = bundle.write(BUILD / "offline", DIST, day, loaded.emergency_line())
    print(f"Hosted edition: {SITE.relative_to(ROOT)}/ ({len(found)} pages)")
    print(f"Offline bundle: {archive.relative_to(ROOT)} ({archive.stat().st_size / 1000:.0f} kB)")


def edition(name: str, folder: Path, found: list[pages.Page], loaded: data.Data, day: str) -> None:
    """Builds and checks one edition in `folder`. `day` is YYYY-MM-DD. Raises BuildFailed."""
    offline = name == "offline"
    log = mkdocs(["build", "--site-dir", str(folder)], environment(name, day))
    if log:
        # Our own checks name the line and the remedy; MkDocs' words are the fallback.
        problems = check_html(folder, DOCS, offline=offline) if folder.is_dir() else []
        raise BuildFailed(problems or [Problem("mkdocs.yml", 0, line, "mend this and build again") for line in log])
    try:
        postbuild.run(folder, found, loaded, offline)
    except postbuild.DidNotMatch as error:
        raise BuildFailed([Problem("scripts/postbuild.py", 0, str(error), "compare the theme's files with our edits")]) from error
    if problems := check_html(folder, DOCS, offline=offline):
        raise BuildFailed(problems)


def mkdocs(arguments: list[str], variables: dict[str, str]) -> list[str]:
    """Runs MkDocs. Returns its warnings and errors, one line each; empty when all went well."""
    run = subprocess.run([sys.executable, "-m", "mkdocs", *arguments], cwd=ROOT, env=os.environ | variables,
                         capture_output=True, text=True)
    if run.returncode == 0:
        return []
    lines = re.findall(r"^(?:WARNING|ERROR|Error|Aborted)\W+(.*)$", run.stderr, re.MULTILINE)
    # A crash of a plugin or extension ends in a traceback: its last line is the reason.
    return list(dict.fromkeys(lines)) or run.stderr.strip().splitlines()[-1:]


def serve() -> None:
    """`make serve`: a live preview on http://127.0.0.1:8000. The page foot with the sources is added by `build` only."""
    fonts.build()
    subprocess.run([sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:8000"],
                   cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
