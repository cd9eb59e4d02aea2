-- Who has an opinion in hand, so that nobody reads what somebody else is deciding on.
create table claims (
    opinion_id text   not null primary key references opinions (id),
    account_id text   not null references accounts (id),
    until_at   bigint not null                       -- machine time
);
create index claims_account on claims (account_id);
