"""Whether a file is an ICC profile of a CMYK press, from its header (ICC.1:2022 7.2): the plan says so at its place."""

from __future__ import annotations

from pathlib import Path

from report_pdf.findings import Message

__all__ = ["fault_of_profile"]

_HEADER = 128
_VERSIONS = (2, 4)


def fault_of_profile(path: Path) -> Message | None:
    """What keeps the file from being a CMYK output profile of version 2 or 4; None: nothing.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or header[36:40] != b"acsp":
        return Message(zh="不是 ICC 特性文件", en="it is no ICC profile")
    if int.from_bytes(header[:4]) > path.stat().st_size:
        return Message(zh="文件不完整", en="the file is cut short")
    if header[8] not in _VERSIONS:
        return Message(
            zh=f"是 ICC v{header[8]}，PDF/X-4 只收 v2 和 v4",
            en=f"it is ICC v{header[8]}, and PDF/X-4 takes v2 and v4",
        )
    kind, space = header[12:16].decode("latin-1"), header[16:20].decode("latin-1").strip()
    if kind != "prtr" or space != "CMYK":
        words = _KINDS.get(kind, Message(zh=f"“{kind.strip()}”类", en=f"of class “{kind.strip()}”"))
        return Message(
            zh=f"它是{words.zh} {space} 特性文件，要的是输出设备 CMYK",
            en=f"it is a profile {words.en} in {space}, not one of an output device in CMYK",
        )
    return None


_KINDS = {
    "mntr": Message(zh="显示器", en="of a display"),
    "scnr": Message(zh="输入设备", en="of an input device"),
    "prtr": Message(zh="输出设备", en="of an output device"),
    "link": Message(zh="设备链接", en="that links devices"),
    "spac": Message(zh="色彩空间", en="of a colour space"),
    "abst": Message(zh="抽象", en="of abstract colour"),
    "nmcl": Message(zh="命名色", en="of named colours"),
}
