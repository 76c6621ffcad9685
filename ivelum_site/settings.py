"""Every setting of the site, and every environment variable it reads.

The environment is read in the first section and nowhere else. Defaults are
the safe ones: forget a variable and the site refuses to start, or starts
locked down. What the company promises (its name, periods, processors) is in
privacy/declaration/facts.py, because it must be reviewed and published.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from ivelum_site import content_security, local
from ivelum_site.logs import logging_of, name_job
from ivelum_site.postgres import limits
from ivelum_site.postgres.server import Server


BASE_DIR = Path(__file__).resolve().parent.parent

# --- Environment -------------------------------------------------------------

env = environ.Env()
env.read_env(BASE_DIR / '.env')

DEBUG = env.bool('DEBUG', default=False)
TESTING = env.bool('TESTING', default=False)
VAR_DIR = Path(env.str('VAR_DIR', default='') or BASE_DIR / 'var').resolve()
SECRET_KEY = env.str('SECRET_KEY', default='')
PSEUDONYM_KEY = env.str('PSEUDONYM_KEY', default='')
SITE_URL = env.str('SITE_URL', default='').rstrip('/')
DATABASE_URL = env.str('DATABASE_URL', default='')
MIGRATION_DATABASE_URL = env.str('MIGRATION_DATABASE_URL', default='')
LEDGER_URL = env.str('LEDGER_URL', default='') or str(VAR_DIR / 'ledger')
BACKUP_URL = env.str('BACKUP_URL', default='')
BACKUP_KEY = env.str('BACKUP_KEY', default='')
EMAIL_URL = env.str('EMAIL_URL', default='')
INBOUND_URL = env.str('INBOUND_URL', default='')
BOUNCES_URL = env.str('BOUNCES_URL', default='')
DEFAULT_FROM_EMAIL = env.str('DEFAULT_FROM_EMAIL', default='info@ivelum.com')
TEAM_EMAIL = env.str('TEAM_EMAIL', default='info@ivelum.com')
ADMIN_PATH = env.str('ADMIN_PATH', default='admin/')
LETTERS_PER_SECOND = float(env.str('LETTERS_PER_SECOND', default='') or 10)
PROXIES = int(env.str('PROXIES', default='') or 0)
LOG_LEVEL = env.str('LOG_LEVEL', default='INFO')
METRICS_ADDRESS = env.str('METRICS_ADDRESS', default='127.0.0.1:9464')
SENTRY_DSN = env.str('SENTRY_DSN', default='')

# --- Identity ----------------------------------------------------------------

_local = DEBUG or TESTING
for _key in ('SECRET_KEY', 'PSEUDONYM_KEY'):
    if not vars()[_key]:
        if not _local:
            raise ImproperlyConfigured(
                f'{_key} is not set. Give the site a long random one to keep: '
                'python -c "import secrets; print(secrets.token_urlsafe(64))"'
            )
        vars()[_key] = local.secret_key(VAR_DIR)
if not SITE_URL:
    if not _local:
        raise ImproperlyConfigured(
            'SITE_URL is not set. Say where people reach the site, for '
            'example SITE_URL=https://ivelum.com'
        )
    SITE_URL = 'http://localhost:8000'

_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = [_site.hostname]
if _local:
    ALLOWED_HOSTS += ['localhost', '127.0.0.1', '[::1]']
CSRF_TRUSTED_ORIGINS = [SITE_URL]
AUTH_USER_MODEL = 'privacy.StaffMember'

# --- Applications ------------------------------------------------------------

INSTALLED_APPS = [
    'ivelum_site',
    'pages',
    'contact',
    'privacy',
    'procrastinate.contrib.django',
    'ivelum_site.desk_config.StaffDeskConfig',
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.humanize',
    'django.contrib.messages',
    'django.contrib.postgres',
    'django.contrib.sessions',
    'django.contrib.sitemaps',
    'whitenoise.runserver_nostatic',
    'django.contrib.staticfiles',
    'django.forms',
    'csp',
    'djangoql',
]

# The first tells the request log where a request went, and the next six give
# every answer its headers, so they stand outermost: error pages and static
# files pass through them too.
MIDDLEWARE = [
    'ivelum_site.traffic.place.note_place',
    'ivelum_site.health.answer_probes',
    'ivelum_site.visitors.answer_head_without_body',
    'ivelum_site.visitors.set_no_cookie',
    'ivelum_site.visitors.set_headers',
    'csp.middleware.CSPMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
    'django.middleware.security.SecurityMiddleware',
    'ivelum_site.staff_area.allow_own_scripts',
    'ivelum_site.errors.show_error_pages',
    'whitenoise.middleware.WhiteNoiseMiddleware',
    'ivelum_site.gate.close_while_restored',
    'ivelum_site.same_origin.SameOriginMiddleware',
    'ivelum_site.staff_area.StaffSessionMiddleware',
    'django.middleware.common.CommonMiddleware',
    'ivelum_site.same_origin.StaffCsrfMiddleware',
    'ivelum_site.staff_area.StaffAuthenticationMiddleware',
    'ivelum_site.staff_area.end_sessions_that_are_over',
    'ivelum_site.staff_area.StaffMessageMiddleware',
]
# StaffCsrfMiddleware is Django's, but the check looks for its very name.
SILENCED_SYSTEM_CHECKS = ['security.W003']

ROOT_URLCONF = 'ivelum_site.urls'
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'

# --- Database ----------------------------------------------------------------

# Two logins: the runtime role, which owns nothing, and the owner, which
# migrates. Without DATABASE_URL both live in a private PostgreSQL in VAR_DIR.
if DATABASE_URL:
    DATABASES = {'default': env.db_url_config(DATABASE_URL)}
    _owner = env.db_url_config(MIGRATION_DATABASE_URL or DATABASE_URL)
    OWNER_LOGIN = {key: _owner[key] for key in ('USER', 'PASSWORD')}
else:
    EMBEDDED_POSTGRES = Server(
        VAR_DIR / ('postgres-test' if TESTING else 'postgres'), fast=TESTING
    )
    DATABASES = {'default': EMBEDDED_POSTGRES.settings()}
    OWNER_LOGIN = EMBEDDED_POSTGRES.owner_login()
# Only there do the servers of a site share one machine.
IS_CHECKOUT = _local or not DATABASE_URL
DATABASES['default'] |= {'CONN_MAX_AGE': 600, 'CONN_HEALTH_CHECKS': True}
# For the worker and the commands; the web server is given less (wsgi.py).
DATABASES['default']['OPTIONS'] = DATABASES['default'].get(
    'OPTIONS', {}
) | limits.options(limits.WORK)
RUNTIME_ROLE = DATABASES['default']['USER']

# --- Templates and static files ----------------------------------------------

TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [BASE_DIR / 'templates'],
        'APP_DIRS': True,
        'OPTIONS': {
            'context_processors': [
                'django.template.context_processors.request',
                'django.contrib.auth.context_processors.auth',
                'django.contrib.messages.context_processors.messages',
            ],
        },
    },
    {
        # Plain text: in a letter, O'Hara is not O&#x27;Hara.
        'NAME': 'letters',
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [BASE_DIR / 'templates'],
        'OPTIONS': {'autoescape': False},
    },
]
FORM_RENDERER = 'django.forms.renderers.TemplatesSetting'

STATIC_URL = '/static/'
STATIC_ROOT = BASE_DIR / 'static-collected'
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [BASE_DIR / 'static']
STORAGES = {
    'default': {'BACKEND': 'django.core.files.storage.InMemoryStorage'},
    'staticfiles': {
        'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage',
    },
}

# --- Language and time -------------------------------------------------------

LANGUAGE_CODE = 'en-gb'
TIME_ZONE = 'Europe/Vilnius'
USE_I18N = False
USE_TZ = True

# --- Mail --------------------------------------------------------------------

# EMAIL_URL is smtp://user:password@host:port, smtp+tls://… or
# ses://region/set; the configuration set says where bounces are told.
# A checkout keeps its mail in VAR_DIR/outbox, where /mailbox/ shows it.
if EMAIL_URL.startswith('ses:'):
    EMAIL_BACKEND = 'anymail.backends.amazon_ses.EmailBackend'
    _ses = urlsplit(EMAIL_URL)
    ANYMAIL = {
        'AMAZON_SES_CLIENT_PARAMS': {
            'region_name': _ses.netloc,
            # Whether a letter is tried again is for us to say, not for boto.
            'config': {
                'connect_timeout': 5,
                'read_timeout': 15,
                'retries': {'total_max_attempts': 1},
            },
        },
        'AMAZON_SES_CONFIGURATION_SET_NAME': _ses.path.strip('/') or None,
    }
elif EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
    if EMAIL_URL.startswith('smtp'):
        EMAIL_BACKEND = 'privacy.post.SmtpBackend'
elif _local:
    EMAIL_BACKEND = 'ivelum_site.mailbox.OutboxBackend'
else:
    raise ImproperlyConfigured(
        'EMAIL_URL is not set. Say how mail leaves the site, for example '
        'EMAIL_URL=ses://eu-north-1 or EMAIL_URL=smtp+tls://user:pass@host:587'
    )
EMAIL_TIMEOUT = 20
OUTBOX_DIR = VAR_DIR / 'outbox'

# --- Security ----------------------------------------------------------------

_https = _site.scheme == 'https'
STAFF_PREFIX = f'/{ADMIN_PATH}'
SECURE_SSL_REDIRECT = _https
SECURE_PROXY_SSL_HEADER = (
    ('HTTP_X_FORWARDED_PROTO', 'https') if PROXIES else None
)
SECURE_HSTS_SECONDS = 63_072_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = 'same-origin'
SECURE_CROSS_ORIGIN_OPENER_POLICY = 'same-origin'
X_FRAME_OPTIONS = 'DENY'
# __Host- binds a cookie to this host, to https and to the path "/".
SESSION_COOKIE_NAME = '__Host-sessionid' if _https else 'sessionid'
CSRF_COOKIE_NAME = '__Host-csrftoken' if _https else 'csrftoken'
DEVICE_COOKIE_NAME = '__Host-device' if _https else 'device'
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = 'Strict'
CSRF_COOKIE_HTTPONLY = True
# Of rest; privacy/entrance/sessions.py ends the longest day.
SESSION_COOKIE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Its default is a cookie of its own, which no register lists.
MESSAGE_STORAGE = 'django.contrib.messages.storage.session.SessionStorage'
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    'django.core.files.uploadhandler.MemoryFileUploadHandler'
]
AUTH_PASSWORD_VALIDATORS = [
    {
        'NAME': 'django.contrib.auth.password_validation.'
        'MinimumLengthValidator',
        'OPTIONS': {'min_length': 12},
    },
    {
        'NAME': 'django.contrib.auth.password_validation.'
        'UserAttributeSimilarityValidator',
        'OPTIONS': {'user_attributes': ['email', 'name']},
    },
    {'NAME': 'django.contrib.auth.password_validation.CommonPasswordValidator'},
    {'NAME': 'privacy.entrance.words.NoWordsOfOurs'},
]
CONTENT_SECURITY_POLICY = {'DIRECTIVES': content_security.directives()}

# --- Background work ---------------------------------------------------------

PROCRASTINATE_IMPORT_PATHS = ['contact.post.tasks']
PROCRASTINATE_ON_APP_READY = 'privacy.jobs.use_ours'
PROCRASTINATE_WORKER_DEFAULTS = {
    'delete_jobs': 'successful',
    'update_heartbeat_interval': 5,
    'stalled_worker_timeout': 20,
    'shutdown_graceful_timeout': 25,
    'worker_middleware': [name_job],
}

# --- Logging -----------------------------------------------------------------

# Nothing here may name a person: no addresses, no bodies, no query strings.
LOGGING = logging_of(LOG_LEVEL, for_people=DEBUG, dsn=SENTRY_DSN)
