"""The order of doing: run_plan > run_row > steps; policy, journal, the point of no return."""

from __future__ import annotations
