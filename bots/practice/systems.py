"""The practice systems there are: names, titles and default ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class System:
    """A practice system. Production 本番 and training 訓練 are two processes, two folders. `lang` is its
    own language, in which it starts whatever the project speaks. `package` holds its pages."""

    name: str
    title_ja: str
    title_en: str
    production_port: int
    training_port: int
    lang: str = "ja"
    receipt_form: str = "{:05d}"
    submit_path: str = "/"
    package: str = "faces"

    def title(self, lang: str) -> str:
        """Its title in "ja" or "en"."""
        return self.title_ja if lang == "ja" else self.title_en


SYSTEMS: Mapping[str, System] = MappingProxyType(
    {
        system.name: system
        for system in (
            System(
                "childcare",
                "保育入所システム",
                "Childcare admissions",
                8811,
                8812,
                receipt_form="R6-{:05d}",
                submit_path="/moushikomi/touroku",
                package="childcare",
            ),
            System(
                "donation",
                "寄附受付システム",
                "Donation desk",
                8813,
                8814,
                receipt_form="D-{:05d}",
                submit_path="/api/entries",
                package="donation",
            ),
            System(
                "library",
                "図書館カード",
                "Library cards",
                8815,
                8816,
                lang="en",
                receipt_form="L-{:05d}",
                submit_path="/cards/new",
            ),
            System(
                "residents",
                "住基照会",
                "Resident look-up",
                8821,
                8822,
                submit_path="/setai/search",
            ),
            System(
                "insurance",
                "国保システム",
                "Health insurance",
                8823,
                8824,
                receipt_form="K-{:05d}",
                submit_path="/shikaku/new",
            ),
            System(
                "nursery",
                "保育システム",
                "Nursery places",
                8825,
                8826,
                receipt_form="H-{:05d}",
                submit_path="/moushikomi/keep",
            ),
            System(
                "accounting",
                "財務会計システム",
                "Financial accounting",
                8817,
                8818,
                receipt_form="S8-{:05d}",
                submit_path="/shishutsu/touroku",
                package="accounting",
            ),
        )
    }
)
