"""Upkeep of a project: a backup of it, a backup brought back, a new version of the program. See README.md."""

from __future__ import annotations
