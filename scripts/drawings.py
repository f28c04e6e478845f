"""Our drawings: an SVG of docs/assets/figures and its words from docs/data/figures.yml, as one figure in the page.

The drawing is put inside the page, so that theme, high contrast, forced colors and print reach it. Its words are
real text beside it: numbers in the drawing, names in a list.
"""

import re
from html import escape
from pathlib import Path

from lxml import etree

from scripts.paths import DOCS

FOLDER = DOCS / "assets" / "figures"
SVG = "{http://www.w3.org/2000/svg}"
REFERENCE = re.compile(r"#([\w-]+)")  # in `href`
PAINTED_WITH = re.compile(r"url\(#([\w-]+)\)")  # in `fill` and the like, where "#fff" would be a color
DO = {True: "Like this", False: "Not like this"}


def parsed(path: Path) -> etree._Element:
    """The root of a drawing, without comments. Raises etree.XMLSyntaxError, or OSError where there is no file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_blank_text=True)
    return etree.parse(str(path), parser).getroot()


def file_of(row: dict) -> str:
    """The name of the drawing of a row: its own, or one that it shares."""
    return row.get("drawing", row["id"])


def layout(row: dict) -> str:
    """How a row is shown: as it says; without a word, several pictures side by side, and one by itself."""
    return row.get("layout", "grid" if "frames" in row else "single")


def seen(root: etree._Element, frame: str | None) -> etree._Element:
    """`root` with only what one picture shows: groups without `data-frames`, and those that name it."""
    for group in list(root.iter(f"{SVG}g")):
        frames = group.attrib.pop("data-frames", "").split()
        if frames and frame not in frames:
            group.getparent().remove(group)
    used = references(root)
    for pattern in root.iterfind(f".//{SVG}defs/*"):
        if pattern.get("id") not in used:
            pattern.getparent().remove(pattern)
    return root


def reference(key: str, value: str) -> str | None:
    """The id that an attribute refers to inside the drawing, if any."""
    found = (REFERENCE if key == "href" else PAINTED_WITH).fullmatch(value)
    return found and found[1]


def references(root: etree._Element) -> set[str]:
    """The ids that a drawing refers to, in `href`, `fill` and the like."""
    return {name for element in root.iter(f"{SVG}*") for key, value in element.attrib.items() if (name := reference(key, value))}


def svg(row: dict, frame: str | None, told: dict[str, str]) -> str:
    """One picture as inline SVG. Its ids are the row's own: two figures on a page never clash.

    `told` is what screen readers are to know of it, as attributes.
    """
    root = seen(parsed(FOLDER / f"{file_of(row)}.svg"), frame)
    if "parts" not in row:  # small pictures beside each other have no room for numbers
        for number in root.findall(f".//{SVG}g[@class='d-number']"):
            number.getparent().remove(number)
    used = references(root)
    stem = "-".join(filter(None, ("art", row["id"], frame)))
    for element in root.iter(f"{SVG}*"):
        name = element.attrib.pop("id", None)  # the names of groups are for those who draw
        if name in used:
            element.set("id", f"{stem}-{name}")
        for key, value in element.attrib.items():
            if reference(key, value):
                element.set(key, value.replace("#", f"#{stem}-"))
    root.attrib.update({"class": "drawing", "data-search-exclude": "", **told})
    return etree.tostring(root, encoding="unicode")


def _named(name: str, words: str) -> dict[str, str]:
    """A picture with a name, described by the element `words`."""
    return {"role": "img", "aria-label": name, "aria-describedby": words}


def figure(row: dict) -> str:
    """The whole figure: caption, pictures, numbered parts, and the picture in words."""
    kind = layout(row)
    words = f"art-{row['id']}-words"
    if kind == "signs":
        return _signs(row)
    if kind == "bare":  # it says nothing that a caption would add to
        return f'<div class="art art--bare" data-art="{row["id"]}">{svg(row, None, {"role": "img", "aria-label": row["name"]})}</div>'
    if kind == "single":
        pictures = f'<div class="art__frame">{svg(row, None, _named(row["name"], words))}</div>'
    else:
        counted = sum(1 for frame in row["frames"] if frame["frame"])
        frames = [_frame(row, place, frame, counted) for place, frame in enumerate(row["frames"], 1)]
        pictures = _beside(row, frames) if kind == "beside" else "".join(f"<li>{each}</li>" for each in frames)
        pictures = pictures if kind == "beside" else f'<ol class="art__frames">{pictures}</ol>'
    kind += " art--pairs" if any("do" in frame for frame in row.get("frames", [])) else ""
    return (f'<figure class="art art--{kind}" data-art="{row["id"]}"><figcaption><p class="art__name">{escape(row["name"])}</p>'
            f'<p>{escape(row["caption"])}</p></figcaption>{pictures}{_parts(row)}{_words(row, words)}</figure>')


def _frame(row: dict, place: int, frame: dict, counted: int) -> str:
    if frame["frame"] is None:
        return f'<div class="art__frame art__frame--none"><p>{escape(frame["caption"])}</p></div>'
    mark = "" if "do" not in frame else (f'<strong class="art__do art__do--{"yes" if frame["do"] else "no"}">{DO[frame["do"]]}</strong> ')
    label = f"{row['name']}: {frame['caption']}"
    number = f'<span class="art__step">Picture {place}.</span> ' if layout(row) == "steps" else ""
    return (f'<div class="art__frame">{svg(row, frame["frame"], _named(label, _words_id(row, place, frame)))}'
            f'<p class="art__caption">{number}{mark}{escape(frame["caption"])}</p></div>')


def _words_id(row: dict, place: int, frame: dict) -> str:
    return f"art-{row['id']}-words-{place}" if "description" in frame else f"art-{row['id']}-words"


def _beside(row: dict, frames: list[str]) -> str:
    """Two rows of pictures, step under step, each row under the name of what it shows."""
    heads = "".join(f'<p class="art__column">{escape(name)}</p>' for name in row["columns"])
    steps = "".join(f"<li>{one}{other}</li>" for one, other in zip(frames[::2], frames[1::2]))
    return f'<div class="art__beside"><div class="art__columns">{heads}</div><ol class="art__frames">{steps}</ol></div>'


def _signs(row: dict) -> str:
    """A list of signs with a picture before each. The words say it all, so screen readers pass the pictures by."""
    items = "".join(f'<li>{svg(row, frame["frame"], {"aria-hidden": "true"})}<span>{escape(frame["caption"])}</span></li>' for frame in row["frames"])
    return f'<ul class="art-signs" data-art="{row["id"]}">{items}</ul>'


def _parts(row: dict) -> str:
    if "parts" not in row:
        return ""
    items = "".join(f'<li value="{part["number"]}"><span class="art__number">{part["number"]}</span> {escape(part["name"])}</li>'
                    for part in row["parts"])
    return f'<ol class="art__parts">{items}</ol>'


def _words(row: dict, name: str) -> str:
    """What stands in for the picture. A closed box, because those who see the picture have the caption and the parts."""
    frames = "".join(f'<li id="{_words_id(row, place, frame)}">{escape(frame["description"])}</li>'
                     for place, frame in enumerate(row.get("frames", []), 1) if "description" in frame)
    return (f'<details class="art__words"><summary>{"These pictures" if "frames" in row else "This picture"} in words</summary>'
            f'<p id="{name}">{escape(row["description"].strip())}</p>{f"<ol>{frames}</ol>" if frames else ""}'
            f'<p>{escape(row["simplified"].strip())}</p></details>')
