"""Small web tasks made by others, done with the driver's verbs; the page itself gives the reward."""

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


def enter_text(driver: PlaywrightDriver) -> None:
    fill(driver, box=quoted(query(driver))[0])
    click(driver, "Submit")


def enter_text_2(driver: PlaywrightDriver) -> None:
    said = query(driver)
    word = quoted(said)[0]
    fill(driver, box=word.upper() if "upper case" in said else word.lower())
    click(driver, "Submit")


def enter_password(driver: PlaywrightDriver) -> None:
    word = quoted(query(driver))[0]
    fill(driver, Password=word, Verify_password=word)
    click(driver, "Submit")


def login_user(driver: PlaywrightDriver) -> None:
    user, password = quoted(query(driver))
    fill(driver, Username=user, Password=password)
    click(driver, "Login", "button")


def choose_list(driver: PlaywrightDriver) -> None:
    wanted = re.fullmatch(r"Select (.+) from the list and click Submit\.", query(driver))
    assert wanted is not None
    fill(driver, options=wanted[1])
    click(driver, "Submit")


def click_checkboxes(driver: PlaywrightDriver) -> None:
    wanted = re.fullmatch(r"Select (.+) and click Submit\.", query(driver))
    assert wanted is not None
    if wanted[1] != "nothing":
        fill(driver, **dict.fromkeys(wanted[1].split(", "), "1"))
    click(driver, "Submit")


def click_option(driver: PlaywrightDriver) -> None:
    wanted = re.fullmatch(r"Select (.+) and click Submit\.", query(driver))
    assert wanted is not None
    click(driver, wanted[1], "radio")
    click(driver, "Submit")


def enter_date(driver: PlaywrightDriver) -> None:
    fill(driver, box=f"{us_date(query(driver)):%Y-%m-%d}")
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


def read_table(driver: PlaywrightDriver) -> None:
    wanted = re.fullmatch(r"Enter the value of (.+) into the text field and press Submit\.", query(driver))
    assert wanted is not None
    fill(driver, box=driver.read(Target(wanted[1]), timeout=2))
    click(driver, "Submit")


def use_spinner(driver: PlaywrightDriver) -> None:
    found = re.search(r"-?\d+", query(driver))
    assert found is not None
    fill(driver, spinner=found[0])
    click(driver, "Submit")


def click_button(driver: PlaywrightDriver) -> None:
    click(driver, quoted(query(driver))[0], "button")


def click_link(driver: PlaywrightDriver) -> None:
    click(driver, quoted(query(driver))[0])


def click_dialog(driver: PlaywrightDriver) -> None:
    click(driver, "Close", "button")


def text_transform(driver: PlaywrightDriver) -> None:
    fill(driver, box=driver.read(Target("captcha", how="id"), timeout=2).replace(" ", ""))
    click(driver, "Submit")


TASKS: dict[str, Callable[[PlaywrightDriver], None]] = {
    "enter-text": enter_text, "enter-text-dynamic": enter_text, "enter-text-2": enter_text_2,
    "enter-password": enter_password, "login-user": login_user, "choose-list": choose_list,
    "click-checkboxes": click_checkboxes, "click-option": click_option, "enter-date": enter_date,
    "enter-time": enter_time, "choose-date-nodelay": choose_date, "read-table": read_table,
    "use-spinner": use_spinner, "click-button": click_button, "click-link": click_link,
    "click-dialog": click_dialog, "text-transform": text_transform,
}  # fmt: skip
MAP = {"box": "id=tt", "options": "id=options", "spinner": "id=spinner"}


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
