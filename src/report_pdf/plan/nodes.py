"""An issue.yaml as a tree of scalars, lists and mappings; every node knows its place.

The tree is built from PyYAML's events, not by its constructors: a scalar stays the string that was written, a tag
makes no object, duplicate keys are seen, and depth and size are bounded (also through aliases).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.rules import rule
from report_pdf.plan.source import Source

__all__ = ["Items", "Keys", "Node", "NotPlainError", "Scalar", "read_nodes"]

_DEEPEST: Final = 20
_MOST_NODES: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A string. ``plain``: without quotes and not a block; ``row`` and ``last_row`` count lines from 0."""

    text: str
    place: Place
    plain: bool
    row: int
    last_row: int

    @property
    def is_empty(self) -> bool:
        """Nothing was written, or YAML's words for nothing."""
        return self.plain and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """A mapping, in the order written; keys may stand twice here."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place


Node: TypeAlias = "Scalar | Items | Keys"


class NotPlainError(Exception):
    """A construct of YAML that an issue.yaml has no use for."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def read_nodes(source: Source) -> Node | None:
    """The tree, or None for an empty file.

    Raises:
        yaml.YAMLError: It is not YAML.
        NotPlainError: It is YAML of a kind that is refused.
    """
    return _Builder(source).build()


def _refused(place: Place, zh: str, en: str) -> NotPlainError:
    hint = Message(zh="请只用“键: 值”和“- 列表项”。", en="Use only “key: value” and “- item”.")
    return NotPlainError(rule("not-plain").at(place, Message(zh=zh, en=en), hint=hint))


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark is not None  # the parser's own events have marks; only hand-made ones have none
    return mark.line, mark.column


def _last_row(event: yaml.Event) -> int:
    mark = event.end_mark
    assert mark is not None
    return mark.line


class _Builder:
    """Takes events in order and remembers anchors and the number of nodes, aliases counted in full."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._events: Iterator[yaml.Event] = yaml.parse(source.text, Loader=yaml.SafeLoader)
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._count = 0

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise _refused(self._place(event), "“---”开始了第二份文档，这里只能有一份。", "“---” begins a second document; there may be one only.")  # fmt: skip
                root = self._node(next(self._events), 0)
        return root

    def _place(self, event: yaml.Event) -> Place:
        return self._source.place(*_start(event))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._weigh(event, depth)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        assert isinstance(event, yaml.NodeEvent)
        before = self._count
        if isinstance(event, yaml.ScalarEvent):
            node: Node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Items(items=tuple(self._items(depth)), place=self._place(event))
        else:
            node = Keys(entries=tuple(self._entries(depth)), place=self._place(event))
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._count - before + 1)
        return node

    def _weigh(self, event: yaml.Event, depth: int) -> None:
        self._count += 1
        if depth > _DEEPEST:
            raise _refused(
                self._place(event), f"嵌套超过 {_DEEPEST} 层。", f"nested deeper than {_DEEPEST} levels."
            )
        if self._count > _MOST_NODES:
            raise _refused(
                self._place(event), f"超过 {_MOST_NODES} 个值。", f"more than {_MOST_NODES} values."
            )
        if getattr(event, "tag", None) not in {None, "!"}:
            raise _refused(
                self._place(event), "值前有标签（“!”开头）。", "a tag (“!…”) stands before the value."
            )

    def _alias(self, event: yaml.AliasEvent) -> Node:
        if event.anchor not in self._anchors:
            raise _refused(
                self._place(event),
                f"“*{event.anchor}”指向一个不存在的锚点；若是文字，请加引号。",
                f"“*{event.anchor}” points to no anchor; quote it if it is text.",
            )
        node, weight = self._anchors[event.anchor]
        self._count += weight
        return node

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        return Scalar(
            text=event.value,
            place=self._place(event),
            plain=not event.style,
            row=_start(event)[0],
            last_row=_last_row(event),
        )

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _refused(self._place(event), "键必须是一段文字。", "a key must be text.")
            yield key, self._node(next(self._events), depth + 1)
