"""What we have to do without being asked: holds, disclosures, breaches.

As with requests, each act happens once, says False if it had happened or is
not possible any more, and notes who did it. The rules are the database's.
"""
