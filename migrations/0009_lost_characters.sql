-- Characters of an export that its code page lacks.
alter table exports add column lost bigint not null default 0;
