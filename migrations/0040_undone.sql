-- The number of the decision that this one takes back.
alter table decisions add column undoes bigint;
