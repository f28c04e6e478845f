"""Every check on finished HTML, for the hosted and for the offline edition."""

from pathlib import Path

from scripts.checks import links, metadata, structure, text
from scripts.checks.site import read_site
from scripts.problem import Problem

CHECKS = (
    links.check_addresses, links.check_link_texts, links.check_orphans,
    structure.check_head, structure.check_headings, structure.check_pictures, structure.check_ids,
    text.check_left_markdown, metadata.check_metadata,
)


def check_html(site_dir: Path, docs_dir: Path | None = None, *, offline: bool = False) -> list[Problem]:
    """All problems of the site built in `site_dir`, sorted; none means that it may be published.

    With `docs_dir`, problems are placed in the sources. `offline` is for the edition that is opened
    from a disk. Raises nothing, whatever the pages hold.
    """
    site = read_site(site_dir, docs_dir, offline=offline)
    return sorted({*site.unread, *(problem for check in CHECKS for problem in check(site))})


def external_links(site_dir: Path) -> dict[str, list[str]]:
    """Every address of another site that a reader can follow, with the paths of the pages it stands on."""
    found = {}
    for address in filter(links.is_external, read_site(site_dir).addresses):
        found.setdefault(address.value, set()).add(address.file)
    return {address: sorted(found[address]) for address in sorted(found)}
