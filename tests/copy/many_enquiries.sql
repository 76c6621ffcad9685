insert into contact_enquiry (name, email, message, notes, received_at,
    sender, message_id, refused, proposed)
select 'Ada', %(email)s, rpad(number::text, %(letters)s, ' lorem ipsum'), '', now(),
    '', '', '', ''
from generate_series(1, %(rows)s) as number
