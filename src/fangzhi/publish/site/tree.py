"""Contents: the whole tree on the title page, and beside the text what surrounds a page."""

from __future__ import annotations

from fangzhi.model.work import Node
from fangzhi.publish.html.pages import Page
from fangzhi.publish.html.sheet import Shared
from fangzhi.publish.legal import attribute, escaped


def whole_tree(shared: Shared) -> str:
    """Give the contents of the book as nested lists."""
    book = shared.book
    front = "".join(_branch(node, shared) for node in book.front)
    text = "".join(_branch(node, shared) for node in book.work.nodes)
    parts = [f'<ol class="front">{front}</ol>' if front else ""]
    parts.append(f"<ol>{text}</ol>" if text else "")
    return "\n".join(part for part in parts if part)


def below(node: Node, shared: Shared) -> str:
    """Give the contents of one parted node."""
    items = "".join(_branch(child, shared) for child in node.nodes)
    return f'<ol class="below">{items}</ol>' if items else ""


def beside(page: Page, shared: Shared) -> str:
    """Give the outermost nodes, opened along the way to this page."""
    book = shared.book
    way = {node.id for node in (*page.trail, page.node)}
    items = "".join(_opened(node, way, page, shared) for node in (*book.front, *book.work.nodes))
    return f'<p class="beside-head"><a href="index.html#contents">目录</a></p><ol>{items}</ol>'


def _branch(node: Node, shared: Shared) -> str:
    inner = "".join(_branch(child, shared) for child in node.nodes)
    listed = f"<ol>{inner}</ol>" if inner else ""
    return f"<li>{_line(node, shared, '')}{listed}</li>"


def _opened(node: Node, way: set[str], page: Page, shared: Shared) -> str:
    listed = ""
    if node.id in way:
        inner = "".join(_opened(child, way, page, shared) for child in node.nodes)
        listed = f"<ol>{inner}</ol>" if inner else ""
    here = ' aria-current="page"' if node.id == page.node.id else ""
    return f"<li>{_line(node, shared, page.file, here)}{listed}</li>"


def _line(node: Node, shared: Shared, file: str, here: str = "") -> str:
    number = f'<span class="number">{escaped(node.label)}</span> ' if node.label else ""
    words = escaped(node.title or ("" if node.label else "（无题）"))
    return f'<a href="{attribute(shared.address(node.id, file))}"{here}>{number}{words}</a>'
