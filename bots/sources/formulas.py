"""What is left of formulas that belong to several cells when one of these cells becomes a text."""

from __future__ import annotations

import re
from typing import Any

from bots.sources.grid import column_of, letter

_AREA = re.compile(r"\$?([A-Z]+)\$?([0-9]+)(?::\$?([A-Z]+)\$?([0-9]+))?")


class Formulas:
    """The formulas of a sheet. `replaced` says whether one has ended."""

    def __init__(self, root: Any, space: str) -> None:
        self._space = space
        self.replaced = False
        self._shared: dict[str, list[Any]] = {}
        self._arrays: list[tuple[Any, tuple[int, int, int, int]]] = []
        for formula in root.iter(f"{space}f"):
            if formula.get("t") == "shared":
                self._shared.setdefault(formula.get("si", ""), []).append(formula)
            elif formula.get("t") == "array":
                self._arrays.append((formula, _area(formula.get("ref", ""))))

    def end(self, number: int, column: int, cell: Any) -> None:
        """The cell is about to lose what it holds.

        A shared formula is written in one cell only: the next one takes it over. One that fills an area
        ends, and the values that it gave stay.
        """
        formula = cell.find(f"{self._space}f")
        if formula is not None:
            self.replaced = True
            if formula.get("t") == "shared":
                self._hand_on(formula)
        for array, (top, left, bottom, right) in list(self._arrays):
            if (
                top <= number <= bottom
                and left <= column <= right
                and array.getparent() is not None
            ):
                array.getparent().remove(array)
                self.replaced = True

    def _hand_on(self, formula: Any) -> None:
        others = self._shared[formula.get("si", "")]
        others.remove(formula)
        if not formula.text or not others:
            return
        from openpyxl.formula.translate import Translator

        heir = others[0]
        here, there = formula.getparent().get("r"), heir.getparent().get("r")
        heir.text = Translator(f"={formula.text}", here).translate_formula(there)[1:]
        heir.set("ref", _around([one.getparent().get("r") for one in others]))


def _area(text: str) -> tuple[int, int, int, int]:
    found = _AREA.fullmatch(text)
    if found is None:
        return 0, 0, 0, 0
    left, top, right, bottom = found.groups()
    return int(top), column_of(left), int(bottom or top), column_of(right or left)


def _around(references: list[str]) -> str:
    """The smallest area that holds all of these cells."""
    areas = [_area(one) for one in references]
    top, left = min(one[0] for one in areas), min(one[1] for one in areas)
    bottom, right = max(one[2] for one in areas), max(one[3] for one in areas)
    return f"{letter(left)}{top}:{letter(right)}{bottom}"
