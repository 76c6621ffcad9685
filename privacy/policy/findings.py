"""Where the owner's published text is older than the law, or than the site.

A finding changes no text: only the owner does. Until then the site keeps to
the stricter of the two, and `publishpolicy --report` lists what it found.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    code: str
    promises: tuple[str, ...]
    says: str
    meanwhile: str


def finding(code: str, promises: str, says: str, meanwhile: str) -> Finding:
    return Finding(code, tuple(promises.split()), says, meanwhile)


FINDINGS: tuple[Finding, ...] = (
    finding(
        *('L01', 'P71'),
        'The Privacy Shield was struck down in 2020 (C-311/18).',
        'It is no ground that the register of companies takes.',
    ),
    finding(
        *('L02', 'P53'),
        'To go on using a site is no consent (C-673/17, Article 4(11)).',
        'Nothing that needs consent happens before a press of its button.',
    ),
    finding(
        *('L03', 'P50 P51 P52'),
        'Analysis, personal content and settings are named as purposes of '
        'cookies, but the list has no such cookie.',
        'The list wins: there is none.',
    ),
    finding(
        *('L04', 'P54'),
        'The list would be untrue with the cookies a web framework sets.',
        'Visitors get none, and one set by mistake is dropped.',
    ),
    finding(
        *('L05', 'P54'),
        'How long each cookie stays, and who reads it, has to be told.',
        'Our own table tells both.',
    ),
    finding(
        *('L06', 'P33 P54'),
        'Embedded films leave data in a browser that no list names.',
        'No page embeds anything.',
    ),
    finding(
        *('L07', 'P03 P17 P18 P19'),
        'It says that only chosen data is collected, and also that every '
        'visit is noted.',
        'The log is treated as the one exception, and kept small.',
    ),
    finding(
        *('L08', 'P04'),
        'No purpose has its legal basis (Article 13(1)(c) and (d)).',
        'Each form and our own tables name it.',
    ),
    finding(
        *('L09', 'P25'),
        'It says of nothing how long it stays (Article 13(2)(a)).',
        'Every table has a period, and a sweep that keeps it.',
    ),
    finding(
        *('L10', 'P43 P81'),
        'Who is responsible has neither a full name nor an address '
        '(Article 13(1)(a)).',
        'Both are asked from the owner, and stand under each form.',
    ),
    finding(
        *('L11', 'P41 P47'),
        'Restriction, objection, taking back a consent and automated '
        'decisions are missing (Articles 13(2)(b), (c), (f) and 21(4)).',
        'All nine requests are answered, whatever the text says.',
    ),
    finding(
        *('L12', 'P12'),
        'Whether data must be given is not said (Article 13(2)(e)).',
        'Each form says it.',
    ),
    finding(
        *('L13', 'P72 P74'),
        '“Europe” is not all of it for Crisp: some relays stand elsewhere.',
        'The table of companies says so, and nothing loads from Crisp.',
    ),
    finding(
        *('L14', 'P44 P76'),
        'A month can be shorter than 30 days (Article 12(3)).',
        'The earlier of the two days binds.',
    ),
    finding(
        *('L15', 'P45'),
        '“If technically feasible” limits no copy (Article 20(1)).',
        'The copy is always given.',
    ),
    finding(
        *('L16', 'P47'),
        'Legitimate interests are no ground to refuse (Article 17(3)).',
        'The list of grounds is that of the Article.',
    ),
    finding(
        *('L17', 'P36 P46'),
        'It is silent about telling recipients (Article 19).',
        'They are told before a request can be closed.',
    ),
    finding(
        *('L18', 'P28 P29 P30'),
        'Lithuania asks for 14 years, the text for 16, which is stricter.',
        'Sixteen counts, and nobody is asked for an age.',
    ),
    finding(
        *('L19', 'P80'),
        'Not only residents may complain, and the authority has no name '
        '(Article 77).',
        'Everybody is told, and the authority is named.',
    ),
    finding(
        *('L20', 'P78'),
        'A panel of authorities is a relic of the Privacy Shield.',
        'We work with every authority of the EEA and of Switzerland.',
    ),
    finding(
        *('L21', 'P66 P67'),
        'There is no profile to set anything in.',
        'A page of one’s own comes by mail.',
    ),
    finding(
        *('L22', 'P64'),
        'Consent is the rule for letters that advertise.',
        'It is the only way; having been a customer is none.',
    ),
    finding(
        *('L23', 'P24'),
        '“Training” does not say of whom or what.',
        'Nothing is used for it.',
    ),
    finding(
        *('L24', 'P40'),
        'There is no date and no rule for changes, and it names terms of '
        'service that do not exist.',
        'Versions have days, and what is new is announced a month ahead.',
    ),
    finding(
        *('L25', 'P68 P69 P70'),
        'It says subprocessor where the law says processor (Article 28).',
        'The register keeps to the law.',
    ),
    finding(
        *('L26', 'P57 P58'),
        'An order from abroad needs a treaty (Article 48), and good faith '
        'is no legal basis.',
        'The register asks for a note, and for a balance in writing.',
    ),
    finding(
        *('L27', 'P11'),
        'Personal data is more than what a person hands over (C-582/14).',
        'Rights hold for all of it.',
    ),
    finding(
        *('L28', 'P08'),
        'To comply is no fact that stays true by itself.',
        'The ledger shows what is proven, with its day.',
    ),
    finding(
        *('L29', 'P14 P15'),
        'What can be tied to a person is not non-personal.',
        'It is not tied; if it were, it would be in the copy.',
    ),
    finding(
        *('L30', 'P08'),
        'It says nothing about breaches (Articles 33 and 34).',
        'They have a register and a clock all the same.',
    ),
    finding(
        *('L31', 'P43'),
        'One mailbox is little for rights that should be easy (Article 12(2)).',
        'There is a form as well, without an account.',
    ),
)
