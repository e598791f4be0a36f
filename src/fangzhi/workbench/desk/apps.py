"""The app: The desk (工作台): what is on today, and what all pages share."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk (工作台): what is on today, and what all pages share."""

    name = "fangzhi.workbench.desk"
    label = "desk"
    verbose_name = "工作台"
