"""Where a run is carried out: a child process per run, started by a worker."""

from __future__ import annotations
