"""What we claim: facts, sources and emergency numbers, read once and cross-checked."""

from dataclasses import dataclass, field
from pathlib import Path

from scripts import yamlfile
from scripts.paths import DATA
from scripts.problem import Problem


@dataclass
class Data:
    """All rows by id, emergency numbers in file order, and what is wrong with any of them."""

    facts: dict[str, dict] = field(default_factory=dict)
    sources: dict[str, dict] = field(default_factory=dict)
    emergency: list[dict] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)  # of each fact, in facts.yml
    problems: list[Problem] = field(default_factory=list)

    def emergency_line(self) -> str:
        """All emergency numbers in one line, for paper: "US and Canada 911, UK 999, ..."."""
        return ", ".join(f"{row['where']} {row['number']}" for row in self.emergency)


def load(folder: Path = DATA) -> Data:
    """Reads every data file in `folder`. Never raises for bad content: see `problems`."""
    data = Data()
    rows = {name: _rows(folder / f"{name}.yml", name, data.problems) for name in ("facts", "sources", "emergency")}
    data.facts = _by_id(rows["facts"], data.problems)
    data.lines = {row["id"]: line for row, _, line in rows["facts"]}
    data.sources = _by_id(rows["sources"], data.problems)
    data.emergency = [row for row, _, _ in rows["emergency"]]
    if data.problems:  # half-read rows would only add a hundred complaints about ids
        return data
    cited = set()
    for row, file, line in rows["facts"] + rows["emergency"]:
        cited.update(row["sources"])
        for source in row["sources"]:
            if source not in data.sources:
                data.problems.append(Problem(file, line, f"{row.get('id', row.get('where'))} cites the unknown source '{source}'",
                                             "add it to docs/data/sources.yml or correct the id"))
    for row, file, line in rows["sources"]:
        if row["id"] not in cited:
            data.problems.append(Problem(file, line, f"the source '{row['id']}' is cited by nothing",
                                         "cite it in a fact, or take it out"))
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
