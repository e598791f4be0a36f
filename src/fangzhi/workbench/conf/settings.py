"""Django's settings of the workbench; what differs from office to office comes from outside."""

from __future__ import annotations

import os
from pathlib import Path

from fangzhi.workbench.conf.database import database
from fangzhi.workbench.conf.home import home
from fangzhi.workbench.conf.keys import keys

HOME = home()
BASE = Path(__file__).resolve().parent.parent
DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = keys(HOME)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ALLOWED_HOSTS += [name for name in os.environ.get("FANGZHI_HOSTS", "").split(",") if name]
OWN_CERTIFICATE = os.environ.get("FANGZHI_CERTIFICATE", "") == "1"
"""The server itself speaks HTTPS (`fangzhi serve --cert`); no proxy's word is needed, or believed."""
SECURE = OWN_CERTIFICATE or os.environ.get("FANGZHI_HTTPS", "") == "1"
BEHIND_PROXY = os.environ.get("FANGZHI_PROXY", "") == "1"
"""A proxy of the office's own stands in front, so that its X-Forwarded-For is believed."""

INSTALLED_APPS = [
    "fangzhi.workbench.people",
    "fangzhi.workbench.works",
    "fangzhi.workbench.calls",
    "fangzhi.workbench.reviews",
    "fangzhi.workbench.sources",
    "fangzhi.workbench.office",
    "fangzhi.workbench.reading",
    "fangzhi.workbench.ledger",
    "fangzhi.workbench.jobs",
    "fangzhi.workbench.desk",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "fangzhi.workbench.conf.spread.spread",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fangzhi.workbench.conf.headers.headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "fangzhi.workbench.people.gate.RouteGate",
]

ROOT_URLCONF = "fangzhi.workbench.conf.urls"
WSGI_APPLICATION = "fangzhi.workbench.conf.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fangzhi.workbench.people.office.shown",
            ],
            "libraries": {"wagtailadmin_tags": "fangzhi.workbench.desk.frame"},
        },
    }
]

DATABASES = {"default": database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "fangzhi.workbench.people.words.OfficeWords"},
]
LOGIN_URL = "people_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

PASSWORD_RESET_TIMEOUT = 3 * 86400
CODES_FOR_ALL = os.environ.get("FANGZHI_CODES", "") == "all"
"""Everybody gives a one-time code once a session, not only who approves and manages."""
SESSION_COOKIE_AGE = 12 * 3600
if SECURE:  # browsers take such names only over HTTPS, from this host, for all its paths
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "fangzhi.workbench.conf.faults.csrf_refused"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and not OWN_CERTIFICATE else None
)
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
"""More than any page takes at once: a page says its own limit in its own words."""
FILE_UPLOAD_TEMP_DIR = None

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE / "static"]
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"

WAGTAIL_SITE_NAME = "方志工作台"
WAGTAILADMIN_BASE_URL = os.environ.get("FANGZHI_URL", "http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILADMIN_COMMENTS_ENABLED = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("FANGZHI_SMTP", "")
EMAIL_PORT = int(os.environ.get("FANGZHI_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("FANGZHI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("FANGZHI_SMTP_PASSWORD", "")
DEFAULT_FROM_EMAIL = os.environ.get("FANGZHI_MAIL_FROM", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
"""Our library of tags stands in the place of Wagtail's on purpose (desk.frame)."""
