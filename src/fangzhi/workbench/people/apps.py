"""The app of people and their rights."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People (人员)."""

    name = "fangzhi.workbench.people"
    label = "people"
    verbose_name = "人员"
