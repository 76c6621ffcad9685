"""Who is responsible for the data, and everyone who touches it for us."""

from dataclasses import dataclass

from privacy.declaration import facts


@dataclass(frozen=True)
class Party:
    name: str
    role: str
    country: str
    safeguard: str = ''  # for countries outside the EEA: Chapter V ground
    # Of one that keeps a copy of its own: who there must hear of corrections,
    # deletions and restrictions (Article 19).
    mailbox: str = ''

    def __str__(self) -> str:
        return f'{self.name} ({self.role}, {self.country})'


CONTROLLER = Party(facts.LEGAL_NAME.value, 'controller', 'Lithuania')

HOSTING = Party(
    'Amazon Web Services',
    'keeps the site, its database and its backups',
    'Stockholm, Sweden',
)
MAIL = Party(
    'Amazon Web Services (SES)', 'delivers our mail', 'Stockholm, Sweden'
)
