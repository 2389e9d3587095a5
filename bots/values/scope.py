"""The names that a placeholder may use at one moment, and what each stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bots.errors import RecipeError
from bots.japan.keys import seen
from bots.japan.width import fold
from bots.model import Hall, Value

BUILTINS: Mapping[str, str] = {
    "today": "今日",
    "now": "今",
    "row_number": "行番号",
    "run_id": "実行ID",
}
"""English built-in name to its Japanese one."""


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """A heading or name for comparing: as it is seen, width folded, white space dropped. For names only,
    never values."""
    return "".join(fold(seen(text)).split())


@dataclass(slots=True)
class Scope:
    """Where a name is looked up: columns of the row, columns of the loop, saved, inputs, built-in.

    `hall` holds the tables that filters ask. `secrets` answers `<secret.x>` and `<account.x>` (kind, name); given only for steps of system
    files.
    """

    row: Mapping[str, Value] = field(default_factory=dict)
    loop: Mapping[str, Value] = field(default_factory=dict)
    saved: dict[str, Value] = field(default_factory=dict)
    inputs: Mapping[str, Value] = field(default_factory=dict)
    builtins: Mapping[str, Value] = field(default_factory=dict)
    secrets: Callable[[str, str], Value] | None = None
    hall: Hall = field(default_factory=Hall)

    def find(self, name: str) -> Value:
        """The value of `name`. Raises RecipeError R48 (unknown), R49 (known in two places)."""
        kind, dot, rest = name.partition(".")
        if dot and self.secrets is not None and kind in ("secret", "account"):
            return self.secrets(kind, rest)
        found = self._places(name)
        if len(found) > 1:
            raise RecipeError("R49", name=name, word=name)
        if not found:
            raise RecipeError("R48", name=name, word=name)
        return found[0]

    def knows(self, name: str) -> bool:
        """Whether `name` has a value now."""
        return bool(self._places(name))

    def _places(self, name: str) -> list[Value]:
        wanted = fold_name(name)
        found = []
        for place in (self.row, self.loop, self.saved, self.inputs):
            exact = place.get(name)
            if exact is None:
                exact = next((v for key, v in place.items() if fold_name(key) == wanted), None)
            if exact is not None:
                found.append(exact)
        if not found:
            japanese = BUILTINS.get(name, name)
            for key in (name, japanese):
                if key in self.builtins:
                    return [self.builtins[key]]
        return found
