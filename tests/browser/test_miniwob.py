"""Small web tasks made by others of which a recipe cannot say what to do (English words with arithmetic in them, lists of any
length): done with the driver's verbs. The page itself gives the reward. The others: test_miniwob_recipes.py."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime

import pytest

from bots.model import Scope, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field

SEEDS = ("甲", "乙") if os.environ.get("BOTS_SEEDS") == "all" else ("甲",)  # what a page makes up; the rest at night


def query(driver: PlaywrightDriver) -> str:
    return driver.read(Target("query", how="id"), timeout=2)


def click(driver: PlaywrightDriver, words: str, kind: str = "", *within: Scope) -> None:
    driver.click(Target(words, kind), within=within, timeout=3)


def quoted(text: str) -> list[str]:
    return re.findall(r'"([^"]*)"', text)


def fill(driver: PlaywrightDriver, **values: str) -> None:
    readings = driver.fill([field(name.replace("_", " "), value) for name, value in values.items()], timeout=3)
    assert all(one.equal for one in readings)


def us_date(text: str) -> datetime:
    return datetime.strptime(re.findall(r"\d+/\d+/\d+", text)[0], "%m/%d/%Y")  # noqa: DTZ007


def enter_text_2(driver: PlaywrightDriver) -> None:
    said = query(driver)
    word = quoted(said)[0]
    fill(driver, box=word.upper() if "upper case" in said else word.lower())
    click(driver, "Submit")


def click_checkboxes(driver: PlaywrightDriver) -> None:
    wanted = re.fullmatch(r"Select (.+) and click Submit\.", query(driver))
    assert wanted is not None
    if wanted[1] != "nothing":
        fill(driver, **dict.fromkeys(wanted[1].split(", "), "1"))
    click(driver, "Submit")


def enter_time(driver: PlaywrightDriver) -> None:
    found = re.search(r"(\d+):(\d+)\s*(AM|PM|午前|午後)?", query(driver))
    assert found is not None
    hour = int(found[1]) % 12 + (12 if found[3] in ("PM", "午後") else 0) if found[3] else int(found[1])
    fill(driver, box=f"{hour:02}:{found[2]}")
    click(driver, "Submit")


def choose_date(driver: PlaywrightDriver) -> None:
    day = us_date(query(driver))
    driver.click(Target("datepicker", how="id"), timeout=2)
    for _ in range(12):
        if driver.shown([f"{day:%B %Y}"]):
            break
        click(driver, "Prev")
    click(driver, str(day.day), "link")
    click(driver, "Submit")


TASKS: dict[str, Callable[[PlaywrightDriver], None]] = {
    "enter-text-2": enter_text_2, "click-checkboxes": click_checkboxes, "enter-time": enter_time,
    "choose-date-nodelay": choose_date,
}  # fmt: skip
MAP = {"box": "id=tt"}


@pytest.mark.parametrize("task", TASKS)
def test_a_task_of_others_is_done(task: str, open_page: Open) -> None:
    driver = open_page(f"miniwob/miniwob/{task}.html", names=MAP)
    for seed in SEEDS:
        driver.page.evaluate("(seed) => { Math.seedrandom(seed); }", seed)
        driver.click(Target("sync-task-cover", how="id"), timeout=3)
        TASKS[task](driver)
        driver.pump(50)
        assert driver.page.evaluate("WOB_DONE_GLOBAL")
        assert driver.page.evaluate("WOB_RAW_REWARD_GLOBAL") == 1
