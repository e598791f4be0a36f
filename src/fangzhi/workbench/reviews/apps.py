"""The app: Review (审) of frozen subtrees: rounds, opinions, seals, release."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Review (审) of frozen subtrees: rounds, opinions, seals, release."""

    name = "fangzhi.workbench.reviews"
    label = "reviews"
    verbose_name = "审稿"
