"""The torture borrows what measures a page from the room whose tests do so in small."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "preflight"))
