create function contact_sha256(words text) returns text
immutable strict parallel safe language sql
return encode(sha256(convert_to(words, 'UTF8')), 'hex');
