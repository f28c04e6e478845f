"""Every colour pair of docs/assets/css/tokens.css, counted: 7:1 for text, 3:1 for lines that mean something."""

import re

import pytest

from scripts.paths import DOCS

TOKENS = (DOCS / "assets/css/tokens.css").read_text(encoding="utf-8")
TEXT = [
    ("ink", "paper"), ("ink", "panel"), ("ink-soft", "paper"), ("ink-soft", "panel"), ("accent", "paper"),
    ("accent", "panel"), ("accent-ink", "accent"), ("accent", "accent-ground"), ("ink", "accent-ground"),
    ("danger", "paper"), ("danger", "danger-ground"), ("danger-ink", "danger"), ("ink", "danger-ground"),
    ("accent", "danger-ground"), ("accent", "warning-ground"), ("accent", "tip-ground"),
    ("warning", "warning-ground"), ("warning-ink", "warning"), ("ink", "warning-ground"),
    ("tip", "tip-ground"), ("ink", "tip-ground"), ("mark-ink", "mark"), ("focus", "focus-ground"),
    ("header-ink", "header"), ("help-ink", "help"),
]
LINES = [("line", "paper"), ("line", "panel"), ("danger", "paper"), ("warning", "paper"), ("tip", "paper"),
         ("accent", "paper"), ("logo-broken", "header")]


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


@pytest.mark.parametrize("name, colour", [("ink-soft", "#8a8a8a"), ("danger", "#ff5555"), ("line", "#dddddd")])
def test_a_pale_colour_is_caught(name, colour):
    pale = re.sub(rf"--{name}: #[0-9a-f]{{6}}", f"--{name}: {colour}", TOKENS, count=1)
    assert any(name in problem for problem in too_low(pale))


def test_focus_shows_on_every_paper():
    # The ring has a dark and a bright band, so that one of them stands out on any ground.
    for theme, colours in themes(TOKENS).items():
        assert max(contrast(colours[band], colours["paper"]) for band in ("focus", "focus-ground")) >= 3, theme


def test_known_ratios():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
