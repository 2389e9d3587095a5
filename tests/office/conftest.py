"""All ugly books once, in every form; LibreOffice is started once for each form, for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from .drafts import Draft, as_excel, by_openpyxl
from .drawings import DRAWINGS
from .soffice import Office

FORMS = ("excel", "openpyxl", "xlsx", "ods", "xls")
"""As Excel writes it, as openpyxl does, and what LibreOffice makes of the first."""


@dataclass(frozen=True)
class Shelf:
    """The books by form and name."""

    books: dict[str, dict[str, Path]]

    def book(self, form: str, name: str) -> Path:
        """One of them."""
        return self.books[form][name]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("profile"))


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, office: Office) -> Shelf:
    folders = {form: tmp_path_factory.mktemp(form) for form in FORMS}
    books: dict[str, dict[str, Path]] = {form: {} for form in FORMS}
    for name, draw in DRAWINGS.items():
        draft = Draft()
        draw(draft)
        ending = ".xlsm" if draft.macro else ".xlsx"
        books["excel"][name] = as_excel(draft, folders["excel"] / f"{name}{ending}")
        if not draft.macro:
            books["openpyxl"][name] = by_openpyxl(draft, folders["openpyxl"] / f"{name}.xlsx")
    for form in ("xlsx", "ods", "xls"):
        books[form] = office.convert(list(books["excel"].values()), form, folders[form])
    return Shelf(books)
