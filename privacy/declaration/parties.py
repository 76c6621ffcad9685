"""Who is responsible for the data, and everyone who touches it for us.

This is the register of companies: the policy prints it, the desk adds the day
and the fingerprint of each contract, and no browser and no process of ours
reaches a host that is not in it (`loaded_from`, `reached`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from privacy.declaration import facts


@dataclass(frozen=True)
class Party:
    name: str
    role: str
    country: str
    safeguard: str = ''  # for countries outside the EEA: Chapter V ground
    contract: str = ''  # Article 28: what binds them
    in_use: bool = True  # whether anything of ours reaches them
    # Of one that keeps a copy of its own: who there must hear of corrections,
    # deletions and restrictions (Article 19).
    mailbox: str = ''
    # As the database wants them: ISO 3166 and a name of TransferTool.
    lies_in: str = ''
    transfer_tool: str = ''
    # What our processes may connect to; '*.' stands for anything before it.
    hosts: tuple[str, ...] = ()
    # What a browser may load from them: a directive of the CSP and its source.
    loads: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f'{self.name} ({self.role}, {self.country})'


@dataclass(frozen=True)
class Linked:
    """A company whose own page is a click away; nothing of it is on ours."""

    name: str
    country: str
    learns: str
    leaves: str


CONTRACT = 'a data processing agreement (Article 28)'

CONTROLLER = Party(facts.LEGAL_NAME.value, 'controller', 'Lithuania')

HOSTING = Party(
    'Amazon Web Services',
    'keeps the site, its database and its backups',
    'Stockholm, Sweden',
    contract=CONTRACT,
    lies_in='SE',
    hosts=(
        '*.eu-north-1.amazonaws.com',
        # Where a machine of theirs asks who it is; none leads outside.
        *('169.254.169.254', '169.254.170.2', '169.254.170.23'),
        *('fd00:ec2::254', 'fd00:ec2::23'),
    ),
)
MAIL = Party(
    'Amazon Web Services (SES)',
    'delivers our mail',
    'Stockholm, Sweden',
    contract=CONTRACT,
    lies_in='SE',
    hosts=('*.eu-north-1.amazonaws.com',),
)
# SES takes in no mail in Stockholm. A letter to us passes through Ireland on
# its way into the bucket in Stockholm, and never lies there: the rule of
# deploy/aws-inbound.yaml writes it nowhere else. No process of ours goes there.
INBOUND = Party(
    'Amazon Web Services (SES, incoming)',
    'hands on the letters that you write to us, and keeps none',
    'Ireland',
    contract=CONTRACT,
    lies_in='IE',
)
# Named in the policy. Its chat is a page of its own: nothing of ours reaches
# it, and a visitor only by a click.
CHAT = Party(
    'Crisp',
    'customer support by chat',
    'the Netherlands and Germany; some relays stand outside the EEA',
    contract=CONTRACT,
    in_use=False,
    lies_in='NL',
)

PROCESSORS = (HOSTING, MAIL, INBOUND, CHAT)

CHAT_PAGE = Linked(
    CHAT.name,
    'Nantes, France',
    'your network address and what you write',
    'cookies whose names begin with “crisp-client”',
)
CALENDAR = Linked(
    'Calendly',
    'the United States',
    'your network address and what you fill in',
    'cookies of its own',
)
FILMS = Linked(
    'YouTube',
    'the United States',
    'your network address and what you watch',
    'cookies of its owner Google, which may show advertisements',
)
LINKED = (CHAT_PAGE, CALENDAR, FILMS)


def loaded_from() -> dict[str, list[str]]:
    """What a browser may load from others, by directive of the CSP."""
    found = defaultdict(list)
    for party in PROCESSORS:
        for directive, source in party.loads if party.in_use else ():
            found[directive].append(source)
    return dict(found)


def reached() -> set[str]:
    """Every host that a process of ours may connect to."""
    return {
        host for party in PROCESSORS if party.in_use for host in party.hosts
    }
