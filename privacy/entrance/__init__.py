"""How a colleague gets to the staff desk, and what keeps others away.

A password, then a code; `docs/asvs.md` says which rule of OWASP asks for what.
"""
