-- What the tables of the registers are made with.

-- A GiST index of plain PostgreSQL can compare ranges, not texts; a range from
-- a text to itself stands for the text, and no extension is needed.
create type privacy_textrange as range (subtype = text, collation = "C");

-- Article 33(1): 72 hours. Counted in UTC, so that no time zone of any session
-- and no night of a clock change can move it.
create function privacy_notify_by(aware timestamptz) returns timestamptz
immutable strict parallel safe language sql
return (aware at time zone 'UTC' + interval '72 hours') at time zone 'UTC';
