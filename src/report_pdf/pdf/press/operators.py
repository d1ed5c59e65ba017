"""The operators a content stream may have, and what keys of a drawing say that it prints from elsewhere."""

from __future__ import annotations

__all__ = ["ELSEWHERE", "OPERATORS"]

OPERATORS = frozenset(
    """b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re
    RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"""".split()  # noqa: SIM905 - reads as in the standard
)
"""ISO 32000-1, annex A."""

ELSEWHERE = {"/OPI": "OPI", "/Ref": "Ref", "/Alternates": "Alternates", "/F": "F"}
"""Keys of an XObject, and how findings call them."""
