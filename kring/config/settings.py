"""Settings, read from the environment; `docs/settings.md` lists every variable."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent.parent
# A checkout has its build folder beside the package, an installed wheel inside it.
BUILD = next(
    (p for p in (PACKAGE / "build", PACKAGE.parent / "build") if p.is_dir()), PACKAGE.parent / "build"
)
HOME = Path(os.environ.get("KRING_HOME", PACKAGE.parent / "var")).resolve()


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes and on mean yes."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict[str, object]:
    """Django's settings for a postgresql:// URL; a `host` parameter may name a socket folder."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    # Statements that are prepared keep one plan whatever the values; see decision 0019.
    options = f"{query.pop('options', '')} -c plan_cache_mode=force_generic_plan".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "options": options, "prepare_threshold": 0},
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


DEBUG = flag("KRING_DEBUG")
TESTING = flag("KRING_TESTING")
SECRET_KEY = os.environ.get("KRING_SECRET_KEY", "")
ORIGIN = os.environ.get("KRING_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
# Where the browser finds live signals; empty when a proxy brings them under ORIGIN.
LIVE_ORIGIN = os.environ.get("KRING_LIVE_ORIGIN", "").rstrip("/")
HTTPS = ORIGIN.startswith("https://")
ALLOWED_HOSTS = [
    *{urlsplit(ORIGIN).hostname or "127.0.0.1", "127.0.0.1", "localhost"},
    *filter(None, os.environ.get("KRING_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
ORGANISATION = os.environ.get("KRING_ORGANISATION", "Gemeente Waterrijk")
HELP_LINE = os.environ.get("KRING_HELP_LINE", "")
THEME = os.environ.get("KRING_THEME", "")
PRAISE_PER_MONTH = int(os.environ.get("KRING_PRAISE_PER_MONTH", "10"))
GROUP_MENTION_LIMIT = int(os.environ.get("KRING_GROUP_MENTION_LIMIT", "500"))
API_CALLS = int(os.environ.get("KRING_API_CALLS", "300"))  # a minute, of one key in one process
GALLERY = DEBUG or TESTING
METRICS_TOKEN = os.environ.get("KRING_METRICS_TOKEN", "")
TRUSTED_PROXIES = int(os.environ.get("KRING_PROXIES", "0"))

INSTALLED_APPS = [
    # Ours first: of two texts with one English form the first app's translation wins.
    "kring.infra",
    "kring.ui",
    "kring.identity",
    "kring.topics",
    "kring.people",
    "kring.groups",
    "kring.discussion",
    "kring.posts",
    "kring.timelines",
    "kring.notifications",
    "kring.search",
    "kring.digests",
    "kring.transfer",
    "kring.shell",
    "kring.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "kring.infra.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # With random padding, and tokens in pages are masked anew each time: the size tells no secret.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kring.shell.web.middleware.ApiDoor",
    "kring.identity.web.middleware.ReaderLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kring.shell.web.middleware.ViewerGate",
    "kring.shell.web.titles.LinkTitles",
]
ROOT_URLCONF = "kring.config.urls"
WSGI_APPLICATION = "kring.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "kring.ui.environment.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "kring.shell.web.frame.frame",
            ],
        },
    },
    # allauth asks for this engine by its check; none of its own templates is ever shown.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///kring"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all processes: counts of failed sign-ins live here.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "infra_cache",
        # Room enough that nobody can push the counts out by trying many addresses.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # One per process: how many calls of the API a key made this minute.
    "calls": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "calls"},
}

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["kring.shell.backend.ViewerBackend"]
SESSION_ENGINE = "kring.identity.sessions"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 4
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS.insert(
        0, "django.contrib.auth.hashers.MD5PasswordHasher"
    )  # a slow hash only slows tests
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "UserAttributeSimilarityValidator")
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ACCOUNT_ADAPTER = "kring.identity.web.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "kring.identity.web.entry_forms.SignInForm",
    "reset_password": "kring.identity.web.entry_forms.ForgottenForm",
    "reset_password_from_key": "kring.identity.web.entry_forms.NewPasswordForm",
    "change_password": "kring.identity.web.entry_forms.ChangePasswordForm",
    "reauthenticate": "kring.identity.web.entry_forms.AgainForm",
}
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "kring.identity.links.ResetTokens"  # noqa: S105 - a class
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# A whole office can stand behind one address, so the strict counts are those per account (key).
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/10m/key",
    "reset_password": "60/m/ip,5/30m/key",
    "reset_password_from_key": "60/m/ip",
}
MFA_ADAPTER = "kring.identity.web.adapter.FactorAdapter"
MFA_FORMS = {
    "add_webauthn": "kring.identity.web.entry_forms.PasskeyForm",
    "authenticate": "kring.identity.web.entry_forms.CodeForm",
    "reauthenticate": "kring.identity.web.entry_forms.CodeAgainForm",
    "activate_totp": "kring.identity.web.entry_forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from administrators and invitations
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_TOTP_ISSUER = f"Kring {ORGANISATION}"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("KRING_TIME_ZONE", "Europe/Amsterdam")
# The digest of who chose nothing: weekly, workdays, daily or off.
DIGEST = os.environ.get("KRING_DIGEST", "weekly")
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/s/"  # short: it stands in every icon of every item
STATIC_ROOT = BUILD / "collected"
STATICFILES_DIRS = [BUILD / "static"] if (BUILD / "static").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG or TESTING  # a test client would list all files anew
# Personal files never stand in a web root: photos are served by a view that asks who looks.
FILES = HOME / "files"
# With a bucket, files beside texts stand there instead; keys left empty are looked for as boto3 does.
BUCKET = os.environ.get("KRING_BUCKET", "")
BUCKET_OPTIONS = {
    "endpoint_url": os.environ.get("KRING_BUCKET_ENDPOINT") or None,
    "region_name": os.environ.get("KRING_BUCKET_REGION") or None,
    "access_key": os.environ.get("KRING_BUCKET_KEY") or None,
    "secret_key": os.environ.get("KRING_BUCKET_SECRET") or None,
}
# What may be uploaded beside a text, and who looks at it first.
FILE_BYTES = int(os.environ.get("KRING_FILE_MEGABYTES", "25")) * 1024 * 1024
FILE_COUNT = int(os.environ.get("KRING_FILE_COUNT", "10"))
SCANNER = os.environ.get("KRING_SCANNER", "")
LINK_PREVIEWS = flag("KRING_LINK_PREVIEWS")  # whether Kring asks other sites what their pages are called
FILE_UPLOAD_HANDLERS = [
    "kring.infra.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
WORDS = BUILD / "words" / "nl.txt"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        **{f"{kind}-src": ["'self'"] for kind in ("script", "style", "img", "font", "manifest", "worker")},
        "connect-src": ["'self'", *filter(None, [LIVE_ORIGIN])],
        "form-action": ["'self'"],
        "base-uri": ["'self'"],
        **{name: ["'none'"] for name in ("frame-ancestors", "frame-src", "object-src")},
        **({"report-uri": ["/csp-reports/"]} if TESTING else {}),
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kring.shell.web.failures.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("KRING_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("KRING_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("KRING_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KRING_MAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("KRING_MAIL_TLS")
EMAIL_TIMEOUT = 20
# Where answers to mails and bounces come in; the mail server hands what comes there to `kring mail receive`.
MAIL_REPLY = os.environ.get("KRING_MAIL_REPLY", "")
MAIL_PER_MINUTE = int(os.environ.get("KRING_MAIL_RATE", "1200"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("KRING_MAIL_FROM", "Kring <kring@localhost>")

# Made by `kring push key`; without it, or without the extra, there is no push.
PUSH_KEY = os.environ.get("KRING_PUSH_KEY", "")

PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = ["kring.discussion.jobs", "kring.notifications.jobs", "kring.posts.jobs"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kring.infra.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("KRING_LOG_LEVEL", "INFO")},
    "loggers": {"procrastinate": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
}
