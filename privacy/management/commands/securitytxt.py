"""Prints security.txt as there is to sign.

manage.py securitytxt | gpg --clearsign > privacy/security.txt
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from privacy.policy import well_known


class Command(BaseCommand):
    help = 'Prints security.txt, for somebody with the key to sign.'

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(well_known.unsigned(), ending='')
