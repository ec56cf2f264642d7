"""Reading a page as a browser would, strictly: what is opened is closed, and what each element bears."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset({"meta", "rect", "use", "path", "circle", "link", "br", "img", "input"})


class Page(HTMLParser):
    """A page that was read: its elements with what they bear, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.style = ""
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.style += data
        elif data.strip():
            self.texts.append(data.strip())

    def bearing(self, name: str) -> list[str]:
        """Give the values of an attribute wherever it stands."""
        return [given[name] for _, given in self.elements if name in given]

    def shown(self) -> list[str]:
        """Give everything that is told to somebody."""
        return [*self.texts, *self.bearing("title"), *self.bearing("aria-label")]
