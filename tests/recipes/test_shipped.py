"""Every shipped recipe checks clean, and its texts are those that the practice systems show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bots.model import Mode
from bots.practice.accounting import words as accounting
from bots.practice.childcare import words as childcare
from bots.practice.donation import words as donation
from bots.practice.library import words as library
from bots.practice.systems import SYSTEMS
from bots.practice.words import COMMON, Table
from bots.recipe import check_files, explain, find_recipe, load, plan
from bots.recipe.render import render

HOME = Path(__file__).parents[2]
RECIPES = ("保育申込", "寄附受付", "会計伝票", "library_cards")
PRACTICE: Mapping[str, tuple[str, Table, int]] = {
    "保育申込": ("childcare", childcare.WORDS, 0),
    "寄附受付": ("donation", donation.WORDS, 0),
    "会計伝票": ("accounting", accounting.WORDS, 0),
    "library_cards": ("library", library.WORDS, 1),
}


def plan_of(name: str, environment: str = "訓練") -> object:
    recipe = load(find_recipe(name, HOME), HOME)
    return plan(recipe, HOME, mode=Mode.RUN, environment=environment, today="2026-11-25", inputs={})


def test_these_are_all_the_recipes() -> None:
    assert sorted(path.stem for path in (HOME / "recipes").rglob("*.yaml")) == sorted(RECIPES)


def test_every_recipe_and_system_checks_clean_without_even_advice() -> None:
    problems, count = check_files((), HOME)
    assert [render(problem, "ja", HOME) for problem in problems] == []
    assert count == len(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_the_first_line_says_in_one_sentence_what_it_does(name: str) -> None:
    first = find_recipe(name, HOME).read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"# .+[。.]", first)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_can_be_read_as_sentences(name: str, lang: str) -> None:
    sentences = explain(load(find_recipe(name, HOME), HOME), lang)
    assert len(sentences) > 6
    assert not any("<" in sentence and "|" in sentence for sentence in sentences)


@pytest.mark.parametrize("environment", ["本番", "訓練"])
@pytest.mark.parametrize("name", RECIPES)
def test_the_plan_points_at_the_practice_system(name: str, environment: str) -> None:
    made = plan_of(name, environment)
    known = SYSTEMS[PRACTICE[name][0]]
    port = known.production_port if environment == "本番" else known.training_port
    assert [system.address for system in made.systems] == [f"http://127.0.0.1:{port}"]  # type: ignore[attr-defined]
    assert made.rows.register  # type: ignore[attr-defined]
    (system,) = made.systems  # type: ignore[attr-defined]
    assert len(system.account) == 2
    for secret in system.account.values():
        assert re.fullmatch(r"<secret\.[a-z]+_(user|password)>", secret)


@pytest.mark.parametrize("name", RECIPES)
def test_signs_are_sentences_that_the_system_really_says(name: str) -> None:
    _, table, lang = PRACTICE[name]
    said = [pair[lang] for pair in (COMMON | table).values()]
    shown = [re.sub(r"\{\w+\}", words, text) for text in said for words in ("8", "60", "Area")]
    made = plan_of(name)
    (system,) = made.systems  # type: ignore[attr-defined]
    submit = next(step for step in made.each_row if step.submits)  # type: ignore[attr-defined]
    signs = {
        "success": tuple(submit.args["success"]) if not isinstance(submit.args["success"], str)
        else (submit.args["success"],),
        "problems": system.problems,
        "already": system.already,
        "lost": system.lost,
        "login_failed": system.login_failed,
    }  # fmt: skip
    for kind, texts in signs.items():
        assert texts, kind
        for text in texts:
            assert any(text in one for one in shown), (kind, text)


@pytest.mark.parametrize("name", RECIPES)
def test_no_refusal_of_a_double_reads_like_a_mistake(name: str) -> None:
    """The screen that refuses a double shows a headline too: it must not be among the problems."""
    _, table, lang = PRACTICE[name]
    words = COMMON | table
    headline = words["mistakes"][lang]
    (system,) = plan_of(name).systems  # type: ignore[attr-defined]
    if PRACTICE[name][0] != "donation":
        assert not any(text in headline for text in system.problems)
    assert not any(text in already for text in system.problems for already in system.already)
