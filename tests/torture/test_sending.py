"""A thousand recipients and fifty kills, with SIGKILL, at every step of a message and between."""

from __future__ import annotations

import sys

import pytest

from killed_sending import ordeal

pytestmark = pytest.mark.torture


def test_a_thousand_recipients_and_fifty_kills(tmp_path):
    came = ordeal(tmp_path, recipients=1_000, kills=50, seed=2026)
    twice = {address for address, count in came.after.items() if count > 1}

    sys.stdout.write(
        f"killed {sum(came.kills.values())}: {dict(came.kills)}; "
        f"uncertain {len(came.uncertain)}, twice when resent {len(twice)}\n"
    )
    assert sum(came.kills.values()) >= 45
    assert max(came.before.values()) == 1
    assert set(came.addresses) - set(came.before) <= came.uncertain
    assert set(came.after) == set(came.addresses)
    assert twice <= came.uncertain
    assert len(came.uncertain) <= sum(came.kills.values())
