"""Answers Prometheus, on an address of its own that nobody outside reaches."""

from __future__ import annotations

import signal
from ipaddress import ip_address
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIServer

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from prometheus_client import CollectorRegistry, start_http_server

from ivelum_site.traffic.metrics import WholeSite


class Command(BaseCommand):
    help = 'Tells Prometheus at METRICS_ADDRESS how the whole site does.'

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = inside(settings.METRICS_ADDRESS)
        try:
            server, thread = serve(host, port)
        except OSError as fault:
            raise CommandError(f'{host}:{port}: {fault.strerror}') from fault
        self.stdout.write(f'Metrics at http://{host}:{server.server_port}/')
        signal.signal(signal.SIGTERM, lambda *_: server.shutdown())
        signal.signal(signal.SIGINT, lambda *_: server.shutdown())
        thread.join()


def inside(address: str) -> tuple[str, int]:
    """The host and the port; raises CommandError if anybody could ask."""
    host, _, port = address.rpartition(':')
    try:
        if ip_address(host.strip('[]')).is_global:
            raise CommandError('METRICS_ADDRESS can be reached from outside.')
        return host.strip('[]'), int(port)
    except ValueError:
        raise CommandError(
            'METRICS_ADDRESS is an address in numbers and a port, for example '
            '127.0.0.1:9464'
        ) from None


def serve(host: str, port: int) -> tuple[WSGIServer, Thread]:
    registry = CollectorRegistry()
    registry.register(WholeSite())
    return start_http_server(port, host, registry)
