"""Succeeds when the web server in this container is well: see Dockerfile."""

import http.client
import os
import sys
from urllib.parse import urlsplit


# Django answers to the name of the site and to no other.
headers = {'Host': urlsplit(os.environ['SITE_URL']).netloc}
server = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4)
server.request('GET', '/healthz', headers=headers)
sys.exit(server.getresponse().status != http.HTTPStatus.OK)
