"""What we claim: facts, sources, numbers, positions and what words mean, read once and cross-checked."""

from dataclasses import dataclass, field
from pathlib import Path

from scripts import glossary, outcomes, yamlfile
from scripts.paths import DATA
from scripts.problem import Problem

# The files of docs/data, in the order in which their faults are told.
FILES = ("facts", "sources", "emergency", "trials", "outcomes", "positions", "figures", "glossary")


@dataclass
class Data:
    """All rows by id, emergency numbers in file order, and what is wrong with any of them."""

    facts: dict[str, dict] = field(default_factory=dict)
    sources: dict[str, dict] = field(default_factory=dict)
    trials: dict[str, dict] = field(default_factory=dict)
    outcomes: dict[str, dict] = field(default_factory=dict)
    positions: dict[str, dict] = field(default_factory=dict)
    figures: dict[str, dict] = field(default_factory=dict)
    glossary: dict[str, dict] = field(default_factory=dict)
    emergency: list[dict] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)  # of each row, by file and id
    problems: list[Problem] = field(default_factory=list)

    def emergency_line(self) -> str:
        """All emergency numbers in one line, for paper: "US and Canada 911, UK 999, ..."."""
        return ", ".join(f"{row['where']} {row['number']}" for row in self.emergency)

    def rows_of(self, trial: str) -> list[dict]:
        """The outcomes of one trial, in file order."""
        return [row for row in self.outcomes.values() if row["trial"] == trial]


_read: dict[tuple, Data] = {}


def load(folder: Path = DATA) -> Data:
    """Reads every data file in `folder`. Never raises for bad content: see `problems`. Raises yamlfile.Unreadable.

    Each block of each page asks for the data, so what was read is kept until a file or a schema changes.
    """
    # Looked at before they are read: a file that changes in between is read again the next time.
    state = tuple(_state(path) for name in FILES for path in (folder / f"{name}.yml", DATA / "schemas" / f"{name}.json"))
    if state not in _read:
        _read.clear()
        _read[state] = _load(folder)
    return _read[state]


def _state(path: Path) -> tuple:
    try:
        found = path.stat()
    except OSError:  # gone, or just being replaced by an editor
        return path, None
    return path, found.st_mtime_ns, found.st_size, found.st_ino


def _load(folder: Path) -> Data:
    data = Data()
    rows = {name: _rows(folder / f"{name}.yml", name, data.problems) for name in FILES}
    for name in FILES:
        if name == "emergency":
            data.emergency = [row for row, _, _ in rows[name]]
        else:
            setattr(data, name, _by_id(rows[name], data.problems))
            data.lines |= {(name, row["id"]): line for row, _, line in rows[name]}
    if data.problems:  # half-read rows would only add a hundred complaints about ids
        return data
    cited = set()
    for row, file, line in (found for name in FILES if name != "sources" for found in rows[name]):
        name = row.get("id", row.get("where"))
        cited.update(row.get("sources", []))
        for source in row.get("sources", []):
            if source not in data.sources:
                data.problems.append(Problem(file, line, f"{name} cites the unknown source '{source}'",
                                             "add it to docs/data/sources.yml or correct the id"))
        for fact in row.get("facts", []):
            if fact not in data.facts:
                data.problems.append(Problem(file, line, f"{name} rests on the unknown fact '{fact}'",
                                             "add it to docs/data/facts.yml or correct the id"))
    for row, file, line in rows["sources"]:
        if row["id"] not in cited:
            data.problems.append(Problem(file, line, f"the source '{row['id']}' is cited by nothing",
                                         "cite it in a fact, or take it out"))
    if not data.problems:
        for name in ("emergency", "trials", "outcomes", "positions"):
            for row, file, line in rows[name]:
                found = [*outcomes.unverified(row, data), *(outcomes.faults(row, data) if name == "outcomes" else ())]
                data.problems += [Problem(file, line, f"row '{row.get('id', row.get('where'))}': {message}", remedy)
                                  for message, remedy in found]
        for row, file, line in rows["glossary"]:
            data.problems += [Problem(file, line, f"the word '{row['id']}': {message}", remedy)
                              for message, remedy in glossary.faults(row, data)]
    return data


def _rows(path: Path, name: str, problems: list[Problem]) -> list[tuple[dict, str, int]]:
    file = yamlfile.name_of(path)
    if not path.is_file():
        problems.append(Problem(file, 0, "the file is missing", "bring it back from the repository"))
        return []
    text, found = yamlfile.text_of(path)
    if not found:
        data, found, line_of = yamlfile.read(text, file, yamlfile.schema(name))
    problems += found
    return [] if found else [(row, file, line_of((index,))) for index, row in enumerate(data)]


def _by_id(rows: list[tuple[dict, str, int]], problems: list[Problem]) -> dict[str, dict]:
    out = {}
    for row, file, line in rows:
        if row["id"] in out:
            problems.append(Problem(file, line, f"the id '{row['id']}' is given twice", "give each row an id of its own"))
        out[row["id"]] = row
    return out
