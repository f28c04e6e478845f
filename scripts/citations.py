"""How a source is written out."""

from html import escape


def order(row: dict) -> tuple:
    """Sort key: by author or title, then year."""
    return (row.get("authors") or row["title"]).casefold(), row.get("year", 0), row["id"]


def html(row: dict) -> str:
    """A source row as one line of HTML: authors, linked title, journal, year; or that only a copy was read."""
    title = escape(row["title"])
    if row["address"]:
        title = f'<a href="{escape(row["address"])}" rel="noopener noreferrer">{title}</a>'
    parts = [escape(row["authors"]).removesuffix(".") if row.get("authors") else "", title,  # "et al." has its stop
             escape(" ".join(filter(None, [row.get("journal"), row.get("volume")]))), str(row.get("year", ""))]
    text = ". ".join(part for part in parts if part) + "."
    return text if row["address"] else text + " Read in a copy; no address to link."
