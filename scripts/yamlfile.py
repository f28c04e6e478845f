"""Reads YAML so that every complaint can name a line."""

from pathlib import Path

import yaml
from jsonschema import Draft202012Validator, FormatChecker

from scripts.paths import DATA, ROOT
from scripts.problem import Problem


class _Loader(yaml.SafeLoader):
    """Dates stay text (the schema checks their form) and a key given twice is an error."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key, _ in node.value:
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


def read(text: str, file: str, schema: dict, first_line: int = 1):
    """Parses `text` and checks it against `schema`.

    Returns (data, problems, line_of); line_of takes a path into the data, such as (0, "id"), and gives
    the line it stands on. `first_line` is the line of the file on which `text` begins. Raises nothing.
    """
    try:
        node = yaml.compose(text, _Loader)
        data = yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        what = getattr(error, "problem", None) or str(error)
        return None, [Problem(file, line, f"this is not valid YAML: {what}",
                              "check the spelling, the indent and the quotes around this line")], lambda path: line

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
                f"{'/'.join(map(str, error.absolute_path)) or 'the file'}: {error.message}",
                f"see the schema “{schema['title']}” in docs/data/schemas")
        for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(data)
    ]
    return data, problems, line_of


def schema(name: str) -> dict:
    """The schema of that name, from docs/data/schemas."""
    return yaml.safe_load((DATA / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
