"""Who is responsible for the data, and everyone who touches it for us."""

from dataclasses import dataclass

from privacy.declaration import facts


@dataclass(frozen=True)
class Party:
    name: str
    role: str
    country: str
    safeguard: str = ''  # for countries outside the EEA: Chapter V ground
    contract: str = ''  # Article 28: what binds them
    in_use: bool = True  # whether anything reaches them at present
    # Of one that keeps a copy of its own: who there must hear of corrections,
    # deletions and restrictions (Article 19).
    mailbox: str = ''
    hosts: tuple[str, ...] = ()  # where our servers reach them

    def __str__(self) -> str:
        return f'{self.name} ({self.role}, {self.country})'


CONTRACT = 'a data processing agreement (Article 28)'

CONTROLLER = Party(facts.LEGAL_NAME.value, 'controller', 'Lithuania')

HOSTING = Party(
    'Amazon Web Services',
    'keeps the site, its database and its backups',
    'Stockholm, Sweden',
    contract=CONTRACT,
)
MAIL = Party(
    'Amazon Web Services (SES)',
    'delivers our mail',
    'Stockholm, Sweden',
    contract=CONTRACT,
)
# Named in the policy, and reached by nothing while there is no chat.
CHAT = Party(
    'Crisp',
    'customer support by chat',
    'the Netherlands and Germany; some relays stand outside the EEA',
    contract=CONTRACT,
    in_use=False,
)

PROCESSORS = (HOSTING, MAIL, CHAT)
