"""`bots init`: a project folder made from what is shipped."""

from __future__ import annotations

import shutil
from pathlib import Path

from bots.errors import Place, PlaceError

SHIPPED = Path(__file__).resolve().parents[2]

SETTINGS = """\
# この庁舎の設定 / What this place decides
language: {language}
environment: 訓練        # 本番で動かす準備ができたら 本番 にします / 本番 once it is to enter
"""


def init_project(folder: Path, *, language: str = "ja") -> Path:
    """Make `folder` a project: settings, the practice systems' files, the shipped recipes with samples. `language` is
    that of its reports and books.

    Raises PlaceError P06 where the folder holds something, P05 where it cannot be made.
    """
    home = folder.expanduser().resolve()
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise PlaceError("P06", Place(str(home)), folder=home.name or str(home))
    try:
        (home / "config").mkdir(parents=True)
        shutil.copytree(SHIPPED / "config" / "systems", home / "config" / "systems")
        shutil.copytree(SHIPPED / "recipes", home / "recipes")
        (home / "config" / "settings.yaml").write_text(SETTINGS.format(language=language), encoding="utf-8")
        secrets = home / "config" / "secrets.yaml"
        secrets.touch(mode=0o600)
        secrets.write_text(PRACTICE_SECRETS, encoding="utf-8")
        (home / "logs").mkdir()
        (home / ".gitignore").write_text("data/\nlogs/\nconfig/secrets.yaml*\nbackups/\nbefore-restore-*/\n", encoding="utf-8")
    except OSError as error:
        raise PlaceError("P05", Place(str(home)), folder=str(home)) from error
    return home


PRACTICE_SECRETS = """\
# 秘密の値（パスワードなど）。このファイルを読めるのは持ち主だけです。
# ここにあるのは練習用システムのもので、秘密ではありません。
hoiku_user: robot01
hoiku_password: renshu-pass-1
kifu_user: robot01
kifu_password: renshu-pass-1
kaikei_user: robot01
kaikei_password: renshu-pass-1
juki_user: robot01
juki_password: renshu-pass-1
kokuho_user: robot01
kokuho_password: renshu-pass-1
kokuho_yakan_user: clerk01
kokuho_yakan_password: renshu-pass-2
library_user: robot01
library_password: renshu-pass-1
"""
