"""The app of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Ledger (日志)."""

    name = "fangzhi.workbench.ledger"
    label = "ledger"
    verbose_name = "日志"
