"""The encrypted file. Import from its modules: `keyslots` loads no database.

`vault.Vault` and `vault.create` are offered here too, found when first asked for, so
that the unlock window can use `visit_app.vault.keyslots` without SQLAlchemy.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from visit_app.vault.vault import Created, Vault, create

__all__ = ["Created", "Vault", "create"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from visit_app.vault import vault

        return getattr(vault, name)
    raise AttributeError(name)
