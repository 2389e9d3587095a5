"""Every shipped recipe checks clean, and its texts are those that the practice systems show."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bots.model import Mode, Plan
from bots.practice.accounting import words as accounting
from bots.practice.childcare import words as childcare
from bots.practice.donation import words as donation
from bots.practice.faces import words as faces
from bots.practice.faces.catalogue import FACES
from bots.practice.systems import SYSTEMS
from bots.practice.words import COMMON, Table
from bots.recipe import check_files, explain, find_recipe, load, plan
from bots.recipe.nodes import Scalar
from bots.recipe.recipe import flat
from bots.recipe.render import render

HOME = Path(__file__).parents[2]
PARTS = ("部品/世帯を検索",)


def spoken(part: object) -> Iterator[tuple[str, str]]:
    """Every pair of words in the description of a face."""
    if dataclasses.is_dataclass(part):
        for one in dataclasses.fields(part):
            yield from spoken(getattr(part, one.name))
    elif isinstance(part, tuple) and len(part) == 2 and all(isinstance(one, str) for one in part):
        yield part
    elif isinstance(part, tuple | Mapping):
        for inner in part.values() if isinstance(part, Mapping) else part:
            yield from spoken(inner)


def face(name: str) -> Table:
    """The words of a face: its own and those of all faces."""
    return {**faces.WORDS, **{ja: (ja, en) for ja, en in spoken(FACES[name])}}


# Of each recipe the practice systems that it works on, the one with the submit last; their words; the language.
PRACTICE: Mapping[str, tuple[tuple[tuple[str, Table], ...], int]] = {
    "保育申込": ((("childcare", childcare.WORDS),), 0),
    "寄附受付": ((("donation", donation.WORDS),), 0),
    "会計伝票": ((("accounting", accounting.WORDS),), 0),
    "library_cards": ((("library", face("library")),), 1),
    "国保異動": ((("residents", face("residents")), ("insurance", face("insurance"))), 0),
}
RECIPES = tuple(PRACTICE)
INPUTS = {"国保異動": {"対象日": "2026-11-25"}}


def plan_of(name: str, environment: str = "訓練") -> Plan:
    recipe = load(find_recipe(name, HOME), HOME)
    inputs = INPUTS.get(name, {})
    return plan(recipe, HOME, mode=Mode.RUN, environment=environment, today="2026-11-25", inputs=inputs)


def test_these_are_all_the_recipes() -> None:
    found = (path.relative_to(HOME / "recipes").with_suffix("") for path in (HOME / "recipes").rglob("*.yaml"))
    assert sorted(path.as_posix() for path in found) == sorted((*RECIPES, *PARTS))


def test_every_recipe_and_system_checks_clean_without_even_advice() -> None:
    problems, count = check_files((), HOME)
    assert [render(problem, "ja", HOME) for problem in problems] == []
    assert count == len(RECIPES) + len(PARTS)


@pytest.mark.parametrize("name", [*RECIPES, *PARTS])
def test_the_first_line_says_in_one_sentence_what_it_does(name: str) -> None:
    first = find_recipe(name, HOME).read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"# .+[。.]", first)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_can_be_read_as_sentences(name: str, lang: str) -> None:
    sentences = explain(load(find_recipe(name, HOME), HOME), lang)
    assert len(sentences) > 6
    assert not any("<" in sentence and "|" in sentence for sentence in sentences)


@pytest.mark.parametrize("name", [*RECIPES, *PARTS])
def test_no_reason_holds_a_name_that_is_shown_without_its_value(name: str) -> None:
    recipe = load(find_recipe(name, HOME), HOME)
    steps = [step for _, section in recipe.sections() for step in flat(section)]
    reasons = [step.main.text for step in steps if step.verb in ("reject", "skip", "stop") and isinstance(step.main, Scalar)]
    assert [reason for reason in reasons if "<" in reason] == []


@pytest.mark.parametrize("environment", ["本番", "訓練"])
@pytest.mark.parametrize("name", RECIPES)
def test_the_plan_points_at_the_practice_system(name: str, environment: str) -> None:
    made = plan_of(name, environment)
    known = [SYSTEMS[system] for system, _ in PRACTICE[name][0]]
    ports = [one.production_port if environment == "本番" else one.training_port for one in known]
    assert [system.address for system in made.systems] == [f"http://127.0.0.1:{port}" for port in ports]
    assert made.rows is not None
    assert made.rows.register
    for system in made.systems:
        assert len(system.account) == 2
        for secret in system.account.values():
            assert re.fullmatch(r"<secret\.[a-z_]+_(user|password)>", secret)


@pytest.mark.parametrize("name", RECIPES)
def test_signs_are_sentences_that_the_system_really_says(name: str) -> None:
    systems, lang = PRACTICE[name]
    made = plan_of(name)
    submit = next(step for step in made.each_row if step.submits)
    success = submit.args["success"]
    for system, (_, table) in zip(made.systems, systems, strict=True):
        shown = shown_by(table, lang)
        signs = {"lost": system.lost, "login_failed": system.login_failed}
        if system is made.systems[-1]:
            signs |= {
                "success": (success,) if isinstance(success, str) else tuple(success),
                "problems": system.problems,
                "already": system.already or made.problems,
            }
        for kind, texts in signs.items():
            assert texts, kind
            for text in texts:
                assert any(text in one for one in shown), (kind, text)


def shown_by(table: Table, lang: int) -> list[str]:
    """The sentences of a system as they may be shown, with what they are filled in with."""
    said = [pair[lang] for pair in (COMMON | table).values()]
    return [re.sub(r"\{\w+\}", words, text) for text in said for words in ("3", "8", "10", "30", "60", "Area")]


@pytest.mark.parametrize("name", RECIPES)
def test_no_refusal_of_a_double_reads_like_a_mistake(name: str) -> None:
    """The screen that refuses a double shows a headline too: it must not be among the problems."""
    systems, lang = PRACTICE[name]
    words = COMMON | systems[-1][1]
    headline = words["mistakes"][lang]
    system = plan_of(name).systems[-1]
    if name != "寄附受付":
        assert not any(text in headline for text in system.problems)
    assert not any(text in already for text in system.problems for already in system.already)


def test_a_look_is_told_by_what_it_leads_to_not_as_steps_of_a_row() -> None:
    said = "\n".join(explain(load(find_recipe("保育申込", HOME), HOME), "ja"))
    looking = said.partition("照会します。")[2].partition("まで試します")[0]
    assert "「登録はない」と分かるので、その行はもう一度登録します" in looking
    assert "合えば完了、違えば不一致とします" in looking
    assert "業務エラー" not in looking and "対象外とし" not in looking
