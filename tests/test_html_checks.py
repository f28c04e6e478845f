"""The checks on finished HTML: each small bad site must fail with its own rule and no other."""

import re
from pathlib import Path

import pytest

from scripts import inline
from scripts.checks.html import check_html, external_links
from scripts.checks.text import FENCES
from scripts.problem import Problem

FIXTURES = Path(__file__).parent / "fixtures"
BAD = FIXTURES / "bad" / "html"
GOOD = FIXTURES / "good" / "html"

# What every message must say, and the sites of which it must be said.
RULES = {
    "leads to no page or file": """missing-page missing-page-with-source missing-image missing-srcset missing-source
        missing-script missing-stylesheet missing-style missing-style-attribute missing-poster missing-object missing-frame
        missing-use missing-in-css missing-css-import file-with-slash wrong-case lost-missing lost-complete-missing""",
    "is called '#": "missing-fragment missing-fragment-elsewhere missing-gradient",
    "leads out of the guide": "beyond-root outside-base lost-outside",
    "has an empty address": "empty-address",
    "cannot be read": "unreadable-address unreadable-empty unreadable-bytes unreadable-css",
    "comes from another website": """external-script external-image external-protocol-relative external-uppercase
        external-frame external-preconnect external-font external-style-attribute external-template external-noscript
        external-form external-css-font external-svg-style""",
    "is not secure": "link-http link-http-uppercase link-protocol-relative",
    "must not use": "link-javascript link-other-kind",
    "has no text that says where": "link-without-text link-bare-url link-here",
    "does not say noopener": "link-without-noopener",
    "no link leads to this page": "orphan",
    "has no text for those who cannot see it": "image-without-alt image-empty-alt",
    "a drawing (svg) has no name": "drawing-without-name drawing-without-role",
    "which is not on the page": "reference-aria reference-label reference-headers reference-in-template",
    "is given more than once": "duplicate-id",
    "main heading": "heading-none heading-two",
    "a level is left out": "heading-skipped",
    "is empty": "heading-empty",
    "which language": "page-without-language",
    "has no title": "page-without-title",
    "is also that of": "page-same-title",
    "has no description": "page-without-description",
    "the JSON-LD cannot be read": "metadata-unreadable metadata-no-date",
    "the JSON-LD gives the": "metadata-name metadata-description metadata-address metadata-language",
    "og:title is 'Away'": "metadata-social",
    "the JSON-LD is for": "metadata-audience",
    "which the page does not say": "metadata-review-invented metadata-review-date metadata-date",
    "the JSON-LD names nobody": "metadata-review-unnamed",
    "the JSON-LD has the unknown": "metadata-unknown",
    "is shown as raw text": "left-fence left-fence-class left-code-for-patients",
    "Markdown is shown": """left-attribute-list left-attribute-list-colon left-snippet left-admonition left-tab
        left-backticks left-footnote left-link left-bold left-mark-in-name""",
    "is written as seen from 404.html": "lost-relative",
    "no readable index.html": "no-index",
    "begins at the top of a server": "offline-root offline-root-image",
    "leads to a folder": "offline-folder offline-dot",
}
CASES = [(name, said) for said, names in RULES.items() for name in names.split()]

# Where the source is at hand, the message names its file and line and what to write instead.
PLACES = {
    "missing-page-with-source": "docs/index.md:5: 'still-in-pian.md' leads to no page or file. "
                                "What to do: did you mean 'still-in-pain.md'?",
    "missing-fragment": "docs/index.md:3: nothing on 'index.md' is called '#warning-sings'. "
                        "What to do: did you mean '#warning-signs'?",
    "heading-skipped": "docs/index.md:5: the heading 'Two' (h4) follows an h2: a level is left out. "
                       "What to do: make it an h3, which is '###' in Markdown.",
    "orphan": "docs/lost.md: no link leads to this page. What to do: add it to the nav in mkdocs.yml, or link to it.",
    "link-here": "docs/index.md:3: the link to 'https://www.nhs.uk/' has no text that says where it leads, "
                 "only 'Click here.'. What to do: write, as its text, what the reader will find there.",
    "left-fence": "docs/index.md:3: a block or a mark is shown as raw text: 'icons'. "
                  "What to do: check the backticks, the name after them, the indent and the blank lines around.",
    "missing-in-css": "site/a.css:2: 'b.png' leads to no page or file. What to do: correct the address.",
}


def problems(name):
    docs = BAD / name / "docs"
    return check_html(BAD / name / "site", docs if docs.is_dir() else None, offline=name.startswith("offline-"))


