"""How much a test tries: little in the ring that is run all day, much when one asks for it.

`pytest tests/unit tests/language tests/ledger tests/office --hypothesis-profile=full` asks for it.
"""

from __future__ import annotations

from hypothesis import settings


def effort(ring: int, full: int) -> int:
    """The number of examples, or the size of a bomb: `ring`, or `full` under that profile."""
    return full if settings.get_current_profile_name() == "full" else ring
