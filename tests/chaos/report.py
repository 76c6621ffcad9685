"""What was done to the site, what people did, and what became of it."""

from tests.bench import table


ACTS = (
    *('enquiry', 'sign-up', 'confirmation', 'stop'),
    *('request', 'proof', 'copy'),
)


def say(accounts, faults, calm, seconds):
    """0 if nothing was lost."""
    say_faults(faults)
    say_acts(accounts)
    lost = say_losses(accounts)
    rest = 'it came to rest' if calm else 'IT NEVER CAME TO REST'
    table.line(f'\n  {seconds:.0f} s; {rest}')
    return int(bool(lost) or not calm)


def say_faults(faults):
    table.line('  What was done to it')
    for name, times in sorted(faults.done.items()):
        table.row(name, times)
    table.row('processes started again', faults.stack.starts - 3)


def say_acts(accounts):
    table.line()
    table.row('What people did', 'tried', 'thanked')
    for what in ACTS:
        tried = sum(person.tried[what] for person in accounts.people)
        thanked = sum(person.thanked[what] for person in accounts.people)
        table.row(what, tried, thanked)
    answers = accounts.answers.items()
    table.row('answers', ', '.join(f'{n}x {kind}' for kind, n in answers))
    table.row('letters accepted', len(accounts.letters))
    copies = len(accounts.letters) - len(accounts.numbers)
    table.row('of them twice, with one message id', copies)


def say_losses(accounts):
    table.line(f'\n  {"What became of it":<52}{"looked at":>10}{"lost":>8}')
    lost = 0
    for what, looked, wrong in accounts.lines():
        table.line(f'  {what:<52}{looked:>10}{len(wrong):>8}')
        for one in wrong[:5]:
            table.line(f'      {one}')
        lost += len(wrong)
    return lost
