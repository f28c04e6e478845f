"""Every colour pair of docs/assets/css/tokens.css, counted: 7:1 for text, 3:1 for lines and pictures that mean something."""

import re

import pytest

from scripts.paths import DOCS

TOKENS, FIGURES, PRINT = ((DOCS / f"assets/css/{name}.css").read_text(encoding="utf-8") for name in ("tokens", "figures", "print"))
TEXT = [
    ("ink", "paper"), ("ink", "panel"), ("ink-soft", "paper"), ("ink-soft", "panel"), ("accent", "paper"),
    ("accent", "panel"), ("accent-ink", "accent"), ("accent", "accent-ground"), ("ink", "accent-ground"),
    ("danger", "paper"), ("danger", "danger-ground"), ("danger-ink", "danger"), ("ink", "danger-ground"),
    ("accent", "danger-ground"), ("accent", "warning-ground"), ("accent", "tip-ground"),
    ("warning", "warning-ground"), ("warning-ink", "warning"), ("ink", "warning-ground"),
    ("tip", "tip-ground"), ("ink", "tip-ground"), ("mark-ink", "mark"), ("focus", "focus-ground"),
    ("header-ink", "header"), ("help-ink", "help"),
]
# What a picture of numbers fills, what it leaves empty (rings, outlines of bars), and the paper: each against each.
PICTURES = [("accent", "paper"), ("rest", "paper"), ("accent", "rest")]
LINES = [("line", "paper"), ("line", "panel"), ("danger", "paper"), ("warning", "paper"), ("tip", "paper"),
         ("logo-broken", "header"), *PICTURES]


def themes(css: str) -> dict[str, dict[str, str]]:
    """The colour names of each theme; a theme that changes some of them keeps the rest of the light one."""
    blocks = re.findall(r"(:root[^{,]*)\{([^}]*)\}", css)
    found = {}
    for selector, body in blocks:
        colours = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", body))
        if colours:
            found[selector.strip()] = found.get(":root", {}) | colours
    return found


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colours."""

    def luminance(colour):
        channels = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_low(css: str) -> list[str]:
    """Every pair below its limit, in every theme."""
    return [
        f"{theme}: {one} on {other} is {contrast(colours[one], colours[other]):.2f}, needs {limit}"
        for theme, colours in themes(css).items()
        for pairs, limit in ((TEXT, 7), (LINES, 3))
        for one, other in pairs if contrast(colours[one], colours[other]) < limit
    ]


def test_four_themes_are_read():
    assert len(themes(TOKENS)) == 4


def test_dark_by_choice_is_dark_by_device():
    found = themes(TOKENS)
    assert found[':root[data-theme="dark"]'] == found[":root:not([data-theme])"]


def test_every_pair_is_high_enough():
    assert too_low(TOKENS) == []


@pytest.mark.parametrize("name, colour", [("ink-soft", "#8a8a8a"), ("danger", "#ff5555"), ("line", "#dddddd"), ("rest", "#b5b8b0"), ("rest", "#4c6f78")])
def test_a_pale_colour_is_caught(name, colour):
    pale = re.sub(rf"--{name}: #[0-9a-f]{{6}}", f"--{name}: {colour}", TOKENS, count=1)
    assert any(name in problem for problem in too_low(pale))


def faint_in_print(css: str) -> list[tuple[str, str]]:
    """The pairs of a picture of numbers that are too close on paper; all of them are grays there."""
    colours, = themes(css).values()
    return [pair for pair in PICTURES if contrast(*(colours[name] for name in pair)) < 3]


def test_pictures_are_clear_in_print():
    assert faint_in_print(PRINT) == []
    assert faint_in_print(PRINT.replace("--rest: #767676", "--rest: #aaaaaa")) == [("rest", "paper")]
    assert faint_in_print(PRINT.replace("--rest: #767676", "--rest: #444444")) == [("accent", "rest")]


def stray_colours(css: str) -> list[str]:
    """Fills and strokes of the pictures of numbers that are none of the colours counted here, nor the reader's own."""
    known = {"none", "var(--accent)", "var(--rest)", "CanvasText", "Canvas"}
    return [value for value in re.findall(r"(?:fill|stroke): ([^;]+);", css) if value not in known]


def test_pictures_use_only_colours_that_are_counted():
    assert stray_colours(FIGURES) == []
    assert stray_colours(FIGURES.replace("stroke: var(--rest)", "stroke: var(--hairline)")) and stray_colours("a { fill: #777; }")


def test_focus_shows_on_every_paper():
    # The ring has a dark and a bright band, so that one of them stands out on any ground.
    for theme, colours in themes(TOKENS).items():
        assert max(contrast(colours[band], colours["paper"]) for band in ("focus", "focus-ground")) >= 3, theme


def test_known_ratios():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
