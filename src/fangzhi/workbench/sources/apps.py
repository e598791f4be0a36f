"""The app: Sources, authorities, oral history (资料、名称、口述)."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Sources, authorities, oral history (资料、名称、口述)."""

    name = "fangzhi.workbench.sources"
    label = "sources"
    verbose_name = "资料"
