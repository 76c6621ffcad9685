-- Commits do not wait for the disk. A worker may die at any moment and loses
-- nothing; only if PostgreSQL itself falls, the last half second is repeated.
set synchronous_commit = off
