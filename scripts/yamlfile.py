"""Reads YAML so that every complaint can name a line."""

import json
import re
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import best_match

from scripts.paths import DATA, ROOT
from scripts.problem import Problem


class Unreadable(Exception):
    """A schema cannot be read; `problem` says which."""

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem


# Characters that no keyboard types and no browser shows.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# To YAML 012 is ten, 1:30 is ninety, 1_0 is ten and .nan is a number. A person means something else.
PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?")
# To JSON Schema 24.0 is an integer, too; a count of people is none if it has a point.
_Validator = validators.extend(Draft202012Validator, type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
    "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)))


# libyaml, where it is built in, reads ten times as fast.
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


def _number(loader: _Loader, node: yaml.ScalarNode) -> int | float:
    if not PLAIN_NUMBER.fullmatch(node.value):
        raise yaml.MarkedYAMLError(problem=f"'{node.value[:40]}' is not a number in plain digits, such as 12 or 0.5 (text goes in quotes)",
                                   problem_mark=node.start_mark)
    return float(node.value) if "." in node.value else int(node.value)


def _text(loader: _Loader, node: yaml.ScalarNode) -> str:
    if not re.search(r"\w", node.value) or CONTROL.search(node.value) or node.style in ("'", '"') and node.value != node.value.strip():
        raise yaml.MarkedYAMLError(problem="this text is blank, begins or ends with a space, or holds an invisible character",
                                   problem_mark=node.start_mark)
    return node.value


for _tag, _construct in (("int", _number), ("float", _number), ("str", _text)):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def name_of(path: Path) -> str:
    """`path` as a person of this project would write it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


def text_of(path: Path) -> tuple[str, list[Problem]]:
    """The text of `path`, with plain line ends and no byte order mark; a problem where it is not plain UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if found := CONTROL.search(text):
            return "", [Problem(name_of(path), text.count("\n", 0, found.start()) + 1, "this line holds an invisible control character",
                                "type the line again")]
        return text, []
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
                   f"this is not valid YAML: {' '.join(str(getattr(error, 'problem', None) or error).split())[:200]}",
                   "check the spelling, the indent and the quotes around this line")


def read(text: str, file: str, schema: dict, first_line: int = 1):
    """Parses `text` and checks it against `schema`.

    Returns (data, problems, line_of); line_of takes a path into the data, such as (0, "id"), and gives
    the line it stands on. `first_line` is the line of the file on which `text` begins. Raises nothing.
    """
    try:
        # A few lines of aliases can stand for more rows than a computer holds.
        if alias := next((event for event in yaml.parse(text, _Loader) if isinstance(event, yaml.AliasEvent)), None):
            raise yaml.MarkedYAMLError(problem=f"'*{alias.anchor}' repeats another part: write it out", problem_mark=alias.start_mark)
        node = yaml.compose(text, _Loader)
        data = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
        # Of a choice, such as null or a reviewer, best_match tells which part of the likelier one is wrong.
        errors = list(map(best_match, zip(_Validator(schema, format_checker=FormatChecker()).iter_errors(data))))
    except (yaml.YAMLError, ValueError, KeyError, RecursionError) as error:  # "!!int word" and its like; brackets in brackets
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
                f"{_place(data, list(error.absolute_path))}: {_said(error)}",
                f"see the schema “{schema['title']}” in docs/data/schemas")
        for error in errors
    ]
    return data, problems, line_of


def _said(error) -> str:
    """What a schema error says. Where none of several forms fits, the schema says in words what would."""
    if error.validator == "oneOf" and "description" in error.schema:
        return error.schema["description"]
    if not error.absolute_path and error.validator_value == "array":
        return "it must be a list of rows, each beginning with a dash"
    # The message begins with the whole of what is wrong, be it a page long.
    return error.message if len(error.message) < 200 else f"{error.message[:60]} … {error.message[-100:]}"


def _place(data, path: list) -> str:
    """A path into `data` as a person would say it: the row by its id, where it has one."""
    if path and isinstance(path[0], int) and isinstance(data[path[0]], dict) and isinstance(data[path[0]].get("id"), str):
        path = [f"row '{data[path[0]]['id']}'", *path[1:]]
    return "/".join(map(str, path)) or "the file"


def schema(name: str) -> dict:
    """The schema of that name, from docs/data/schemas. Raises Unreadable."""
    path = DATA / "schemas" / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unreadable(Problem(name_of(path), getattr(error, "lineno", 0), f"the schema cannot be read: {error}",
                                 "bring it back from the repository")) from error
