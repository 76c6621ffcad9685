"""Personal data that no table of ours holds. Nothing can be derived for it,
so it is written down by hand: who deletes it, how, and how soon.
"""

from dataclasses import dataclass

from privacy.declaration import facts
from privacy.declaration.facts import Period
from privacy.declaration.parties import HOSTING, MAIL, Party


@dataclass(frozen=True)
class Elsewhere:
    what: str
    where: Party
    period: Period
    by_hand: str  # what a colleague does when a person asks for erasure


ELSEWHERE = [
    Elsewhere(
        what='Network addresses of visitors in the logs of the load balancer',
        where=HOSTING,
        period=facts.SERVER_LOGS,
        by_hand='Nothing: they expire before an answer is due.',
    ),
    Elsewhere(
        what='One line for each request, with a shortened network address',
        where=HOSTING,
        period=facts.SERVER_LOGS,
        by_hand='Nothing: no line can be found by a person, and it expires.',
    ),
    Elsewhere(
        what='Letters that people send to our mailbox',
        where=MAIL,
        period=facts.ENQUIRIES,
        by_hand='Search the mailbox for the address and delete the thread.',
    ),
    Elsewhere(
        what='Mails to us as they arrived, until the site has read them',
        where=HOSTING,
        period=facts.RAW_MAIL,
        by_hand='Look through what the site could not read, and delete it.',
    ),
    Elsewhere(
        what='The ledger of erasures, which knows keyed hashes of addresses',
        where=HOSTING,
        period=facts.LEDGER,
        by_hand='Nothing: it is what keeps an erasure true after a restore.',
    ),
    Elsewhere(
        what='Backups of the database',
        where=HOSTING,
        period=facts.BACKUPS,
        by_hand='Nothing now; a restored backup is erased again before use.',
    ),
]
