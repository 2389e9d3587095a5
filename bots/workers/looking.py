"""The child that looks at one file which arrived in an intake: `python -m bots.workers.looking --home DIR`. Which file it is
stands on its stdin, as JSON: what people call a file is not for the list of processes.

A workbook may be made to bring a program down; that is this process then.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

DONE, NOT_NOW, OTHERS = 0, 2, 3
"""Exit codes: the file was put into the ledger here; it could not be, and is tried again (why stands on stdout, as JSON); others
were quicker. All other ones are those of a process that died."""


def main() -> int:
    """Put the file into the ledger; how that went."""
    parser = argparse.ArgumentParser(prog="bots.workers.looking")
    parser.add_argument("--home", type=Path, required=True)
    home: Path = parser.parse_args().home
    asked = json.load(sys.stdin)
    from bots.app.project import Project
    from bots.app.unexpected import unexpected
    from bots.errors import BotsError
    from bots.timetable.intake import Taken
    from bots.timetable.taking_in import Held, Wanted, take_in

    try:
        path = Path(asked["path"])
        taken = Taken.of(path.name)
        assert taken is not None
        mine = take_in(Project.at(home), Wanted(**asked["wanted"]), Held(Path(asked["folder"]), path, taken))
    except Exception as error:
        told = error if isinstance(error, BotsError) else unexpected(error)
        words = {name: str(word) for name, word in told.problem.words.items()}
        sys.stdout.write(json.dumps({"code": told.problem.code, "words": words}))
        return NOT_NOW
    return DONE if mine else OTHERS


if __name__ == "__main__":
    sys.exit(main())
