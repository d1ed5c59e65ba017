"""Names of one tag tree in another: roles, classes and identifiers that mean something else are renamed.

ISO 32000-2 14.7.3 (role map), 14.7.6.2 (class map), 14.7.2 (identifiers), 14.8.5.7 (a table cell's headers).
"""

from __future__ import annotations

import pikepdf

from report_pdf.pdf.stitch_ledger import TagTree

__all__ = ["Roles"]

_DEEPEST = 20


class Roles:
    """What the supplement's names are called in the packet; ``enter`` writes down those that are new."""

    def __init__(
        self, packet: pikepdf.Pdf, source: pikepdf.Pdf, tree: TagTree, theirs: pikepdf.Object
    ) -> None:
        ours = tree.root
        self._packet, self._source, self._ours = packet, source, ours
        self._known = _dictionary(ours.get("/RoleMap"))
        self._theirs = _dictionary(theirs.get("/RoleMap"))
        self._own_classes = _dictionary(ours.get("/ClassMap"))
        self._classes = _dictionary(theirs.get("/ClassMap"))
        self._names = tree.names
        self._spaces = theirs.get("/Namespaces")
        self._roles: dict[str, str] = {}
        self._class_names: dict[str, str] = {}
        self._identifiers: dict[bytes, bytes] = {}

    def of(self, kind: object, depth: int = 0) -> pikepdf.Name:
        """A structure type; a role of the same name that stands for another type gets a new name."""
        if not isinstance(kind, pikepdf.Name):
            return pikepdf.Name.NonStruct
        name = str(kind)
        if name not in self._theirs or depth > _DEEPEST:
            return kind
        if name not in self._roles:
            self._roles[name] = name
            stands_for = str(self.of(self._theirs[name], depth + 1))
            new, number = name, 1
            while new in self._known and str(self._known[new]) != stands_for:
                number += 1
                new = f"{name}-{number}"
            self._roles[name] = new
            self._known[new] = pikepdf.Name(stands_for)
        return pikepdf.Name(self._roles[name])

    def classes(self, written: object) -> object:
        """/C: a name, or names and revision numbers."""
        if isinstance(written, pikepdf.Array):
            return pikepdf.Array([self._class(item) for item in list(written)])
        return self._class(written)

    def _class(self, item: object) -> object:
        if not isinstance(item, pikepdf.Name) or str(item) not in self._classes:
            return item
        name = str(item)
        if name not in self._class_names:
            value = self._classes[name]
            value = value if value.is_indirect else self._source.make_indirect(value)
            copy = self._packet.copy_foreign(value)
            new, number = name, 1
            while new in self._own_classes and self._own_classes[new].unparse(resolved=True) != copy.unparse(
                resolved=True
            ):
                number += 1
                new = f"{name}-{number}"
            self._own_classes.setdefault(new, copy)
            self._class_names[name] = new
        return pikepdf.Name(self._class_names[name])

    def identifier(self, written: bytes) -> bytes:
        """An element's name, which nothing else in the packet has."""
        if written not in self._identifiers:
            self._identifiers[written] = self._names.free(
                written, lambda number: written + f"-{number}".encode()
            )
        return self._identifiers[written]

    def headers(self, attributes: object) -> None:
        """A table cell's attributes name its headers by identifier."""
        owners: list[object] = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
        for owner in owners:
            named = owner.get("/Headers") if isinstance(owner, pikepdf.Dictionary) else None
            if isinstance(owner, pikepdf.Dictionary) and isinstance(named, pikepdf.Array):
                owner["/Headers"] = pikepdf.Array(
                    [
                        pikepdf.String(self.identifier(bytes(one)))
                        if isinstance(one, pikepdf.String)
                        else one
                        for one in list(named)
                    ]
                )

    def enter(self) -> None:
        """Writes roles, classes and namespaces into the packet's tree."""
        for key, known in (("/RoleMap", self._known), ("/ClassMap", self._own_classes)):
            if known:
                self._ours[key] = pikepdf.Dictionary(known)
        if isinstance(self._spaces, pikepdf.Array):
            copies = [
                self._packet.copy_foreign(space)
                for space in list(self._spaces)
                if isinstance(space, pikepdf.Dictionary) and space.is_indirect
            ]
            own = self._ours.get("/Namespaces")
            self._ours["/Namespaces"] = pikepdf.Array(
                [*(list(own) if isinstance(own, pikepdf.Array) else []), *copies]
            )


def _dictionary(value: object) -> dict[str, pikepdf.Object]:
    return dict(value.items()) if isinstance(value, pikepdf.Dictionary) else {}
