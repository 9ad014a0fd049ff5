r"""Admonitions of class ``dropdown`` open and close without a script: ``<details>``."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import admonitionlabels
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator


class details(nodes.General, nodes.Element):
    """What can be opened and closed."""


class summary(nodes.Part, nodes.TextElement):
    """What is seen of it always; a click opens the rest, so it holds no link."""


class DropdownsAsDetails(SphinxPostTransform):
    """Turn a dropdown into details, once sphinx-exercise has written its title."""

    default_priority = 500
    formats = ("html",)

    def run(self, **kwargs) -> None:
        """Replace every admonition of this page that is a dropdown."""
        for node in list(self.document.findall(nodes.Admonition)):
            if "dropdown" in node.get("classes", []):
                node.replace_self(as_details(node))


def as_details(node: nodes.Element) -> details:
    """Make details of an admonition; its title, or its kind, is what is seen."""
    titled = node.children and isinstance(node.children[0], nodes.title)
    rest = node.children[titled:]
    title = node.children[0].children if titled else [_kind(node)]
    head = summary("", "", *title, classes=["admonition-title"])
    for link in list(head.findall(nodes.reference)):
        link.replace_self(link.children)
    classes = [*_kinds(node), *node["classes"], "admonition"]
    return details("", head, *rest, ids=node["ids"], classes=classes)


def _kinds(node: nodes.Element) -> list[str]:
    """Name the kind of a note, a warning, ...; a titled admonition has none."""
    return [node.tagname] if node.tagname in admonitionlabels else []


def _kind(node: nodes.Element) -> nodes.Text:
    return nodes.Text(str(admonitionlabels.get(node.tagname, "More")))


def _visit(writer: HTML5Translator, node: nodes.Element) -> None:
    writer.body.append(writer.starttag(node, node.tagname))


def _depart(writer: HTML5Translator, node: nodes.Element) -> None:
    writer.body.append(f"</{node.tagname}>\n")


def setup(app: Sphinx) -> None:
    """Register the nodes and the transform."""
    for node in (details, summary):
        app.add_node(node, html=(_visit, _depart))
    app.add_post_transform(DropdownsAsDetails)
