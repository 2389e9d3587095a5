"""How those who keep lists write days, numbers and kana: each hand in its own way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.recipes import people
from tests.recipes.books import LONG_DATE, As, Cell


def mixed_date(day: date, turn: int) -> Cell:
    """A day as one of the hands that keep such lists would write it."""
    year = day.year - 2018
    forms: tuple[Callable[[], Cell], ...] = (
        lambda: people.wareki(day),
        lambda: As(day, LONG_DATE),
        lambda: f"R{year}.{day.month}.{day.day}",
        lambda: As(day, "yyyy/m/d"),
        lambda: f"{day.year}/{day.month}/{day.day}",
        lambda: f"令{year}.{day.month}.{day.day}",
        lambda: day.isoformat(),
    )
    return forms[turn % len(forms)]()


def mixed_code(number: int, digits: int, turn: int) -> Cell:
    """A number with leading zeros: kept as text, or a number whose format shows them."""
    return As(number, "0" * digits) if turn % 3 == 0 else f"{number:0{digits}d}"


def mixed_kana(text: str, turn: int) -> str:
    """Full-width katakana; half-width and hiragana now and then."""
    if turn % 5 == 3:
        return people.half_kana(text)
    return people.hiragana(text) if turn % 7 == 5 else text


def mixed_amount(amount: int, turn: int) -> Cell:
    """An amount as a number, or as the text that somebody typed."""
    forms: tuple[Cell, ...] = (As(amount, "#,##0"), amount, f"{amount:,}円", f"{amount:,}")
    return forms[turn % len(forms)]
