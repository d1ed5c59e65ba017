"""A rule's condition: a small expression over the columns of a list. It can compare and combine, and nothing else.

::

    单位 == "统战部"                级别 >= 3 and 语言 != "en"
    "常委" in 职务                  单位 in ["统战部", "宣传部"] or not 邮箱

Columns are names; text is in quotes, straight or Chinese. Numbers are compared as numbers where both sides are. ``且``
``或`` ``非`` are ``and`` ``or`` ``not``; a column alone holds where its cell is not empty.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from typing import Final

__all__ = ["Condition", "condition"]

_LONGEST: Final = 500
_QUOTES: Final = str.maketrans("“”‘’＝！＞＜（）【】，", "\"\"''=!><()[],")
_WORDS: Final = {"且": "and", "或": "or", "非": "not", "并且": "and", "或者": "or"}
_TOKENS: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s\"'()\[\],=!<>]+|.", re.DOTALL)

Condition = Callable[[Mapping[str, str]], bool]


def condition(text: str, columns: frozenset[str]) -> Condition:
    """The condition, to be asked of a row's cells by column.

    Raises:
        ValueError: It is no such expression, or names a column that is not there; the message says which.
    """
    if not text.strip():
        return lambda _: True
    if len(text) > _LONGEST:
        raise ValueError(f"> {_LONGEST}")
    source, names = _plain(text, columns)
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(text) from error
    _admit(tree, names)
    return lambda row: _true(_value(tree, {name: row.get(column, "") for name, column in names.items()}))


def _plain(text: str, columns: frozenset[str]) -> tuple[str, Mapping[str, str]]:
    """Python's own marks and words; a column's name may hold what a name of Python's may not, so each gets another."""
    names: dict[str, str] = {}
    words = []
    for token in _TOKENS.findall(text.translate(_QUOTES)):
        if token in columns:
            name = f"_column{sorted(columns).index(token)}"
            names[name] = token
            words.append(name)
        else:
            words.append(_WORDS.get(token, token))
    joined = re.sub(r"(?<![=!<>])=(?!=)", "==", "".join(words))
    return re.sub(r"\b(and|or|not)\b", r" \1 ", joined).strip(), names


_COMPARED: Final = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn)


def _admit(node: ast.expr, names: Mapping[str, str]) -> None:
    """Nothing is evaluated that is not one of these."""
    match node:
        case ast.BoolOp(values=parts):
            inner = parts
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            inner = [operand]
        case ast.Compare(left=left, ops=operators, comparators=others) if all(
            isinstance(operator, _COMPARED) for operator in operators
        ):
            inner = [left, *others]
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            inner = parts
        case ast.Constant(value=str() | int() | float()):
            inner = []
        case ast.Name(id=name):
            if name not in names:
                raise ValueError(name)
            inner = []
        case _:
            raise ValueError(ast.unparse(node))
    for part in inner:
        _admit(part, names)


def _value(node: ast.expr, cells: Mapping[str, str]) -> object:  # noqa: PLR0911 - one for each kind of node
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_true(_value(part, cells)) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_true(_value(part, cells)) for part in parts)
        case ast.UnaryOp(operand=operand):
            return not _true(_value(operand, cells))
        case ast.Compare(left=left, ops=operators, comparators=others):
            values = [_value(part, cells) for part in (left, *others)]
            return all(map(_compares, operators, values, values[1:]))
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return [_value(part, cells) for part in parts]
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return cells[name]
    raise AssertionError(ast.dump(node))


def _compares(operator: ast.cmpop, left: object, right: object) -> bool:
    if isinstance(operator, ast.In | ast.NotIn):
        found = (
            str(left) in [str(one) for one in right] if isinstance(right, list) else str(left) in str(right)
        )
        return found == isinstance(operator, ast.In)
    pair = _numbers(left, right)
    first, second = pair or (str(left), str(right))
    if isinstance(operator, ast.Eq | ast.NotEq):
        return (first == second) == isinstance(operator, ast.Eq)
    if pair is None:
        return False  # an empty cell is neither more nor less than a number
    low, high = pair
    table = {ast.Lt: low < high, ast.LtE: low <= high, ast.Gt: low > high, ast.GtE: low >= high}
    return table[type(operator)]


def _numbers(left: object, right: object) -> tuple[float, float] | None:
    try:
        return float(str(left)), float(str(right))
    except ValueError:
        return None


def _true(value: object) -> bool:
    return bool(value)
