"""Two ways to ask: within Python, and over HTTP. Bytes in, bytes out."""

import http.client
import io
import socket
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from django.core.signals import got_request_exception


@dataclass
class Answer:
    status: int
    headers: str
    body: str
    fault: str = ''


class Python:
    """The application that gunicorn runs, called as gunicorn calls it."""

    name = 'within Python'

    def __init__(self):
        from ivelum_site.wsgi import application

        self.application, self.faults = application, []
        got_request_exception.connect(self.note, weak=False)

    def note(self, **_):
        error = sys.exc_info()[1]
        frames = traceback.extract_tb(error.__traceback__)
        ours = [f for f in frames if 'site-packages' not in f.filename]
        at = (ours or frames)[-1]
        place = f'{Path(at.filename).name}:{at.lineno}'
        self.faults.append(f'{type(error).__name__} at {place}: {error}'[:300])

    def ask(self, call):
        self.faults.clear()
        said = {}

        def start_response(status, headers, exc_info=None):
            said['status'], said['headers'] = int(status[:3]), headers

        answer = self.application(environ_of(call), start_response)
        body = b''.join(answer)
        if hasattr(answer, 'close'):
            answer.close()
        return Answer(
            said['status'],
            '\n'.join(f'{n}: {v}' for n, v in said['headers']),
            body.decode(errors='replace'),
            ', '.join(self.faults),
        )


def environ_of(call):
    """As gunicorn makes it: bytes dressed up as latin-1."""
    path, _, query = call.target.partition(b'?')
    environ = {
        'REQUEST_METHOD': call.method,
        'SCRIPT_NAME': '',
        'PATH_INFO': unquote_to_bytes(path).decode('latin-1'),
        'RAW_URI': call.target.decode('latin-1'),
        'QUERY_STRING': query.decode('latin-1'),
        'SERVER_NAME': '127.0.0.1',
        'SERVER_PORT': '80',
        'SERVER_PROTOCOL': 'HTTP/1.1',
        'REMOTE_ADDR': '127.0.0.1',
        'CONTENT_LENGTH': str(len(call.body)),
        'wsgi.version': (1, 0),
        'wsgi.url_scheme': 'http',
        'wsgi.input': io.BytesIO(call.body),
        'wsgi.errors': io.StringIO(),
        'wsgi.multithread': True,
        'wsgi.multiprocess': True,
        'wsgi.run_once': False,
    }
    for name, value in call.headers.items():
        key = name.upper().replace('-', '_')
        if key not in ('CONTENT_TYPE', 'CONTENT_LENGTH'):
            key = f'HTTP_{key}'
        environ[key] = value.decode('latin-1')
    return environ


class Http:
    name = 'over HTTP'

    def __init__(self, port):
        self.port = port

    def ask(self, call):
        lines = [f'{call.method} '.encode() + call.target + b' HTTP/1.1']
        headers = {'Connection': b'close'} | call.headers
        headers['Content-Length'] = str(len(call.body)).encode()
        lines += [f'{n}: '.encode() + v for n, v in headers.items()]
        with socket.create_connection(('127.0.0.1', self.port), 30) as line:
            line.sendall(b'\r\n'.join([*lines, b'', b'']) + call.body)
            return self.read(line, call.method)

    def read(self, line, method):
        answer = http.client.HTTPResponse(line, method=method)
        try:
            answer.begin()
            body = answer.read()
        except (http.client.HTTPException, OSError) as error:
            return Answer(0, '', '', f'no answer: {type(error).__name__}')
        return Answer(
            answer.status, str(answer.headers), body.decode(errors='replace')
        )
