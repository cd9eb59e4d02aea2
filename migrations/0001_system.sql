-- What the program itself needs. Times are unix milliseconds, UTC; ids are text made by us.
-- One text for SQLite and PostgreSQL: only text and bigint columns, no booleans, nothing generated.

create table settings (
    name  text not null primary key,
    value text not null
);

-- Running numbers without gaps: one row each, raised inside the transaction that uses it.
create table counters (
    name  text   not null primary key,
    value bigint not null
);

-- Work after the answer: letters, exports, purges. Never holds an address or a resident's text.
create table outbox (
    id          text   not null primary key,
    kind        text   not null,
    payload     text   not null,               -- the `Job`, as JSON
    due_at      bigint not null,
    lease_until bigint not null,
    attempts    bigint not null,
    created_at  bigint not null,
    finished_at bigint,
    dead_at     bigint,                        -- given up after too many attempts
    last_error  text
);
create index outbox_due on outbox (due_at) where finished_at is null and dead_at is null;
create index outbox_kind on outbox (kind, created_at);

-- Every act of staff, chained: each row's hash covers its own words and the hash before it.
create table audit (
    number    bigint not null primary key,
    at        bigint not null,
    actor     text   not null,                 -- login name, 'author', 'system' or 'shell'
    act       text   not null,
    subject   text   not null,
    detail    text   not null,
    hash      text   not null
);
create index audit_subject on audit (subject);

create table audit_head (
    id     bigint not null primary key check (id = 1),
    number bigint not null,
    hash   text   not null
);
insert into audit_head (id, number, hash) values (1, 0, '');
