"""Reads YAML so that every complaint can name a line."""

import re
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

from scripts.paths import DATA, ROOT
from scripts.problem import Problem


# libyaml, where it is built in, reads ten times as fast: every fence of every page reads the data again.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Dates stay text (the schema checks their form) and a key given twice is an error."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a list or a table stands where a key should", problem_mark=key.start_mark)
            if key.tag == "tag:yaml.org,2002:bool":
                raise yaml.MarkedYAMLError(problem=f"the key '{key.value}' means yes or no to YAML: put it in quotes",
                                           problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key '{key.value}' is given twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def name_of(path: Path) -> str:
    """`path` as a person of this project would write it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def text_of(path: Path) -> tuple[str, list[Problem]]:
    """The text of `path`, with plain line ends and no byte order mark; a problem where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError:
        lines = path.read_bytes().splitlines()
        line = next(n for n, text in enumerate(lines, 1) if "\ufffd" in text.decode("utf-8", "replace"))
        return "", [Problem(name_of(path), line, "this line is not UTF-8 text", "save the file as UTF-8 in your editor")]


def broken(error: Exception, file: str, first_line: int = 1) -> Problem:
    """What a YAML reader complained of, in the words and on the line of a writer."""
    # A bracket or a quote that was never closed is missed far below: name the line on which it was opened.
    opened = re.search("flow|quoted", getattr(error, "context", None) or "")
    mark = error.context_mark if opened else getattr(error, "problem_mark", None)
    return Problem(file, first_line + mark.line if mark else 0,
                   f"this is not valid YAML: {getattr(error, 'problem', None) or error}",
                   "check the spelling, the indent and the quotes around this line")


def read(text: str, file: str, schema: dict, first_line: int = 1):
    """Parses `text` and checks it against `schema`.

    Returns (data, problems, line_of); line_of takes a path into the data, such as (0, "id"), and gives
    the line it stands on. `first_line` is the line of the file on which `text` begins. Raises nothing.
    """
    try:
        node = yaml.compose(text, _Loader)
        data = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, KeyError) as error:  # the last two: "!!int word" and its like
        problem = broken(error, file, first_line)
        return None, [problem], lambda path: problem.line

    def line_of(path):
        here = node
        for step in path:
            if isinstance(here, yaml.SequenceNode) and isinstance(step, int) and step < len(here.value):
                here = here.value[step]
            elif isinstance(here, yaml.MappingNode):
                here = next((value for key, value in here.value if key.value == step), here)
        return first_line + (here.start_mark.line if here is not None else 0)

    problems = [
        Problem(file, line_of(error.absolute_path),
                f"{_place(data, list(error.absolute_path))}: {error.message}",
                f"see the schema “{schema['title']}” in docs/data/schemas")
        # Of a choice, such as null or a reviewer, best_match tells which part of the likelier one is wrong.
        for error in map(best_match, zip(Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(data)))
    ]
    return data, problems, line_of


def _place(data, path: list) -> str:
    """A path into `data` as a person would say it: the row by its id, where it has one."""
    if path and isinstance(path[0], int) and isinstance(data[path[0]], dict) and isinstance(data[path[0]].get("id"), str):
        path = [f"row '{data[path[0]]['id']}'", *path[1:]]
    return "/".join(map(str, path)) or "the file"


def schema(name: str) -> dict:
    """The schema of that name, from docs/data/schemas."""
    return yaml.safe_load((DATA / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
