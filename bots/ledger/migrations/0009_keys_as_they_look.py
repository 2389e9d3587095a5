"""Keys that look the same are kept as one: blanks, dashes, what shows nothing, and numbers by what they say."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from bots.ledger.rekeying import carry_over


def keys_as_they_look(apps: Any, schema_editor: Any) -> None:
    """Of each register by itself: only the form of its keys tells which parts are numbers."""
    items = apps.get_model("ledger", "Item").objects
    for pk, form in apps.get_model("ledger", "Register").objects.values_list("pk", "key_form"):
        carry_over(items.filter(register=pk), form)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_approvals")]

    operations = [migrations.RunPython(keys_as_they_look, migrations.RunPython.noop)]
