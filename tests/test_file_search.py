"""A saved copy of the guide is searched from disk, with no network, in the two families of browsers readers have."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import need

RUNNER = Path(__file__).parent / "browser"
QUERIES = ["cement", "after"]
SECONDS = 240


@pytest.fixture(scope="module")
def node(node_modules):
    """Node, with what the runner needs installed beside it."""
    return need("node", "apt install nodejs")


@pytest.fixture(params=["chromium", "firefox"])
def search(request, node):
    """A function that runs the search of a bundle in one browser; returns the exit code and the report."""
    if request.param == "chromium":
        executable = need("chromium", "apt install chromium")
    else:
        executable = shutil.which("firefox") or need("firefox-esr", "apt install firefox-esr")

    def run(bundle: Path, queries: list[str]):
        command = [node, RUNNER / "file_search.mjs", "--browser", request.param, "--executable", executable,
                   "--bundle", bundle, "--queries", json.dumps(queries), "--timeout", str(SECONDS)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS + 60)
        assert done.returncode in (0, 1), done.stderr
        return done.returncode, json.loads(done.stdout)

    return run


def test_every_page_searches_from_disk(search, bundle):
    code, report = search(bundle, QUERIES)
    assert report["failures"] == []
    assert report["otherRequests"] == []
    assert report["errors"] == []
    assert report["pages"] == len(list(bundle.rglob("*.html"))) > 5
    assert report["searched"] == report["pages"] * len(QUERIES)
    assert code == 0


def test_without_the_stand_in_the_search_fails(search, bundle, tmp_path):
    """Proof that the test above can fail, and that the stand-in is still needed."""
    copy = shutil.copytree(bundle, tmp_path / "copy")
    for page in copy.rglob("*.html"):
        if page != copy / "index.html":  # each failing page costs the whole wait for a result
            page.unlink()
    (copy / "assets/js/iframe-worker.js").write_text("", encoding="utf-8")
    code, report = search(copy, QUERIES[:1])
    assert code == 1
    assert [each["page"] for each in report["failures"]] == ["index.html"]
