select contact_claim(%s, %s, %s)
