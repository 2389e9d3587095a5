"""The ledger on a PostgreSQL server. Also Django's name of its backend: `base.py` is looked for here.

Nothing of this is imported where the setting `database` is not used.
"""

from __future__ import annotations
