"""Other states that a file offers for its layers (``/Configs``), carried beside the default one (ISO 32000-2 8.11.4.3).

A configuration speaks of all layers of its own file. In a packet there are others: those it leaves as they are, so each
of its own is named and nothing is said of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf

__all__ = ["carry_configurations", "hidden_in"]

_MOST = 200
_LISTS = ("/Order", "/RBGroups", "/Locked", "/AS")


def hidden_in(layers: Sequence[pikepdf.Object], config: pikepdf.Object) -> set[tuple[int, int]]:
    """Which of ``layers`` do not show."""
    off = _named(config, "/OFF")
    if str(config.get("/BaseState")) != "/OFF":
        return off
    return {group.objgen for group in layers} - _named(config, "/ON")


def carry_configurations(
    packet: pikepdf.Pdf, source: pikepdf.Pdf, ours: pikepdf.Object, *, layers: Sequence[pikepdf.Object]
) -> int:
    """Enters the source's other configurations into ``ours`` (the packet's ``/OCProperties``); gives how many."""
    theirs = source.Root["/OCProperties"].get("/Configs")
    listed = list(theirs) if isinstance(theirs, pikepdf.Array) else []
    configs = [one for one in listed if isinstance(one, pikepdf.Dictionary)]
    if not configs:
        return 0
    if not isinstance(ours.get("/Configs"), pikepdf.Array):
        ours["/Configs"] = pikepdf.Array()
    taken = {str(one.get("/Name", "")) for one in [ours["/D"], *list(ours["/Configs"])]}
    for config in configs[:_MOST]:
        copy = _copied(packet, source, config, layers)
        name = str(config.get("/Name", ""))
        if name:
            copy["/Name"] = pikepdf.String(_free(name, taken))
            taken.add(str(copy["/Name"]))
        ours["/Configs"].append(packet.make_indirect(copy))
    return len(configs[:_MOST])


def _copied(
    packet: pikepdf.Pdf, source: pikepdf.Pdf, config: pikepdf.Object, layers: Sequence[pikepdf.Object]
) -> pikepdf.Object:
    copy = pikepdf.Dictionary(BaseState=pikepdf.Name.Unchanged)
    off, said = hidden_in(layers, config), _named(config, "/ON") | _named(config, "/OFF")
    speaks_of_all = str(config.get("/BaseState", "/ON")) != "/Unchanged"
    spoken = [group for group in layers if speaks_of_all or group.objgen in said]
    copy["/ON"] = pikepdf.Array([packet.copy_foreign(one) for one in spoken if one.objgen not in off])
    copy["/OFF"] = pikepdf.Array([packet.copy_foreign(one) for one in spoken if one.objgen in off])
    for key in _LISTS:
        if isinstance(config.get(key), pikepdf.Array):
            copy[key] = packet.copy_foreign(source.make_indirect(pikepdf.Array(config[key])))
    for key in ("/Creator", "/ListMode", "/Intent"):
        if isinstance(config.get(key), pikepdf.String | pikepdf.Name):
            copy[key] = config[key]
    return copy


def _named(config: pikepdf.Object, key: str) -> set[tuple[int, int]]:
    groups = config.get(key)
    if not isinstance(groups, pikepdf.Array):
        return set()
    return {group.objgen for group in list(groups) if isinstance(group, pikepdf.Dictionary)}


def _free(name: str, taken: set[str]) -> str:
    number, new = 1, name
    while new in taken:
        number += 1
        new = f"{name}-{number}"
    return new