def write(folder, body="", path="index.html", title="Home", head=""):
    """Writes a page with which nothing is wrong but, perhaps, its body."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    head += f'<title>{title}</title><meta name="description" content="A guide.">'
    file.write_text(f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{title}</h1>{body}</body></html>', "utf-8")


@pytest.mark.parametrize(("name", "said"), CASES)
def test_a_bad_site_fails_with_its_own_rule_only(name, said):
    messages = [problem.message for problem in problems(name)]
    assert messages and all(said in message for message in messages), messages


def test_every_bad_site_is_tried():
    assert sorted(path.name for path in BAD.iterdir()) == sorted(name for name, _ in CASES)


@pytest.mark.parametrize("edition", ["hosted", "offline"])
def test_a_good_site_passes(edition):
    assert check_html(GOOD / edition, None, offline=edition == "offline") == []


@pytest.mark.parametrize("name", PLACES)
def test_a_problem_is_placed_where_it_can_be_mended(name):
    assert [str(problem) for problem in problems(name)] == [PLACES[name]]


def test_a_problem_without_a_line_names_the_file_only():
    assert str(Problem("docs/index.md", 0, "it is wrong", "mend it")) == "docs/index.md: it is wrong. What to do: mend it."


def test_what_is_not_in_the_source_is_placed_in_the_built_page(tmp_path):
    write(tmp_path / "site", '\n<a href="gone.html">Gone</a>')
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    assert [(p.file, p.line) for p in check_html(tmp_path / "site", tmp_path / "docs")] == [("site/index.html", 2)]


def test_a_word_of_the_text_is_not_taken_for_a_link(tmp_path):
    write(tmp_path / "site", '<a href="https://www.nhs.uk/advice">NHS advice</a>')
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\nGood advice.\n")
    assert [p.file for p in check_html(tmp_path / "site", tmp_path / "docs")] == ["site/index.html"]


def test_a_text_that_pages_share_is_searched_too(tmp_path):
    write(tmp_path / "site", '<a href="https://www.nhs.uk/">NHS advice</a>')
    (tmp_path / "docs" / "data").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "docs" / "data" / "sources.yml").write_text("- id: nhs\n  address: https://www.nhs.uk/\n")
    assert [(p.file, p.line) for p in check_html(tmp_path / "site", tmp_path / "docs")] == [("docs/data/sources.yml", 2)]


@pytest.mark.parametrize(("path", "href"), [
    ("café au lait.html", "caf%C3%A9%20au%20lait.html#top"),
    ("café au lait.html", "café au lait.html?from=home"),
    ("a%20b.html", "a%2520b.html"),
    ("deep/er/index.html", "./deep/../deep/er/"),
    ("deep/er/index.html", "deep/er"),
    ("deep/er/index.html", "/guide/deep/er/index.html"),
    ("deep/er/index.html", " deep\\er\\ "),
])
def test_addresses_are_read_as_browsers_read_them(tmp_path, path, href):
    write(tmp_path, f'<a href="{href}">There</a>', head='<link rel="canonical" href="https://example.org/guide/">')
    write(tmp_path, path=path, title="There")
    assert check_html(tmp_path) == []


def test_without_a_canonical_address_the_site_is_the_whole_server(tmp_path):
    write(tmp_path, '<a href="/a/">There</a>')
    write(tmp_path, path="a/index.html", title="There")
    write(tmp_path, '<a href="/">Home</a> <a href="/a/">There</a>', path="404.html", title="Not found")
    assert check_html(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"  \n", b"\0", b"<!-- -->", b"<!doctype html>", b"\xff\xfe", b"<" * 10000,
                                  b"<div>" * 5000, b"<svg><title></svg><a href='http://['><template>", b"%PDF-1.7"])
@pytest.mark.parametrize("offline", [False, True])
def test_unreadable_pages_are_problems_not_tracebacks(tmp_path, data, offline):
    write(tmp_path, '<a href="a.html">There</a>')
    (tmp_path / "a.html").write_bytes(data)
    (tmp_path / "404.html").write_bytes(data)
    assert f"{tmp_path.name}/a.html" in [problem.file for problem in check_html(tmp_path, offline=offline)]
    assert isinstance(external_links(tmp_path), dict)


def test_a_site_that_was_not_built_is_a_problem(tmp_path):
    assert "no readable index.html" in check_html(tmp_path / "site")[0].message


def test_external_links_are_listed_with_their_pages():
    assert external_links(GOOD / "hosted") == {
        "HTTPS://www.nhs.uk/": ["index.html"],
        "https://example.org/guide/recover/": ["404.html"],
        "https://www.nhs.uk/a": ["index.html"],
    }


def test_every_fence_of_the_guide_is_looked_for():
    config = (Path(__file__).parent.parent / "mkdocs.yml").read_text("utf-8")
    assert set(re.findall(r"- name: ([\w-]+)\n\s+class:", config)) <= {*FENCES, *inline.FORMATS}
