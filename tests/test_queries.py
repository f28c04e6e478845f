"""What readers type: each question has its page, and the search finds it, hosted and from a disk."""

from pathlib import Path

import pytest
import yaml

from browser_tools import reader

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text("utf-8"))
# How many of all must be the first hit, and among the first three. Raised when the search gets better, never lowered.
FIRST, THREE = 0.45, 0.75


def address(edition, page: str) -> str:
    name = f"{page}.html"
    if edition.folders and not page.endswith("index"):
        name = f"{page}/index.html"
    return edition.url(name)


@pytest.fixture(params=["online", "offline"])
def edition(request):
    return request.getfixturevalue(request.param)


def found(page, edition, query: str) -> list[str]:
    """The addresses of the pages that the search lists for `query`, in order, without their parts."""
    page.evaluate("document.querySelector('.md-search-result__list').replaceChildren()")
    page.get_by_role("searchbox").fill(query)
    first = "all => all.map(one => one.querySelector('a').href)"
    links, before = [], None
    while links != before or not links:  # the list grows for a moment
        page.wait_for_timeout(100)
        before, links = links, page.locator(".md-search-result__list > li").evaluate_all(first)
        if "Nothing" in page.locator(".md-search-result__meta").text_content():
            break
    return [link.partition("#")[0].partition("?")[0] for link in links]


def places(browser, edition, queries: list[dict]) -> dict[str, int | None]:
    """For each query, the place of the first hit that answers it, from 1; None where none does."""
    with reader(browser, edition) as (page, _):
        page.goto(edition.pages()[0])
        result = {}
        for query in queries:
            wanted = {address(edition, name) for name in query["pages"]}
            hits = found(page, edition, query["query"])
            result[query["query"]] = next((place for place, hit in enumerate(hits, 1) if hit in wanted), None)
    return result


def test_every_question_has_a_page(edition):
    pages = set(edition.pages())
    assert [(query["query"], name) for query in QUERIES for name in query["pages"] if address(edition, name) not in pages] == []


def test_the_search_leads_there(browser, edition):
    got = places(browser, edition, QUERIES)
    first, three = (sum(bool(place and place <= limit) for place in got.values()) / len(got) for limit in (1, 3))
    print(f"first hit {first:.0%}, among three {three:.0%}")
    assert (first >= FIRST, three >= THREE) == (True, True), {query: place for query, place in got.items() if not place or place > 3}


def test_a_page_that_is_not_found_is_noticed(browser, online):
    assert places(browser, online, [{"query": "shower", "pages": ["no/such"]}]) == {"shower": None}
