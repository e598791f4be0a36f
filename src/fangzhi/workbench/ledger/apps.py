"""The app of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Ledger (日志)."""

    name = "fangzhi.workbench.ledger"
    label = "ledger"
    verbose_name = "日志"

    def ready(self) -> None:
        """Let each app let go of what must not be here."""
        from fangzhi.workbench.ledger.forgetting import find

        find()
