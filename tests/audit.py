"""Does anything that we run on have a weakness that the world knows of?

Asks the lists behind pip-audit about each pinned package. A weakness is an
error. That no list can be reached from this machine is said, and is none: a
build must not fail because somebody else's server is down.
"""

import json
import subprocess
import sys


COMMAND = (
    *(sys.executable, '-m', 'pip_audit', '--requirement', 'requirements.txt'),
    *('--require-hashes', '--disable-pip', '--progress-spinner', 'off'),
    *('--format', 'json'),
)


def main():
    asked = subprocess.run(COMMAND, capture_output=True, text=True, check=False)
    packages = read(asked.stdout)
    known = [one for one in packages if 'vulns' in one]
    weak = [one for one in known if one['vulns']]
    for one in weak:
        numbers = ', '.join(found['id'] for found in one['vulns'])
        say(f'{one["name"]} {one["version"]}: {numbers}')
    say(f'{len(known)} packages asked about, {len(weak)} with a weakness.')
    if not known:
        say('NOTHING WAS AUDITED: no list of weaknesses can be reached here.')
    sys.exit(bool(weak))


def read(text):
    """What was said of each package; nothing if there was no answer."""
    try:
        return json.loads(text)['dependencies']
    except ValueError:
        return []


def say(text):
    sys.stdout.write(f'{text}\n')


if __name__ == '__main__':
    main()
