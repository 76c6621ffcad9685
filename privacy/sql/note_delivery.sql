select contact_note_left(%s)
