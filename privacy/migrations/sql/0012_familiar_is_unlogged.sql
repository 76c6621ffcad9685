-- PostgreSQL empties it when it starts from a copy of its disks.
alter table privacy_familiardatabase set unlogged;
