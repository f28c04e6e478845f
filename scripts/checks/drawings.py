"""Checks on our drawings: only plain shapes, only our classes, and numbers that agree with their words.

What is allowed is listed; all else stops the build. So no script, no raster image and no color of its own gets into a page.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from scripts import drawings, yamlfile
from scripts.data import Data
from scripts.paths import DOCS
from scripts.problem import Problem

ELEMENTS = set("svg g defs pattern clipPath path circle ellipse rect line polyline polygon use text".split())
ATTRIBUTES = set("class id d cx cy r rx ry x y x1 y1 x2 y2 width height points transform viewBox href fill stroke clip-path "
                 "patternUnits patternTransform data-frames".split())
PAINT = {"fill": ("none",), "stroke": ("none",), "href": (), "clip-path": ()}  # beside a reference inside the drawing
WIDEST = 400  # units; numbers in the drawing are 22 units high, and so 16 pixels on the smallest phone


def check_drawings(data: Data, shown: set[str], docs: Path = DOCS) -> Iterator[Problem]:
    """Every fault of the drawings in `docs` and of their rows. `shown` are the ids of the figures that pages show."""
    folder, sheet = docs / "assets/figures", docs / "assets/css/drawings.css"
    classes = set(re.findall(r"\.(d-[\w-]+)", sheet.read_text(encoding="utf-8"))) if sheet.is_file() else set()
    files = {path.stem: path for path in sorted(folder.glob("*"))}
    rows = {}
    for row in data.figures.values():
        place = "docs/data/figures.yml", data.lines["figures", row["id"]]
        name = drawings.file_of(row)
        rows.setdefault(name, []).append(row)
        if name not in files:
            yield Problem(*place, f"figure '{row['id']}': there is no drawing docs/assets/figures/{name}.svg", "draw it, or correct the id")
        elif row["id"] not in shown:
            yield Problem(*place, f"the figure '{row['id']}' is shown on no page", "show it, or take it out")
    for name, path in files.items():
        file = yamlfile.name_of(path)
        if path.suffix != ".svg":
            yield Problem(file, 0, "only drawings (.svg) stand in this folder", "draw it as SVG, or move it")
            continue
        root, faults = _read(path, file)
        faults += [] if root is None else [Problem(file, line, message, remedy) for line, message, remedy in _faults(root, classes)]
        yield from faults
        if name not in rows:
            yield Problem(file, 0, "no figure in docs/data/figures.yml shows this drawing", "write its words there, or take the drawing out")
        elif not faults:
            for row in rows[name]:
                yield from (Problem("docs/data/figures.yml", data.lines["figures", row["id"]], f"figure '{row['id']}': {message}", remedy)
                            for message, remedy in _words(row, root))
            drawn = {frame for group in root.iter(f"{drawings.SVG}g") for frame in group.get("data-frames", "").split()}
            named = {frame["frame"] for row in rows[name] for frame in row.get("frames", [])}
            for frame in sorted(drawn - named) if named else ():
                yield Problem(file, 0, f"no figure shows the picture '{frame}' of this drawing", "name it in docs/data/figures.yml, or take it out")


def _read(path: Path, file: str) -> tuple[etree._Element | None, list[Problem]]:
    try:
        root = drawings.parsed(path)
    except etree.XMLSyntaxError as error:
        return None, [Problem(file, error.lineno or 0, f"this is not valid XML: {error.msg}", "open it in a browser to see where it breaks")]
    if root.getroottree().docinfo.doctype:
        return None, [Problem(file, 1, "it has a document type", "begin with the <svg> element")]
    return root, []


def _faults(root: etree._Element, classes: set[str]) -> Iterator[tuple[int, str, str]]:
    """Line, message and remedy of what does not belong in a drawing."""
    box = root.get("viewBox", "").split()
    if root.tag != f"{drawings.SVG}svg" or len(box) != 4 or not all(re.fullmatch(r"-?\d+(\.\d+)?", part) for part in box):
        yield root.sourceline, "it does not begin with <svg> and a viewBox of four numbers", 'write <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">'
        return
    if not 0 < float(box[2]) <= WIDEST or float(box[3]) <= 0:
        yield root.sourceline, f"it is {box[2]} units wide and {box[3]} high; at most {WIDEST} fit a phone", "draw it narrower, or part it into pictures"
    ids, seen = {element.get("id") for element in root.iter()}, set()
    for element in root.iter():
        line = element.sourceline
        if not isinstance(element.tag, str) or not element.tag.startswith(drawings.SVG) or element.tag[len(drawings.SVG):] not in ELEMENTS:
            name = etree.QName(element).localname if isinstance(element.tag, str) else "a processing instruction or an entity"
            yield line, f"<{name}> is not allowed in a drawing", f"use plain shapes: {', '.join(sorted(ELEMENTS))}"
            continue
        tag = element.tag[len(drawings.SVG):]
        for key, value in element.attrib.items():
            referred = drawings.reference(key, value)
            if key not in ATTRIBUTES or (tag == "svg" and key in ("width", "height")) or (tag != "g" and key == "data-frames"):
                yield line, f"the attribute '{key}' is not allowed on <{tag}>", "say what the shape is with a class of docs/assets/css/drawings.css"
            elif key in PAINT and value not in PAINT[key] and not referred:
                yield line, f"{key}=\"{value}\" brings a color or a file of its own", "use a class of docs/assets/css/drawings.css"
            elif referred and referred not in ids:
                yield line, f"it refers to '{referred}', which is not in the drawing", "correct the name"
            elif key == "class" and value not in classes:
                yield line, f"there is no class '{value}'", "use one class of docs/assets/css/drawings.css, or add it there"
            elif key == "id":
                if value in seen:
                    yield line, f"the id '{value}' is given twice", "give each group a name of its own"
                seen.add(value)
        if tag == "text" and not re.fullmatch(r"[1-7]", (element.text or "").strip()):
            yield line, f"the words '{(element.text or '').strip()}' are part of the drawing", "only numbers from 1 to 7: words go into docs/data/figures.yml"


def _words(row: dict, root: etree._Element) -> Iterator[tuple[str, str]]:
    """Message and remedy of what a row says that its drawing does not show, or the other way round."""
    drawn = {frame for group in root.iter(f"{drawings.SVG}g") for frame in group.get("data-frames", "").split()}
    frames = [frame["frame"] for frame in row.get("frames", []) if frame["frame"]]
    if unknown := sorted(set(frames) - drawn):
        yield f"the drawing has no picture '{unknown[0]}'", "correct the name, or draw it"
        return
    if drawn and not frames:
        yield "the drawing has several pictures, but the row names none", "list them under 'frames'"
        return
    beside = drawings.layout(row) == "beside"
    if beside != ("columns" in row) or beside and len(row["frames"]) % 2:
        yield "pictures that stand beside each other need two columns, and two pictures for each step", "give 'columns' and pairs of frames, with null where there is none"
    shown = {int(text.text) for group in _numbers(root, frames) for text in group.iter(f"{drawings.SVG}text")}
    named = [part["number"] for part in row.get("parts", [])]
    if named != sorted(set(named)) or (named and named != list(range(1, len(named) + 1))):
        yield "its parts are not numbered 1, 2, 3 and so on", "number them in order"
    elif shown != set(named) and not (beside and not named):
        yield f"the numbers in the drawing are {sorted(shown) or 'none'}, those of its parts {named or 'none'}", "make them agree"


def _numbers(root: etree._Element, frames: list[str]) -> list[etree._Element]:
    """The groups with a number that are seen in at least one of `frames`; all where there are none."""
    found = []
    for group in root.iter(f"{drawings.SVG}g"):
        within = [set(each.get("data-frames", "").split()) for each in (group, *group.iterancestors(f"{drawings.SVG}g"))]
        if group.get("class") == "d-number" and any(all(not names or frame in names for names in within) for frame in frames or [""]):
            found.append(group)
    return found
