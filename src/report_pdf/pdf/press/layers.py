"""Which layers are seen when the file is opened: what is switched off is no page element (GWG 2022 D0003)."""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf

__all__ = ["Layers", "layers_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """The default configuration (ISO 32000-2 8.11.4.3): object numbers of the groups that differ from ``base``."""

    base: bool = True
    exceptions: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def shows(self, content: object) -> bool:
        """Whether content of this group, or of these under a policy, is seen."""
        if not isinstance(content, pikepdf.Dictionary):
            return True
        if str(content.get("/Type")) != "/OCMD":
            return self._on(content)
        groups = content.get("/OCGs")
        listed = list(groups) if isinstance(groups, pikepdf.Array) else [groups]
        states = [self._on(group) for group in listed if isinstance(group, pikepdf.Dictionary)]
        if not states:
            return True
        policy = str(content.get("/P", "/AnyOn"))
        return {
            "/AllOn": all(states),
            "/AnyOff": not all(states),
            "/AllOff": not any(states),
        }.get(policy, any(states))

    def _on(self, group: pikepdf.Object) -> bool:
        return self.base != (group.objgen in self.exceptions)


def layers_of(root: pikepdf.Object) -> Layers:
    """Of a document's catalogue; what is broken shows everything."""
    properties = root.get("/OCProperties")
    default = properties.get("/D") if isinstance(properties, pikepdf.Dictionary) else None
    if not isinstance(default, pikepdf.Dictionary):
        return Layers()
    base = str(default.get("/BaseState", "/ON")) != "/OFF"
    listed = default.get("/OFF" if base else "/ON")
    groups = list(listed) if isinstance(listed, pikepdf.Array) else []
    return Layers(base=base, exceptions=frozenset(group.objgen for group in groups))
