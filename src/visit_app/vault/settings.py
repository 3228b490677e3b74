"""Settings: any JSON value under a name."""

import json
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from visit_app.vault.database import Transaction
from visit_app.vault.statement import Statement
from visit_app.vault.tables import SETTING

# A page asks for several while it is opened, and a form keeps its own as it is typed.
_GET = Statement(select(SETTING.c.value).where(SETTING.c.name == bindparam("name")))

_NEW = insert(SETTING).values(name=bindparam("name"), value=bindparam("value"))
_KEEP = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["name"], set_={"value": bindparam("value")}
    )
)


def get(connection: Connection, name: str, default: Any) -> Any:
    """The value of a setting, else the default."""
    for (value,) in _GET.read(connection, {"name": name}).fetchall():
        return json.loads(value)
    return default


def keep(transaction: Transaction, name: str, value: Any) -> None:
    """Let this be its value from now on."""
    text = json.dumps(value, ensure_ascii=False)
    _KEEP.write(transaction, {"name": name, "value": text})
