"""The whole site, started as a newcomer starts it, and a browser to use it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest


ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ('chromium', 'chromium-browser', 'google-chrome')
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


class Running:
    """A `./dev run` of its own: where it is, and what it said."""

    def __init__(self, var: Path, port: int, **changes: str):
        self.site = f'http://localhost:{port}'
        self.log = var / 'log'
        var.mkdir(exist_ok=True)
        env = {**os.environ, 'VAR_DIR': str(var), 'PORT': str(port)}
        env |= {'DEBUG': 'on', 'SITE_URL': self.site, 'PROXIES': '1'}
        env |= changes
        env.pop('TESTING', None)
        with self.log.open('w') as log:
            self.process = subprocess.Popen(
                [sys.executable, '-m', 'ivelum_site.supervise', 'run'],
                cwd=ROOT,
                env=env,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait(self):
        for _ in range(1800):
            if 'Ctrl-C' in self.log.read_text():
                return self
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    @property
    def password(self) -> str:
        return re.search(r'once with (\S+)', self.log.read_text())[1]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


@pytest.fixture(scope='session')
def running(tmp_path_factory):
    site = Running(tmp_path_factory.mktemp('a newcomer') / 'var', free_port())
    yield site.wait()
    site.stop()


@pytest.fixture(scope='session')
def browser():
    if not CHROMIUM:
        assert 'CI' not in os.environ, 'CI walks in a browser: install chromium'
        pytest.skip('NO BROWSER HERE: apt install chromium, to walk the site')
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=['--no-sandbox', '--disable-background-networking'],
        )
        yield browser
        browser.close()


NETWORKS = count(1)


def a_network():
    """Everybody comes from a network of their own, or is slowed down."""
    return {'X-Forwarded-For': f'192.0.2.{next(NETWORKS)}'}


@pytest.fixture(params=[390, 1280])
def page(browser, running, request):
    """A page without JavaScript that fails on anything from elsewhere."""
    context = browser.new_context(
        base_url=running.site,
        extra_http_headers=a_network(),
        java_script_enabled=False,
        viewport={'width': request.param, 'height': 900},
        accept_downloads=True,
    )
    asked = []
    context.on('request', lambda call: asked.append(call.url))
    yield context.new_page()
    foreign = [url for url in asked if not url.startswith(running.site)]
    assert not foreign
    assert not [c for c in context.cookies() if 'token' not in c['name']]
    context.close()
