"""PyYAML's complaints in a desk's words: where, what is wrong, what to do."""

from __future__ import annotations

import re
from typing import Final

import yaml

from report_pdf.findings import Finding, Message, Place
from report_pdf.plan.rules import rule
from report_pdf.plan.source import Source

__all__ = ["explain_syntax", "rows_of"]

_TAB_HINT: Final = Message(
    zh="请用空格缩进，每层两个；多数编辑器可以把制表符换成空格。",
    en="Indent by spaces, two a level; most editors can convert tabs.",
)

# What PyYAML says (a regular expression) → what it means, what to do.
_MEANINGS: Final[tuple[tuple[str, Message, Message], ...]] = (
    (
        "could not find expected ':'",
        Message(zh="这一行不是“键: 值”。", en="this line is no “key: value”."),
        Message(zh="键的后面写半角冒号和一个空格。", en="Write a colon and a space after the key."),
    ),
    (
        "mapping values are not allowed",
        Message(zh="这里不该再有“: ”，或者上一行的缩进不对。", en="no “: ” may stand here, or the line above is indented wrongly."),
        Message(zh="文字里有冒号加空格时请给整个值加引号；同一层的键要左对齐。", en="Quote a value that holds “: ”; align the keys of one level."),
    ),
    (
        "found undefined alias",
        Message(zh="“*”开头的值被当成引用。", en="a value that begins with “*” is taken for a reference."),
        Message(zh="若是文字，请加引号。", en="Quote it if it is text."),
    ),
    (
        "cannot start any token|expected alphabetic or numeric|while scanning a directive|expected URI|unexpected character after|expected ' '|incompatible YAML document|chomping or indentation|indentation indicator|a comment or a line break",
        Message(zh="值不能以这个符号开头。", en="a value cannot begin with this character."),
        Message(zh="若是文字，请给整个值加引号。", en="Quote the value if it is text."),
    ),
    (
        "unexpected end of stream|found unexpected document separator",
        Message(zh="引号没有配对。", en="a quotation mark is not closed."),
        Message(zh="请补上另一半引号（半角）。", en="Close it."),
    ),
    (
        "unknown escape character|expected escape sequence|is not in range|chr\\(\\)|too large",
        Message(zh="双引号里的反斜杠组成了不认识的转义。", en="a backslash inside double quotes makes an unknown escape."),
        Message(zh="路径请用“/”，或改用单引号。", en="Use “/” in paths, or single quotes."),
    ),
    (
        "expected ',' or|expected the node content",
        Message(zh="“[ ]”或“{ }”没有写完，或里面少了半角逗号。", en="“[ ]” or “{ }” is not closed, or lacks a comma inside."),
        Message(zh="各项之间用半角逗号，最后补上“]”或“}”；值里有冒号时请加引号。", en="Put commas between the items and close it; quote a value that holds a colon."),
    ),
    (
        "expected <block end>|block entries are not allowed|sequence entries are not allowed|block sequence entries",
        Message(zh="缩进与上面不对齐，或引号后面还有文字。", en="the indentation does not match the lines above, or text follows a closing quotation mark."),
        Message(zh="同一层的键和“-”要左对齐，每层缩进两个空格；值里有引号时给整个值再加一层单引号。", en="Align the keys and dashes of one level, two spaces each; wrap a value that holds quotation marks in single quotes."),
    ),
    (
        "special characters are not allowed",
        Message(zh="文件里有看不见的控制字符。", en="the file holds an invisible control character."),
        Message(zh="请删去它。", en="Delete it."),
    ),
)  # fmt: skip

_UNKNOWN: Final = (
    Message(zh="这里的写法 YAML 读不懂。", en="this cannot be read as YAML."),
    Message(zh="请对照文档中的例子检查这一行的引号、缩进和冒号。", en="Compare the line's quotes, indentation and colons with the example in the documentation."),
)  # fmt: skip


def rows_of(error: Exception) -> tuple[int, int]:
    """The rows (from 0) between which the mistake must be."""
    problem = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    last = problem.line if problem else 0
    return (min(context.line, last) if context else last), last


def explain_syntax(source: Source, error: Exception) -> Finding:
    """The error as a finding."""
    place = _place(source, error)
    if tab := _tab_near(source, error):
        row, column = tab
        message = Message(zh="缩进用了制表符。", en="a tab indents this line.")
        return rule("tab").at(source.place(row, column), message, hint=_TAB_HINT)
    words = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {getattr(error, 'reason', '')} {error}"
    for pattern, message, hint in _MEANINGS:
        if re.search(pattern, words):
            return rule("syntax").at(place, message, hint=hint)
    return rule("syntax").at(place, _UNKNOWN[0], hint=_UNKNOWN[1])


def _context(error: Exception) -> str:
    return getattr(error, "context", None) or ""


def _place(source: Source, error: Exception) -> Place:
    if isinstance(error, yaml.reader.ReaderError):
        before = source.text[: error.position]
        row = before.count("\n")
        return source.place(row, len(before) - before.rfind("\n") - 1)
    first, last = (
        ("context_mark", "problem_mark") if "quoted" in _context(error) else ("problem_mark", "context_mark")
    )
    mark = getattr(error, first, None) or getattr(error, last, None)
    return source.place(mark.line, mark.column) if mark else Place(file=source.name)


def _tab_near(source: Source, error: Exception) -> tuple[int, int] | None:
    first, last = rows_of(error)
    lines = source.lines
    for row in range(max(0, first - 1), min(last + 1, len(lines))):
        if match := re.match(r"[ ]*(?:- *)?\t", lines[row]):
            return row, match.end() - 1
    return None
