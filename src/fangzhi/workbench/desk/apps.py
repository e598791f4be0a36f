"""The app: The desk (工作台): what is on today, and what all pages share."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk (工作台): what is on today, and what all pages share."""

    name = "fangzhi.workbench.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Let each app say what waits for whom."""
        from fangzhi.workbench.desk.lines import find

        find()
