"""PostScript calculator functions (ISO 32000-2 7.10.5): a program over a stack of numbers."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

__all__ = ["calculator"]

Number: TypeAlias = float
Code: TypeAlias = "list[float | str | Code]"

_TOKEN = re.compile(rb"%[^\r\n]*|[{}]|[^\s{}%]+")
_MOST_STACK = 200
_DEEPEST = 50


def calculator(program: bytes, outputs: int) -> Callable[[Sequence[float]], tuple[float, ...]]:
    """The program as a function.

    Raises:
        ValueError: It cannot be read.
    """
    tokens = [token.decode("latin-1") for token in _TOKEN.findall(program) if not token.startswith(b"%")]
    if not tokens or tokens[0] != "{":
        raise ValueError(tokens[:1])
    code, rest = _parsed(tokens[1:])
    if rest or not _known(code):
        raise ValueError(program[:40])

    def at(x: Sequence[float]) -> tuple[float, ...]:
        stack = list(x)
        try:
            _run(code, stack)
        except (IndexError, ValueError, ZeroDivisionError, OverflowError, TypeError):
            stack = []
        return tuple([*[0.0] * outputs, *stack][-outputs:]) if outputs else ()

    return at


def _parsed(tokens: list[str]) -> tuple[Code, list[str]]:
    code: Code = []
    # A stack of the open braces instead of recursion: programs come from outside.
    open_code: list[Code] = []
    for index, token in enumerate(tokens):
        if token == "{":  # noqa: S105 - a brace
            open_code.append(code)
            code = []
            if len(open_code) > _DEEPEST:
                raise ValueError("{")
        elif token == "}":  # noqa: S105
            if not open_code:
                return code, tokens[index + 1 :]
            inner, code = code, open_code.pop()
            code.append(inner)
        else:
            code.append(_word(token))
    raise ValueError("}")


def _word(token: str) -> float | str:
    try:
        return float(token)
    except ValueError:
        return token


def _known(code: Code) -> bool:
    return all(
        _known(item)
        if isinstance(item, list)
        else isinstance(item, float) or item in _OPERATORS or item in _CONTROL or item in {"if", "ifelse"}
        for item in code
    )


def _run(code: Code, stack: list[float]) -> None:
    for index, item in enumerate(code):
        if isinstance(item, float):
            stack.append(item)
        elif isinstance(item, str):
            _step(item, code, index, stack)
        if len(stack) > _MOST_STACK:
            raise ValueError(item)


def _step(word: str, code: Code, index: int, stack: list[float]) -> None:
    if word in {"if", "ifelse"}:
        before = code[index - (1 if word == "if" else 2) : index]
        chosen = 0 if stack.pop() else 1
        branch = before[chosen] if chosen < len(before) else None
        if isinstance(branch, list):
            _run(branch, stack)
    elif word in _CONTROL:
        _CONTROL[word](stack)
    else:
        count, function = _OPERATORS[word]
        operands = stack[len(stack) - count :]
        if len(operands) < count:
            raise IndexError(word)
        del stack[len(stack) - count :]
        stack.append(float(function(*operands)))


def _copy(stack: list[float]) -> None:
    count = int(stack.pop())
    if 0 < count <= len(stack):
        stack.extend(stack[-count:])


def _index(stack: list[float]) -> None:
    stack.append(stack[-1 - int(stack.pop())])


def _roll(stack: list[float]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    if not 0 < count <= len(stack):
        return
    top = stack[-count:]
    by %= count
    stack[-count:] = top[-by:] + top[:-by] if by else top


def _exchange(stack: list[float]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


_CONTROL: dict[str, Callable[[list[float]], None]] = {
    "copy": _copy,
    "dup": lambda stack: stack.append(stack[-1]),
    "exch": _exchange,
    "index": _index,
    "pop": lambda stack: stack.__delitem__(-1),
    "roll": _roll,
    "true": lambda stack: stack.append(1.0),
    "false": lambda stack: stack.append(0.0),
}

_OPERATORS: dict[str, tuple[int, Callable[..., float]]] = {
    "abs": (1, abs),
    "add": (2, operator.add),
    "and": (2, lambda a, b: int(a) & int(b)),
    "atan": (2, lambda a, b: math.degrees(math.atan2(a, b)) % 360),
    "bitshift": (2, lambda a, b: int(a) << int(b) if b >= 0 else int(a) >> -int(b)),
    "ceiling": (1, math.ceil),
    "cos": (1, lambda a: math.cos(math.radians(a))),
    "cvi": (1, math.trunc),
    "cvr": (1, float),
    "div": (2, operator.truediv),
    "eq": (2, operator.eq),
    "exp": (2, math.pow),
    "floor": (1, math.floor),
    "ge": (2, operator.ge),
    "gt": (2, operator.gt),
    "idiv": (2, lambda a, b: math.trunc(a / b)),
    "le": (2, operator.le),
    "ln": (1, math.log),
    "log": (1, math.log10),
    "lt": (2, operator.lt),
    "mod": (2, math.fmod),
    "mul": (2, operator.mul),
    "ne": (2, operator.ne),
    "neg": (1, operator.neg),
    "not": (1, lambda a: not a),
    "or": (2, lambda a, b: int(a) | int(b)),
    "round": (1, lambda a: math.floor(a + 0.5)),
    "sin": (1, lambda a: math.sin(math.radians(a))),
    "sqrt": (1, math.sqrt),
    "sub": (2, operator.sub),
    "truncate": (1, math.trunc),
    "xor": (2, lambda a, b: int(a) ^ int(b)),
}
