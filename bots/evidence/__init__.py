"""What proves a run: its folder, the readings of each row, its log and its report.

folder.py     the folder of a run: every file written once, safely, with its hash
hidden.py     what must not be seen of a row: its hidden values, and those of the other rows
readings.py   the document of one row: what the sheet said, what was put in, what the screen kept
logbook.py    log.txt for people and events.jsonl for programs, by an allow-list of fields
facts.py      everything a report tells, as plain frozen data
report.py     facts in, one self-contained HTML page out
summary.py    what happened, in sentences for a terminal
words.py      the word, the mark and the tint of every state
"""

from __future__ import annotations
