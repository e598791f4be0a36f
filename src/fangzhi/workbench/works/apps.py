"""The app of works."""

from django.apps import AppConfig


class WorksConfig(AppConfig):
    """Works (志书、年鉴)."""

    name = "fangzhi.workbench.works"
    label = "works"
    verbose_name = "志书和年鉴"

    def ready(self) -> None:
        """Look pages up by the index of their paths."""
        from fangzhi.workbench.works.paths import register

        register()
