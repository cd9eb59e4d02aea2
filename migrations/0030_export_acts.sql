-- Number of the last act in the log that a file can know of: what was done since may have made it out of date.
alter table exports add column acts bigint not null default 0;
