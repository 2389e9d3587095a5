"""A run remembers where its systems are, a register what its keys were made of before; keys are kept
as they are seen (composed, without characters of no width)."""

from __future__ import annotations

import json
from typing import Any

from django.db import migrations, models

from bots.japan.keys import seen


def keys_as_seen(apps: Any, schema_editor: Any) -> None:
    """Items whose key is written otherwise: else they would not be recognised, and be entered again.

    What was entered under such a key can no longer be compared, so it is not: nothing of it counts as
    changed. Where both ways of writing have an item, each stays.
    """
    items = apps.get_model("ledger", "Item").objects
    for item in items.only("register", "environment", "key").iterator():
        key = json.dumps([seen(part) for part in json.loads(item.key)], ensure_ascii=False)
        if key == item.key:
            continue
        same = {"register": item.register_id, "environment": item.environment, "key": key}
        if not items.filter(**same).exists():
            items.filter(pk=item.pk).update(key=key, payload_hmac={})


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_found")]

    operations = [
        migrations.AddField(
            model_name="run", name="addresses", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="register", name="earlier_forms", field=models.JSONField(default=list)
        ),
        migrations.RunPython(keys_as_seen, migrations.RunPython.noop),
    ]
