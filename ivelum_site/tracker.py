"""Reports errors to the service behind SENTRY_DSN, if there is one.

What leaves is built anew from a list of what may: the kinds of the errors,
the lines of code, our release, the number of the request. No variable, no
message, no header and no address is ever copied, so none has to be removed.
"""

import logging
from typing import Any
from urllib.parse import urlsplit

import sentry_sdk
from django.conf import settings
from django.core import checks
from sentry_sdk.types import Event, Hint

from ivelum_site import logs
from ivelum_site.egress import Wall
from privacy.declaration import parties


OF_A_FRAME = ('filename', 'function', 'module', 'lineno', 'in_app')
OF_AN_EVENT = ('event_id', 'timestamp', 'platform', 'level', 'release')


class Tracker(logging.Handler):
    def __init__(self, dsn: str, level: str = 'ERROR') -> None:
        super().__init__(level)
        self.client = sentry_sdk.Client(
            dsn,
            before_send=only_what_may_leave,
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            include_source_context=False,
            send_client_reports=False,
            auto_session_tracking=False,
            server_name='',
            max_breadcrumbs=0,
        )

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            told, hint = sentry_sdk.utils.event_from_exception(
                record.exc_info, client_options=self.client.options
            )
            self.client.capture_event(told, hint)

    def close(self) -> None:
        self.client.close()
        super().close()


def only_what_may_leave(event: Event, hint: Hint) -> Event:
    told: dict[str, Any] = {name: event.get(name) for name in OF_AN_EVENT}
    errors = event.get('exception', {}).get('values', [])
    told['exception'] = {'values': [error_of(error) for error in errors]}
    told['tags'] = {'request': logs.request.get(), 'job': logs.job.get()}
    return told  # type: ignore[return-value]


def error_of(error: dict[str, Any]) -> dict[str, Any]:
    stack = (error.get('stacktrace') or {}).get('frames', [])
    frames = [{name: f.get(name) for name in OF_A_FRAME} for f in stack]
    return {
        'type': error.get('type'),
        'module': error.get('module'),
        'stacktrace': {'frames': frames},
    }


@checks.register
def whoever_hears_of_errors_is_listed(
    app_configs: Any, **kwargs: Any
) -> list[checks.CheckMessage]:
    """What is not in the policy may not be reached."""
    host = urlsplit(settings.SENTRY_DSN).hostname
    if not host or Wall(parties.reached(), own_machine=False).is_open(host):
        return []
    return [
        checks.Error(
            'SENTRY_DSN leads to a company that the policy does not name.',
            hint='Add it, with this host, to privacy/declaration/parties.py.',
            id='ivelum_site.E001',
        )
    ]
