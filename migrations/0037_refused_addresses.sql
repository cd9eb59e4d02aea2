-- When the mail server said that nobody has this address: its author is told where the opinion stands. Machine time.
alter table contacts add column refused_at bigint;
