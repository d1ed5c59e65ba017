"""A sending that is killed and run again: nobody twice, nobody lost, and what cannot be known is said."""

from __future__ import annotations

from killed_sending import ordeal


def test_nobody_twice_and_nobody_lost(tmp_path):
    """A small one; the large one is in tests/torture."""
    came = ordeal(tmp_path, recipients=30, kills=5, seed=1)

    assert set(came.kills) == {"rcpt", "go-ahead", "data", "dot", "answered"}
    assert max(came.before.values()) == 1
    assert set(came.addresses) - set(came.before) <= came.uncertain
    assert set(came.after) == set(came.addresses)
    assert {address for address, count in came.after.items() if count > 1} <= came.uncertain
    # Killed after the final dot it cannot know: the test would be none if that never came up.
    assert 1 <= len(came.uncertain) <= 3
