"""The command that moves the ledger: move-ledger."""

from __future__ import annotations

import click

from bots.cli.language import t


@click.command()
@click.argument("address", required=False, metavar=t("[アドレス]", "[ADDRESS]"))
@click.option("--back", is_flag=True, help=t("まだ何も登録していない間だけ、元のファイルに戻す", "back to the file, as long as nothing was entered"))
@click.pass_obj
def move_ledger(home: str | None, address: str | None, back: bool) -> int:
    """Move the ledger to an empty database: postgresql://user@server:5432/database, without a password."""
    from bots.app.moving import move_ledger, move_ledger_back
    from bots.app.project import Project

    if bool(address) == back:
        raise click.UsageError(t("移し先のアドレスか --back のどちらかを書いてください。", "Give an address, or --back."))
    project = Project.at(home)
    if back:
        moved = move_ledger_back(project)
        click.echo(t(f"台帳は {moved.where} に戻りました。", f"The ledger is back in {moved.where}."))
        click.echo(t("config/settings.yaml の database の行を消してください。", "Take the line database out of config/settings.yaml."))
        return 0
    assert address is not None
    moved = move_ledger(project, address)
    for name, before, now in moved.counts:
        click.echo(f"  {name:<12}{before:>10,} → {now:>10,}")
    click.echo(t(f"件数はすべて合っています。台帳は {moved.where} に移りました。", f"All counts agree. The ledger is at {moved.where} now."))
    click.echo(t(f"次に: config/settings.yaml に database: {address} と書いてください。書くまで、元のファイルでは何も登録できません。",
                 f"Next: write database: {address} in config/settings.yaml. Nothing can be entered by the file of before."))  # fmt: skip
    click.echo(t("元に戻すには（何も登録していない間だけ）: bots move-ledger --back", "The way back, as long as nothing was entered: bots move-ledger --back"))
    return 0
