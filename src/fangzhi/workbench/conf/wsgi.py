"""The workbench as a WSGI application."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from fangzhi.workbench.conf import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangzhi.workbench.conf.settings")
application = get_wsgi_application()
warm.begin()
