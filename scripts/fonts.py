"""Cuts Atkinson Hyperlegible (SIL OFL 1.1) down to the letters the guide uses: 30 kB for the reader, not 300."""

import io
from pathlib import Path

from fontpkg_atkinson_hyperlegible import __file__ as package_file
from fontTools import subset

from scripts.paths import ROOT

SOURCE = Path(package_file).parent
TARGET = ROOT / "overrides" / "assets" / "fonts"
WEIGHTS = {"Regular": "atkinson-regular.woff2", "Bold": "atkinson-bold.woff2"}
# Latin with accents (names in citations), dashes and quotes, arrows, the multiplication and degree signs.
UNICODES = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x2192, 0x2190, 0x2212, 0x20AC]


def build(target: Path = TARGET) -> None:
    """Writes the subset fonts and their licence into `target` (made if missing); the same bytes every time."""
    target.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark", "mkmk", "ccmp"], notdef_outline=True)
        font = subset.load_font(str(SOURCE / "files" / f"AtkinsonHyperlegible-{weight}.ttf"), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=UNICODES)
        cutter.subset(font)
        out = io.BytesIO()
        subset.save_font(font, out, options)
        (target / name).write_bytes(out.getvalue())
    (target / "OFL.txt").write_text((SOURCE / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
