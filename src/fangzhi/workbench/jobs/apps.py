"""The app: Background work (后台任务): runs, progress, results."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work (后台任务): runs, progress, results."""

    name = "fangzhi.workbench.jobs"
    label = "jobs"
    verbose_name = "后台任务"
