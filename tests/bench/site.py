"""The site and other servers, started as their owner would, and ended."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from ivelum_site import supervise
from tests.bench.ports import free_port, wait_for_200


@contextmanager
def running(*program, port, **environment):
    """A Python server from its start to its end."""
    log = Path(settings.VAR_DIR, f'log-{port}')
    with log.open('w') as said:
        process = subprocess.Popen(
            [sys.executable, *program],
            cwd=settings.BASE_DIR,
            env=os.environ | environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for_200(port, process, log)
        yield port
    finally:
        process.terminate()
        process.wait()


def whole():
    """Web server and worker together, as `./dev run` starts them."""
    port = int(os.environ['PORT'])
    return running('-m', 'ivelum_site.supervise', 'run', port=port)


def gunicorn(application, **environment):
    """The same server with the same flags, and any application in it."""
    port = free_port()
    flags = supervise.WEB[supervise.WEB.index('ivelum_site.wsgi') + 1 :]
    bind = ('--bind', f'127.0.0.1:{port}')
    program = ('-m', 'gunicorn', application, *flags, *bind)
    return running(*program, port=port, **environment)
