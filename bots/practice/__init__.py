"""練習用システム: the practice business systems to learn, demonstrate and test on.

Nothing here or in `truth` and `faults` imports the web framework: a system runs in a process of
its own, which `start` begins and ends.
"""

from __future__ import annotations

from bots.practice.process import Practice, PracticeFailed, start
from bots.practice.systems import SYSTEMS, System

__all__ = ["SYSTEMS", "Practice", "PracticeFailed", "System", "start"]
