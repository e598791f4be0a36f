"""The app: Calls for contributions (组稿) and what came in (收稿)."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls for contributions (组稿) and what came in (收稿)."""

    name = "fangzhi.workbench.calls"
    label = "calls"
    verbose_name = "组稿和收稿"
