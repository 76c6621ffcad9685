"""An SMTP server on this machine that keeps every letter it is given."""

import socketserver
import threading
import time
from email import message_from_bytes, policy
from functools import partial


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.say(220)
        for line in self.rfile:
            command = line[:4].strip().upper()
            if command == b'DATA':
                self.say(354)
                self.server.take(b''.join(self.letter()))
            self.say(221 if command == b'QUIT' else 250)

    def say(self, code):
        self.wfile.write(b'%d ivelum.test\r\n' % code)

    def letter(self):
        for line in self.rfile:
            if line == b'.\r\n':
                return
            yield line


class PostOffice(socketserver.ThreadingTCPServer):
    """While `open` is not set, a letter is taken but not acknowledged."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, session=Session):
        super().__init__(('127.0.0.1', 0), session)
        self.letters, self.times = [], []
        self.open = threading.Event()
        self.open.set()
        serve = partial(self.serve_forever, poll_interval=0.05)
        threading.Thread(target=serve, daemon=True).start()

    @property
    def url(self):
        return f'smtp://127.0.0.1:{self.server_address[1]}'

    def take(self, letter):
        self.letters.append(message_from_bytes(letter, policy=policy.default))
        self.times.append(time.perf_counter())
        self.open.wait(30)

    def handle_error(self, request, client_address):
        """A client that was killed is no news."""

    def __exit__(self, *_):
        self.open.set()
        self.shutdown()
        self.server_close()
