-- Characters of an export that its code page lacks.
alter table exports add column lost bigint not null default 0;
-- Which columns, in order, as names with commas; '' are all of the profile.
alter table exports add column columns text not null default '';
-- The order a person last asked for, offered the next time.
create table column_orders (
    account_id      text not null references accounts (id),
    consultation_id text not null references consultations (id),
    profile         text not null,
    columns         text not null,
    primary key (account_id, consultation_id, profile)
);
