"""The least a sender can do: letters that are written, one after the other."""

import smtplib
import sys
from pathlib import Path


folder, port = sys.argv[1:]
letters = [path.read_bytes() for path in Path(folder).iterdir()]
with smtplib.SMTP('127.0.0.1', int(port)) as door:
    for letter in letters:
        door.sendmail('us@ivelum.com', ['them@example.org'], letter)
