"""Asks for one page as often as it can: by wrk, or else by ourselves."""

import multiprocessing
import re
import shutil
import socket
import subprocess
import time


WRK = shutil.which('wrk')
NAME = 'wrk' if WRK else 'our own client'
CONNECTIONS = 16
PROCESSES = 2


def per_second(port, path, seconds):
    return (by_wrk if WRK else by_ourselves)(port, path, seconds)


def by_wrk(port, path, seconds):
    command = (WRK, '-t1', f'-c{CONNECTIONS}', f'-d{seconds}s')
    said = subprocess.run(
        [*command, f'http://127.0.0.1:{port}{path}'],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if 'Non-2xx' in said or 'Socket errors' in said:
        raise RuntimeError(said)
    return float(re.search(r'Requests/sec:\s+([\d.]+)', said)[1])


def by_ourselves(port, path, seconds):
    context = multiprocessing.get_context('fork')
    with context.Pool(PROCESSES) as pool:
        asked = pool.starmap(ask, [(port, path, seconds)] * PROCESSES)
    return sum(asked) / seconds


def ask(port, path, seconds):
    """Keep some connections busy; how many answers came.

    Each answer is as long as the first, so nothing needs to be parsed.
    """
    request = f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n'.encode()
    address = ('127.0.0.1', port)
    lines = [
        socket.create_connection(address, timeout=10)
        for _ in range(CONNECTIONS // PROCESSES)
    ]
    length = length_of_answer(lines[0], request)
    asked, end = 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        for line in lines:
            line.sendall(request)
        for line in lines:
            receive(line, length)
        asked += len(lines)
    for line in lines:
        line.close()
    return asked


def length_of_answer(line, request):
    line.sendall(request)
    answer = b''
    while b'\r\n\r\n' not in answer:
        answer += line.recv(65536)
    head, _, body = answer.partition(b'\r\n\r\n')
    length = int(re.search(rb'(?i)content-length: (\d+)', head)[1])
    receive(line, length - len(body))
    return len(head) + 4 + length


def receive(line, length):
    while length:
        piece = line.recv(length)
        if not piece:
            raise ConnectionError('the server hung up')
        length -= len(piece)
