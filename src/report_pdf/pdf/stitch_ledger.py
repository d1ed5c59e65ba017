"""What of a packet is known while supplements go in one after the other: names that are taken, the tag tree's state.

Looked up anew for every supplement, a thousand of them would each read what all before them brought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import pikepdf

from report_pdf.pdf.geometry import integer_of
from report_pdf.pdf.stitch_hanging import kids_of
from report_pdf.pdf.stitch_trees import name_pairs, name_tree, number_pairs, number_tree

__all__ = ["Ledger", "Names", "TagTree"]

T = TypeVar("T")
_MOST_LOOKED_AT = 2000


class Names(Generic[T]):
    """Names that are taken. The next free one is found without trying all that were found before."""

    def __init__(self, taken: Iterable[T] = ()) -> None:
        self._taken = set(taken)
        self._last: dict[T, int] = {}

    def free(self, written: T, numbered: Callable[[int], T]) -> T:
        """The name as written, or numbered (from 2) where another has it; from now on it is taken."""
        new, number = written, self._last.get(written, 1)
        while new in self._taken:
            number += 1
            new = numbered(number)
        self._last[written] = number
        self._taken.add(new)
        return new


class TagTree:
    """The packet's tag tree: parts are hung in at once, its other trees are written by ``finish``."""

    def __init__(self, packet: pikepdf.Pdf) -> None:
        self._packet = packet
        self._is_new = not isinstance(packet.Root.get("/StructTreeRoot"), pikepdf.Dictionary)
        if self._is_new:
            packet.Root["/StructTreeRoot"] = packet.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
            )
        self.root = packet.Root["/StructTreeRoot"]
        self._pages = {page.obj.objgen: index for index, page in enumerate(packet.pages)}
        self._parents = list(number_pairs(self.root.get("/ParentTree")))
        claimed = (integer_of(page.obj.get("/StructParents")) for page in packet.pages)
        highest = max((number for number in claimed if number is not None), default=-1)
        said = integer_of(self.root.get("/ParentTreeNextKey")) or 0
        # A page may claim a number that its tree does not know.
        self._next = max([said, highest + 1, *(key + 1 for key, _ in self._parents)])
        self._rows = dict(self._parents)
        self._identifiers = list(name_pairs(self.root.get("/IDTree")))
        self._known_identifiers = len(self._identifiers)
        self.names = Names(key for key, _ in self._identifiers)
        self._hung = 0
        tops = kids_of(self.root)
        self._holder = tops[0] if len(tops) == 1 and str(tops[0].get("/S")) == "/Document" else self.root
        self._kids = kids_of(self._holder)
        self._firsts = [_first_page(kid, self._pages) or 0 for kid in self._kids]

    def enter_parent(self, row: pikepdf.Object, claimed: int | None = None) -> int:
        """Gives the number under which the tree leads to ``row``: the ``claimed`` one where nothing stands there."""
        free = claimed is not None and claimed >= 0 and claimed not in self._rows
        number = claimed if claimed is not None and free else self._next
        self._parents.append((number, row))
        self._rows[number] = row
        self._next += number == self._next
        return number

    @property
    def is_the_bodys(self) -> bool:
        """The body came with it."""
        return not self._is_new

    def mark(self, page: pikepdf.Object, element: pikepdf.Object) -> int:
        """Gives the number of a new marked-content sequence of the page's own content, which ``element`` holds."""
        key = integer_of(page.get("/StructParents"))
        row = self._rows.get(key) if key is not None else None
        if not isinstance(row, pikepdf.Array):
            row = self._packet.make_indirect(pikepdf.Array([element]))
            page["/StructParents"] = self.enter_parent(row, claimed=key)
            return 0
        row.append(element)
        return len(row) - 1

    def enter_identifiers(self, identifiers: Mapping[bytes, pikepdf.Object]) -> None:
        """Elements by their names, which are free."""
        self._identifiers += identifiers.items()

    def hang(self, part: pikepdf.Object, *, first: pikepdf.Object) -> None:
        """Before the first block that stands on a later page than ``first`` (ISO 32000-2 14.7.2)."""
        mine = self._pages[first.objgen]
        later = (at for at, page in enumerate(self._firsts) if page > mine)
        at = next(later, len(self._kids))
        self._kids.insert(at, part)
        self._firsts.insert(at, mine)
        self._hung += 1
        part["/P"] = self._holder

    def finish(self) -> None:
        """Writes the trees; one that nothing was hung in stays away."""
        if self._hung == 0:
            if self._is_new:
                del self._packet.Root["/StructTreeRoot"]
            return
        self._holder["/K"] = pikepdf.Array(self._kids)
        self.root["/ParentTree"] = number_tree(self._packet, self._parents)
        self.root["/ParentTreeNextKey"] = self._next
        if len(self._identifiers) > self._known_identifiers:
            self.root["/IDTree"] = name_tree(self._packet, self._identifiers)


class Ledger:
    """Of one packet, whose ``pages`` are all there. What nobody asks for is not read."""

    def __init__(self, packet: pikepdf.Pdf) -> None:
        self.packet = packet
        # Asked for one by one, qpdf would list all of them for each: of n pages n times n.
        self.pages: tuple[pikepdf.Object, ...] = tuple(page.obj for page in packet.pages)
        self._fields: Names[str] | None = None
        self._attachments: Names[str] | None = None
        self._tags: TagTree | None = None

    @property
    def fields(self) -> Names[str]:
        """Names of the form's topmost fields."""
        if self._fields is None:
            self._fields = Names(_field_names(self.packet.Root.get("/AcroForm")))
        return self._fields

    @property
    def attachments(self) -> Names[str]:
        """Names of embedded files."""
        if self._attachments is None:
            self._attachments = Names(self.packet.attachments)
        return self._attachments

    @property
    def tags(self) -> TagTree:
        """The tag tree."""
        if self._tags is None:
            self._tags = TagTree(self.packet)
        return self._tags

    def finish(self) -> None:
        """When all supplements are in."""
        if self._tags is not None:
            self._tags.finish()


def _field_names(form: object) -> Iterator[str]:
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    for field in fields if isinstance(fields, pikepdf.Array) else []:
        if isinstance(field, pikepdf.Dictionary):
            yield str(field.get("/T"))


def _first_page(element: object, numbers: Mapping[tuple[int, int], int]) -> int | None:
    waiting: list[object] = [element]
    for _ in range(_MOST_LOOKED_AT):
        if not waiting:
            return None
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            page = node.get("/Pg")
            if isinstance(page, pikepdf.Dictionary) and page.objgen in numbers:
                return numbers[page.objgen]
            waiting += reversed(kids_of(node))
    return None
