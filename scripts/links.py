"""`make links`: tries every external link over the network. Advice for a person; never part of the tests."""

from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from scripts.checks.html import external_links
from scripts.paths import SITE

TIMEOUT = 20  # seconds
AGENT = {"User-Agent": "Mozilla/5.0 (link check of an open patient guide)"}


def run() -> int:
    """Prints one line for each address that does not answer; returns 1 where there is one."""
    found = external_links(SITE) if SITE.is_dir() else {}
    if not found:
        print("There is no site/ yet: run `make build` first.")
        return 1
    with ThreadPoolExecutor(max_workers=8) as pool:
        answers = dict(zip(found, pool.map(answer, found)))
    bad = {address: what for address, what in answers.items() if what}
    for address, what in sorted(bad.items()):
        print(f"{address}\n    {what}\n    on {', '.join(sorted(found[address]))}")
    print(f"{len(found)} links tried, {len(bad)} to look at. Some sites refuse programs: open those in a browser.")
    return bool(bad)


def answer(address: str) -> str:
    """What is wrong with `address`, or nothing."""
    try:
        with urlopen(Request(address, headers=AGENT), timeout=TIMEOUT):  # noqa: S310 - https only, see the link checks
            return ""
    except HTTPError as error:
        return f"answers {error.code}"
    except OSError as error:
        return f"does not answer: {error}"
