"""Turns content tabs into named sections: readable without JavaScript, on paper and by screen readers.

pymdownx.tabbed writes radio buttons and labels, which screen readers announce as a form and which
print out of order. This Markdown extension rewrites each set before the table of contents is made:
one section per procedure, each under a heading of its own, so that the contents list and the search
index can point into it. docs/assets/js/tabs.js adds the ARIA tabs on top.
"""

import xml.etree.ElementTree as etree

from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

LABELS = ("Kyphoplasty", "Vertebroplasty")
HEADINGS = ("h1", "h2", "h3", "h4", "h5")


class TabsError(ValueError):
    """A set of tabs that does not hold exactly the two procedures, in order."""


class TabsTreeprocessor(Treeprocessor):
    """Rewrites every `.tabbed-set` of a page."""

    def run(self, root):
        """Changes `root` in place. Raises TabsError where the labels are not exactly LABELS."""
        heading = None
        for element in list(root.iter()):
            if element.tag in HEADINGS:
                heading = element
            elif element.tag == "div" and "tabbed-set" in element.get("class", "").split():
                self.rewrite(element, heading)

    def rewrite(self, tabs, heading):
        labels = tuple("".join(label.itertext()).strip() for label in tabs.findall("./div/label"))
        if labels != LABELS:
            raise TabsError(
                f"tabs are labelled {', '.join(labels)}; they must be {' and '.join(LABELS)}, in that order"
            )
        panels = tabs.findall("./div[@class='tabbed-content']/div")
        tail = tabs.tail
        tabs.clear()
        tabs.tail = tail
        tabs.set("class", "procedure-tabs")
        level, stem = self.place(heading)
        for label, panel in zip(LABELS, panels):
            name = etree.Element(level, {"class": "procedure-tabs__name", "id": f"{stem}-{label.lower()}"})
            name.text = label
            panel.set("class", "procedure-tabs__panel")
            panel.insert(0, name)
            tabs.append(panel)

    def place(self, heading):
        """The tag and the id stem for the names of a set that stands under `heading`."""
        if heading is None:
            return "h2", "tab"
        stem = heading.get("id") or slugify("".join(heading.itertext()), "-")
        return f"h{int(heading.tag[1]) + 1}", stem


class TabsExtension(Extension):
    def extendMarkdown(self, md):
        # After attr_list (8), which sets heading ids; before toc (5), which lists them.
        md.treeprocessors.register(TabsTreeprocessor(md), "procedure-tabs", 7)


def makeExtension(**kwargs):
    return TabsExtension(**kwargs)
