"""Runs a task on foreign bytes in the child, and tells every way it can end badly as a refusal."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from report_pdf.child import ChildCrashed, ChildLimits, ChildTimedOut, run
from report_pdf.pictures.refused import Refused

__all__ = ["LIMITS", "in_child"]

P = ParamSpec("P")
T = TypeVar("T")

LIMITS = ChildLimits(wall_seconds=180, cpu_seconds=60, memory_bytes=3 * 2**30)
"""For one picture: a 100-megapixel JPEG with a wide-gamut profile takes some 8 s and 1.6 GB."""

_KILLED_BY_LIMIT = {-9, -24}  # SIGKILL (out of memory), SIGXCPU


def in_child(path: Path, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """``function(*args, **kwargs)``, which reads ``path``.

    Raises:
        Refused: As ``function`` raised it, or the file is not there, or a limit was passed.
    """
    try:
        if not path.is_file():
            raise (
                FileNotFoundError(path)
                if not path.exists()
                else IsADirectoryError(errno.EISDIR, "not a file")
            )
        return run(LIMITS, function, *args, **kwargs)
    except FileNotFoundError as error:
        raise Refused("missing") from error
    except OSError as error:
        raise Refused("unreadable", error.strerror or str(error)) from error
    except MemoryError as error:
        raise Refused("too-heavy", f"{(LIMITS.memory_bytes or 0) // 2**30} GB") from error
    except ChildTimedOut as error:
        raise Refused("too-heavy", f"{LIMITS.wall_seconds:.0f} s") from error
    except ChildCrashed as error:
        heavy = error.exit_code in _KILLED_BY_LIMIT
        raise Refused("too-heavy" if heavy else "corrupt", f"exit {error.exit_code}") from error
