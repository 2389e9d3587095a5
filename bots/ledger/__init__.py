"""The ledger 台帳: what was asked for, entered, or is in doubt; so that nothing is entered twice.

    facts.py        what goes in and comes out: plain frozen types, no Django; LostClaim
    connection.py   open_ledger(folder): its key, its tables, its promises; sides.py: in a file or on a server
    runs.py         a run: add, take, stop, finish, reopen; its counts and exit code
    rows.py         the rows of a run: enter (which of them are work), settle
    items.py        what is entered once: claim, commit_intent, done, refuse, uncertain, … one
    function a move registers.py    the register a recipe belongs to, and what was ever done under
    it recovery.py     runs whose process died: what they held goes back, what may be sent is in
    doubt slots.py        one run at a time on a system and account
    events.py       the chain of what happened: append, verify
    evidence.py     the index of the files that prove it
    invariants.py   imported = the sum of the states
    anchor.py       how far the ledger had come, kept outside of it; restored.py: one that was put back
    copies.py       copies of it as files, tried out; at_work.py: who works with it
    models.py       the tables; moves.py, payload.py, ids.py: what the rooms above share

Every change of state is one named function that compares and swaps in one transaction together
with its event, and is on the disk when it returns. Functions are plain and synchronous, take
keyword arguments and a Clock, and may be called from any thread that has called `open_ledger` and
runs NO event loop: Django refuses its ORM in the thread of a synchronous Playwright
(SynchronousOnlyOperation), and so must we. The engine's journal has a thread of its own for that.

Importing `bots.ledger` or `bots.ledger.facts` costs nothing; the other modules bring Django along,
so
import them inside the function that uses them.
"""

from __future__ import annotations
