"""The one door to Amazon: a client for each service, none of which waits long.

Where it is (AWS_ENDPOINT_URL) and who we are there is boto3's business, which
knows the variables of the environment and the role of the machine.
"""

from __future__ import annotations

from functools import cache
from typing import Any


REGION = 'eu-north-1'
CONNECT_WITHIN, ANSWER_WITHIN = 2, 3  # seconds
ATTEMPTS = 2


@cache
def client(service: str) -> Any:
    # Half a second to import, for those who use nothing of Amazon's.
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_WITHIN,
        read_timeout=ANSWER_WITHIN,
        retries={'total_max_attempts': ATTEMPTS},
    )
    return boto3.client(service, region_name=REGION, config=config)
