"""Checks that what search engines are told of a page is what the page itself says, to its readers."""

import json
from collections.abc import Iterator

from scripts.checks.site import Page, Site
from scripts.pages import written_out
from scripts.problem import Problem

TEMPLATE = "see overrides/partials/metadata.html"
# The properties of schema.org (types MedicalWebPage and above) that are in use here, and no others.
KNOWN = {"@context", "@type", "name", "description", "url", "inLanguage", "isAccessibleForFree", "license", "dateModified",
         "about", "medicalAudience", "lastReviewed", "reviewedBy"}


def check_metadata(site: Site) -> Iterator[Problem]:
    """JSON-LD and Open Graph agree with the page; a review is claimed only where the page names who did it."""
    for path, page in site.pages.items():
        for script in page.root.xpath("//script[@type='application/ld+json']"):
            try:
                told = json.loads(script.text or "")
                messages = list(_disagreements(page, told))
            except (ValueError, AttributeError, TypeError, LookupError) as error:
                messages = [f"the JSON-LD cannot be read ({error})"]
            for message in messages:
                yield site.problem(path, message, TEMPLATE, line=script.sourceline)


def _disagreements(page: Page, told: dict) -> Iterator[str]:
    """What `told`, the JSON-LD of a page, says otherwise than the page. Raises where it is not built as expected."""
    head = {m.get("name") or m.get("property"): m.get("content", "").strip() for m in page.root.xpath("//meta[@content]")}
    words = " ".join(" ".join(page.root.xpath("//body//text()[not(ancestor::script)]")).split())
    expected = {
        "name": " ".join(page.root.xpath("string(//h1)").split()),
        "description": head.get("description"),
        "inLanguage": page.root.get("lang"),
        "url": page.root.xpath("string(//link[@rel='canonical']/@href)") or None,
    }
    for key, value in expected.items():
        if told.get(key) != value:
            yield f"the JSON-LD gives the {key} '{told.get(key)}', the page '{value}'"
    for name, key in (("og:title", "name"), ("og:description", "description"), ("og:url", "url")):
        if head.get(name) != told.get(key):
            yield f"{name} is '{head.get(name)}', the JSON-LD has '{told.get(key)}'"
    audience = (told.get("medicalAudience") or {}).get("audienceType", "project").lower()
    if audience != head.get("audience"):
        yield f"the JSON-LD is for '{audience}', the page for '{head.get('audience')}'"
    reviewer = told.get("reviewedBy") or {}
    dated = f"on {written_out(told['lastReviewed'])}" if told.get("lastReviewed") else ""
    said = f"Reviewed by {reviewer.get('name')}, {reviewer.get('jobTitle')}, {dated}."
    if (reviewer or dated) and said not in words:
        yield f"the JSON-LD claims '{said}', which the page does not say"
    if "Reviewed by " in words and not reviewer:
        yield "the page says 'Reviewed by', the JSON-LD names nobody"
    if f"on {written_out(told['dateModified'])}" not in words:
        yield f"the JSON-LD is dated {told['dateModified']}, which the page does not say"
    if unknown := told.keys() - KNOWN:
        yield f"the JSON-LD has the unknown {', '.join(sorted(unknown))}"
