"""The frame of a page and what it holds: menus, footers, cookie notices and such go, the text stays."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["without_frame"]

_FRAME = (
    "nav, footer, aside, dialog, form, button, header:not(:has(h1)), [hidden], [role=navigation], [role=banner],"
    "[role=contentinfo], [role=search], [role=dialog], [role=complementary], [style*='display:none'],"
    "[style*='display: none']"
)
_FRAME_NAMES = re.compile(
    r"(?:^|[-_\s])(?:ads?|advert|advertisement|banner|breadcrumbs?|byline|comments?|cookies?|consent|crumbs|disqus"
    r"|feedback|footer|gdpr|helpful|masthead|menu|meta|modal|nav|navbar|navigation|newsletter|outbrain|pager"
    r"|pagination|popup|promo|rating|recirc|recommended|recommendations|related|share|sharing|sidebar|sidenav|signup"
    r"|skip|social|sponsored|subscribe|taboola|table-of-contents|tags|toc|toolbar|topbar|trending|votes?)(?:$|[-_\s])",
    re.IGNORECASE,
)
"""Words in the class or id of what stands around a text, as the makers of sites and site builders name it."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TEXT = frozenset((
    "a", "b", "blockquote", "code", "details", "dl", "em", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "i", "li",
    "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
))  # fmt: skip
_MAIN = frozenset(("article", "body", "main"))
_CELLS = frozenset(("table", "tbody", "td", "tr"))

# Shares of a page's text that is no link, chosen on half of the 181 pages of scrapinghub's
# article-extraction-benchmark and on framed help articles, measured on the others: docs/decisions/0010-sites.md.
_LARGEST_FRAME = 0.5
"""Of an element whose tag or role says that it is frame; with more, the page is built against the rules."""
_LARGEST_NAMED = 0.4
"""Of one that only its name makes frame."""
_MOST = 0.8
"""Of the part that is read: without what stands around it."""
_LEAST_MAIN = 0.25
_DEEPEST = 150


def without_frame(body: "LexborNode") -> "LexborNode":
    """Remove the frame of a page, and return the innermost element that holds most of what is left.

    Where nothing tells frame and text apart, all stays.
    """
    weights = _weigh(body)
    whole = weights[body.mem_id]
    if not whole:
        return body
    frame = [node for node in body.css(_FRAME) if weights.get(node.mem_id, whole) < _LARGEST_FRAME * whole]
    frame += [
        node
        for node in body.css("[class], [id]")
        if node.tag not in _TEXT
        and node.tag not in _MAIN
        and weights.get(node.mem_id, whole) < _LARGEST_NAMED * whole
        and _FRAME_NAMES.search(_names(node))
    ]
    for node in reversed(frame):
        node.decompose()
    return _innermost(body)


def _innermost(body: "LexborNode") -> "LexborNode":
    weights = _weigh(body)
    node = _main_part(body, weights)
    goal = _MOST * weights[node.mem_id]
    while goal:
        inner = [child for child in node.iter() if child.tag not in _TEXT or _arranges(child)]
        largest = max(inner, key=lambda child: weights.get(child.mem_id, 0), default=None)
        if largest is None or weights.get(largest.mem_id, 0) < goal:
            break
        node = largest
    return node


def _main_part(body: "LexborNode", weights: dict[int, int]) -> "LexborNode":
    """Return the part that a page itself names its main one, if it holds enough to believe that."""
    for selector in ("main", "[role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and weights.get(found[0].mem_id, 0) >= _LEAST_MAIN * weights[body.mem_id]:
            return found[0]
    return body


def _arranges(node: "LexborNode") -> bool:
    """Return whether a table or cell arranges a page: it holds headings."""
    return node.tag in _CELLS and node.css_first("h1, h2, h3") is not None


def _names(node: "LexborNode") -> str:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    return _HUMP.sub("-", names)


def _weigh(root: "LexborNode") -> dict[int, int]:
    """Return the characters of each element that are in no link, by `mem_id`."""
    weights: dict[int, int] = {}

    def weigh(node: "LexborNode", depth: int) -> int:
        if node.tag == "-text":
            return len((node.text_content or "").strip())
        if node.tag == "a":
            return 0
        weight, child = 0, node.first_child
        if depth == _DEEPEST:
            weight, child = len(node.text()), None
        while child is not None:
            weight += weigh(child, depth + 1)
            child = child.next
        weights[node.mem_id] = weight
        return weight

    weigh(root, 0)
    return weights
