"""How a source is written out."""

from html import escape


def order(row: dict) -> tuple:
    """Sort key: by author or title, then year."""
    return (row.get("authors") or row["title"]).casefold(), row.get("year", 0), row["id"]


def html(row: dict) -> str:
    """A source row as one line of HTML: authors, linked title, journal, year; or that only a copy was read."""
    authors = (row.get("authors") or "").removesuffix(".")  # "et al." has its own stop
    journal = " ".join(filter(None, [row.get("journal"), row.get("volume")]))
    title = row["title"]
    if row["kind"] == "patient-page":
        # Many hospital pages have the same title: the owner's name in the link tells them apart.
        title += f" ({', '.join(filter(None, [authors, journal]))})" if authors or journal else ""
        authors = journal = ""
    title = escape(title)
    if row["address"]:
        title = f'<a href="{escape(row["address"])}" rel="noopener noreferrer">{title}</a>'
    parts = [escape(authors), title, escape(journal), str(row.get("year", ""))]
    text = ". ".join(part for part in parts if part) + "."
    return text if row["address"] else text + " Read in a copy; no address to link."
