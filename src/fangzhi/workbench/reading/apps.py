"""The app: the library and its reading room (资料库、阅览室)."""

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """The library and its reading room (资料库、阅览室)."""

    name = "fangzhi.workbench.reading"
    label = "reading"
    verbose_name = "资料库"

    def ready(self) -> None:
        """Have the library follow what is released, withdrawn, opened and isolated."""
        import fangzhi.workbench.reading.shelf.following as following

        following.connect()
