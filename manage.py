#!/usr/bin/env python
"""Django's commands: `./dev manage help` lists them."""

import os
import signal
import sys

from django.core.management import execute_from_command_line


if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'ivelum_site.settings')
    # Plain SIGTERM would skip atexit, and leave the embedded PostgreSQL on.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    execute_from_command_line(sys.argv)
