"""What can be wrong with an issue.yaml: the codes of this room."""

from __future__ import annotations

from typing import Final

from report_pdf.findings import Message, Rule, Severity

__all__ = ["RULES", "rule"]


def _error(code: str, zh: str, en: str) -> Rule:
    return Rule(code=f"plan/{code}", severity=Severity.ERROR, rationale=Message(zh=zh, en=en))


def _warning(code: str, zh: str, en: str) -> Rule:
    return Rule(code=f"plan/{code}", severity=Severity.WARNING, rationale=Message(zh=zh, en=en))


RULES: Final[tuple[Rule, ...]] = (
    _error("unreadable", "文件打不开、太大，或者编码认不出。", "The file cannot be opened, is too big, or is in no known encoding."),
    _warning("encoding", "issue.yaml 应当存为 UTF-8；其他编码换一台机器就可能认错。", "issue.yaml should be UTF-8: other encodings are guessed."),
    _error("syntax", "不是合法的 YAML，读不出键和值。", "Not YAML: keys and values cannot be told apart."),
    _error("full-width-colon", "键的后面是全角冒号，YAML 只认半角冒号加空格。", "A full-width colon follows a key; YAML wants “: ”."),
    _error("missing-space", "键后的冒号紧贴着值，YAML 要求中间有一个空格。", "YAML wants a space between the colon and the value."),
    _error("tab", "YAML 不许用制表符缩进。", "YAML does not allow tabs for indentation."),
    _error("not-plain", "标签、合并键、过深或过大的结构在这里没有用处，只会藏住错误。", "Tags, merge keys and huge or deep structures have no use here and hide mistakes."),
    _error("control-character", "值里有印不出来的控制字符。", "A value holds a character that cannot be printed."),
    _error("duplicate-key", "同一个键写了两次，其中一个会丢失。", "A key stands twice: one of the two values would be lost."),
    _error("unknown-key", "没有这个键；打错的键会让要求悄悄落空。", "There is no such key: a typing error would be obeyed by nobody."),
    _error("missing-key", "少了必须写的键。", "A key that must be there is not."),
    _error("wrong-type", "值的形式不对：该是一段文字、一个列表或一组键。", "The value has the wrong shape: text, list or mapping."),
    _error("wrong-value", "值的写法不对或超出范围。", "The value is not written as it should be, or out of range."),
    _error("path-outside", "路径不得离开 issue.yaml 所在的文件夹，这样整期才能整个搬走，也读不到别处的文件。", "No path may leave the folder of issue.yaml: an issue can be moved whole and reads nothing else."),
    _error("missing-file", "找不到这个文件。", "The file is not there."),
    _error("not-a-file", "这里要的是一个文件。", "A file is wanted here."),
    _error("no-pictures", "文件夹里没有图片。", "The folder holds no picture."),
    _warning("unlisted-photo", "有清单的文件夹只印清单里的照片，漏写的要说出来。", "Of a folder with a list only what is listed is printed; what is not has to be said."),
    _warning("not-a-photograph", "照片文件夹里有不是照片的文件或子文件夹，没有读，可能漏排。", "What lies in a folder of photographs and is none is not read: something may be forgotten."),
    _warning("file-spelling", "文件名的大小写与磁盘上不同，换一台机器就可能找不到。", "The file's name differs in case from the disk's: another machine may not find it."),
)  # fmt: skip

_BY_CODE: Final = {rule.code: rule for rule in RULES}


def rule(name: str) -> Rule:
    """The rule ``plan/NAME``."""
    return _BY_CODE[f"plan/{name}"]
