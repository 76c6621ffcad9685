"""The whole database as text: not by our models, but as it lies there."""

import re
import subprocess
from collections import defaultdict


def dump(server):
    """The rows of every table that has some."""
    text = subprocess.run(
        [
            server.cluster._bindir / 'pg_dump',
            *('--data-only', '-h', server.sockets, '-U', 'postgres', 'site'),
        ],
        capture_output=True,
        text=True,
        check=True,
        **server.account.process,
    ).stdout
    tables, name = defaultdict(list), ''
    for line in text.splitlines():
        if found := re.match(r'COPY public\.(\w+)', line):
            name = found[1]
        elif line == '\\.':
            name = ''
        elif name:
            tables[name].append(line)
    return {name: '\n'.join(lines) for name, lines in tables.items()}
