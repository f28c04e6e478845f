"""Custom fences: what a page shows from the data. Each raises SuperFencesException or nothing at all,
because any other exception is swallowed and the raw text of the fence published."""

from html import escape

from pymdownx.superfences import SuperFencesException

from scripts import citations, data


FENCES = {}  # by name: the checks try each one where it stands, to name its line


def _checked(fence):
    """Turns every fault of a fence into the one exception that stops the build."""

    def wrapped(source, language, css_class, options, md, **kwargs):
        try:
            loaded = data.load()
            if loaded.problems:
                raise SuperFencesException("\n".join(map(str, loaded.problems)))
            return fence(source.strip(), loaded)
        except SuperFencesException:
            raise
        except Exception as error:  # any fault must stop the build
            raise SuperFencesException(f"the fence '{language}' failed: {error!r}") from error

    FENCES[fence.__name__] = wrapped
    return wrapped


@_checked
def emergency(source: str, loaded: data.Data) -> str:
    """The emergency numbers of docs/data/emergency.yml as links that a phone can dial. Takes no text."""
    if source:
        raise SuperFencesException("the fence 'emergency' takes no text: leave it empty")
    rows = "".join(
        f'<li><a href="tel:{row["number"]}">{escape(row["where"])} <strong>{row["number"]}</strong></a></li>'
        for row in loaded.emergency
    )
    return f'<ul class="emergency">{rows}</ul>'


@_checked
def sources(source: str, loaded: data.Data) -> str:
    """All sources in order of author or title, by first letter, each under its id, so that pages can point to them. Takes no text."""
    if source:
        raise SuperFencesException("the fence 'sources' takes no text: leave it empty")
    letters = {}
    for row in sorted(loaded.sources.values(), key=citations.order):
        letters.setdefault(citations.letter(row), []).append(row)
    ways = "".join(f'<li><a href="#letter-{letter}"><span class="unseen">Sources under </span>{letter.upper()}</a></li>' for letter in letters)
    lists = "".join(
        f'<h2 id="letter-{letter}">{letter.upper()}</h2><ul class="sources">'
        + "".join(f'<li id="{row["id"]}">{citations.html(row)}</li>' for row in rows) + "</ul>"
        for letter, rows in letters.items()
    )
    return f'<ul class="letters">{ways}</ul>{lists}'
