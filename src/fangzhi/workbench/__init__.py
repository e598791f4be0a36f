"""The workbench (工作台): the Django and Wagtail project, the only room that knows users and a database."""
