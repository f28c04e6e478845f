"""The hosted edition as a server and a search engine meet it: addresses, metadata, sitemap, headers, redirects."""

import json
import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from conftest import ROOT, built, copy_tree
from scripts import pages

ADDRESS = "https://guide.example.org/spine/"


@pytest.fixture(scope="module")
def published(tree, tmp_path_factory) -> Path:
    """The hosted edition as built for an address of its own."""
    return built(copy_tree(tmp_path_factory.mktemp("published") / "guide", tree), SITE_URL=ADDRESS) / "site"


@pytest.fixture(scope="module")
def sources(tree) -> dict[str, dict]:
    """The front matter of every page, by the path of its address."""
    found, _ = pages.load(tree / "docs")
    return {address_of(page.path.relative_to(tree / "docs").as_posix()): page.meta for page in found}


def address_of(name: str) -> str:
    """The path at which a server shows the page written in `name`."""
    return re.sub(r"(^|/)index/$", r"\1", name.removesuffix(".md") + "/")


def read(site: Path, address: str) -> BeautifulSoup:
    return BeautifulSoup((site / address / "index.html").read_text("utf-8"), "lxml")


def one(html, selector: str, attribute: str = "content") -> str | None:
    found = html.select(selector)
    assert len(found) < 2, selector
    return found[0][attribute] if found else None


# Each page ------------------------------------------------------------------------------------------

def test_every_page_says_where_it_is_and_what_it_holds(published, sources):
    for address, meta in sources.items():
        html = read(published, address)
        assert one(html, "link[rel=canonical]", "href") == ADDRESS + address
        assert one(html, "meta[property='og:url']") == ADDRESS + address
        assert one(html, "meta[property='og:title']") == meta["title"]
        assert one(html, "meta[property='og:description']") == one(html, "meta[name=description]") == meta["description"]
        assert one(html, "meta[property='og:type']") == "article"


def test_every_page_has_structured_data(published, sources):
    for address, meta in sources.items():
        told, = (json.loads(tag.string) for tag in read(published, address).select("script[type='application/ld+json']"))
        assert told["@type"] == "MedicalWebPage" and told["@context"] == "https://schema.org"
        assert (told["name"], told["url"], told["dateModified"]) == (meta["title"], ADDRESS + address, meta["checked"])
        assert ("lastReviewed" in told, "reviewedBy" in told) == (meta["reviewed"] is not None,) * 2
        assert told.get("medicalAudience", {}).get("audienceType", "project").lower() == meta["audience"]


def test_without_an_address_none_is_made_up(hosted):
    for path in hosted.rglob("*.html"):
        html = BeautifulSoup(path.read_text("utf-8"), "lxml")
        assert not html.select("link[rel=canonical], meta[property='og:url']"), path
    assert "Sitemap" not in (hosted / "robots.txt").read_text()


# For search engines ---------------------------------------------------------------------------------

def sitemap_faults(xml: str, sources: dict[str, dict]) -> list[str]:
    """How a sitemap differs from the pages and the days on which they were checked."""
    listed = {entry.loc.text: entry.lastmod.text for entry in BeautifulSoup(xml, "xml").select("url")}
    wanted = {ADDRESS + address: meta["checked"] for address, meta in sources.items()}
    return sorted(f"{address}: {listed.get(address)}, not {wanted.get(address)}"
                  for address in listed.keys() | wanted.keys() if listed.get(address) != wanted.get(address))


def test_the_sitemap_lists_every_page_with_its_day(published, sources):
    xml = (published / "sitemap.xml").read_text("utf-8")
    assert sitemap_faults(xml, sources) == []
    assert len(sitemap_faults(re.sub(r"<lastmod>\d{4}", "<lastmod>1999", xml, count=1), sources)) == 1
    assert len(sitemap_faults(xml.replace("/get-help/<", "/gone/<"), sources)) == 2


def test_robots_may_read_all_and_find_the_sitemap(published):
    lines = (published / "robots.txt").read_text().split("\n")
    assert "User-agent: *" in lines and "Allow: /" in lines and f"Sitemap: {ADDRESS}sitemap.xml" in lines
    assert not [line for line in lines if line.startswith("Disallow")]


# For Netlify and Cloudflare Pages -------------------------------------------------------------------

def redirect_faults(text: str, site: Path) -> list[str]:
    """What is wrong with a file of redirects."""
    faults, seen = [], set()
    for line in filter(None, (line.partition("#")[0].split() for line in text.splitlines())):
        if len(line) != 3 or line[2] != "301":
            faults.append(f"{' '.join(line)}: not 'from to 301'")
            continue
        start, target, _ = line
        if not (site / target.strip("/") / "index.html").is_file() or not target.endswith("/"):
            faults.append(f"{start}: leads to {target}, which is no page")
        if start in seen or (site / start.strip("/")).exists():
            faults.append(f"{start}: stands in the way of a page or of another line")
        seen.add(start)
    return faults if seen else ["there is none"]


def test_short_addresses_lead_to_pages(hosted):
    assert redirect_faults((hosted / "_redirects").read_text(), hosted) == []


@pytest.mark.parametrize("line", ["/a /gone/ 301", "/a /get-help 301", "/get-help /recover/ 301", "/a /get-help/ 302", "/a",
                                  "/a /get-help/ 301\n/a /recover/ 301", ""])
def test_a_bad_redirect_is_noticed(hosted, line):
    assert redirect_faults(line, hosted)


def test_headers_guard_every_page(hosted):
    first, *lines = [line for line in (hosted / "_headers").read_text().splitlines() if not line.startswith("#")]
    headers = dict(re.fullmatch(r"  ([\w-]+): (.+)", line).groups() for line in lines)
    assert first == "/*"
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    # What a policy inside a page cannot say: nobody may show the guide in a frame of theirs.
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    for power in ("camera", "geolocation", "microphone"):
        assert f"{power}=()" in headers["Permissions-Policy"]


# For GitHub Pages -----------------------------------------------------------------------------------

def test_the_workflow_tests_first_and_publishes_the_hosted_edition():
    workflow = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text("utf-8"))
    steps = workflow["jobs"]["test"]["steps"]
    run, = (step for step in steps if ".ci/run" in step.get("run", ""))
    assert "SITE_URL" in run["env"]
    upload, = (step for step in steps if "upload-pages-artifact" in step.get("uses", ""))
    assert upload["with"]["path"] == "site" and steps.index(upload) > steps.index(run)
    publish = workflow["jobs"]["publish"]
    assert publish["needs"] == "test" and publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["permissions"] == {"contents": "read"}


# The accessibility statement ------------------------------------------------------------------------

def test_every_page_leads_to_the_accessibility_statement(published, sources):
    for address in sources:
        link, = (a for a in read(published, address).footer.select("a") if a.get_text() == "Accessibility")
        target = (published / address / link["href"]).resolve()
        assert target == (published / "about" / "accessibility").resolve(), address
    statement = read(published, "about/accessibility")
    gaps = statement.select_one("#gaps")
    assert "WCAG 2.2" in statement.article.get_text() and gaps.find_next("ul").find_all("li")
