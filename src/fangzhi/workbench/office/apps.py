"""The app: Office work (办公): registry, meetings and their tasks, notices, 上报包."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Office work (办公): registry, meetings and their tasks, notices, 上报包."""

    name = "fangzhi.workbench.office"
    label = "office"
    verbose_name = "办公"
