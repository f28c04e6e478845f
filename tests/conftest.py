"""What the tests share: one build of the guide, made in a copy so that nobody's site/ and dist/ are touched."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from browser_tools import ARGUMENTS, Edition, host

ROOT = Path(__file__).resolve().parent.parent
# What a build does not read, or writes itself.
LEFT_OUT = shutil.ignore_patterns(".*cache", ".git", ".venv", "__pycache__", "node_modules", "build", "dist", "site", "tests")
PATIENCE = 300  # seconds; a build takes about ten


def copy_tree(target: Path, source: Path = ROOT) -> Path:
    """Copies the sources of the guide to `target`, which must not exist. Returns it."""
    return Path(shutil.copytree(source, target, ignore=LEFT_OUT))


def run_scripts(tree: Path, command: str, umask: int = -1, **variables: str) -> subprocess.CompletedProcess:
    """Runs `python -m scripts COMMAND` in `tree`, with `variables` added to the environment. Does not judge the outcome."""
    return subprocess.run([sys.executable, "-m", "scripts", command], cwd=tree, env=os.environ | variables, umask=umask,
                          capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE)


def built(tree: Path, umask: int = -1, **variables: str) -> Path:
    """Builds `tree` and returns it. Where the build stops, the test fails with what it said."""
    run = run_scripts(tree, "build", umask, **variables)
    assert run.returncode == 0, run.stderr
    return tree


def unzipped(archive: Path, target: Path) -> Path:
    """Unzips `archive` into `target` and returns the one folder that comes out."""
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(target)
    folder, = target.iterdir()
    return folder


def need(tool: str, how: str) -> str:
    """The path of `tool`. Without it the test fails under CI=true and is skipped elsewhere; `how` says how to get it."""
    if path := shutil.which(tool):
        return path
    stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    stop(f"'{tool}' is missing. To get it: {how}")


@pytest.fixture(scope="session")
def tree(tmp_path_factory) -> Path:
    """A built copy of the guide. What a test expects is read from here: the repository may be changing under it."""
    return built(copy_tree(tmp_path_factory.mktemp("build") / "guide"))


@pytest.fixture(scope="session")
def hosted(tree) -> Path:
    """The hosted edition."""
    return tree / "site"


@pytest.fixture(scope="session")
def archive(tree) -> Path:
    """The zip of the offline edition."""
    found, = (tree / "dist").glob("*.zip")
    return found


@pytest.fixture(scope="session")
def bundle(archive, tmp_path_factory) -> Path:
    """The folder that the zip unpacks to."""
    return unzipped(archive, tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    chromium = need("chromium", "apt install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def online(hosted):
    """The hosted edition, on a server."""
    with host(hosted) as address:
        yield Edition(hosted, address, folders=True)


@pytest.fixture(scope="session")
def offline(bundle):
    """The unzipped bundle, opened from the file system."""
    return Edition(bundle, bundle.as_uri(), folders=False)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the locked npm packages of tests/browser, installed where they are missing or old."""
    folder = ROOT / "tests" / "browser"
    lock, installed = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm = need("npm", "apt install npm")
        run = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder,
                             stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
    return folder / "node_modules"
