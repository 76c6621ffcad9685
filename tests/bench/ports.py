"""Where servers of ours may listen, and whether they do."""

import http.client
import socket
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for_200(port, process, log):
    while status_of(port) != 200:
        if process.poll() is not None:
            raise RuntimeError(log.read_text())
        time.sleep(0.02)


def status_of(port):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=5)
    try:
        connection.request('GET', '/')
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()
