"""The one place that wires: it names the concrete classes and hands them to the engine.

    request.py    a recipe and a sheet become a run in the ledger
    carry_out.py  a run in the ledger is carried out (in the child process)
    closing.py    after the last row: result books, report, manifest
    facts.py      what the ledger and a run's folder tell, joined for people to look at
    project.py    the folder, its settings, its ledger
    place.py      init, doctor: this place
    questions.py  what a person is asked before a run: a new register, another key
    demo.py       the whole road on a practice system
"""

from __future__ import annotations
