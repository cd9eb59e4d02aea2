create table accounts (
    id          text   not null primary key,
    login       text   not null unique,        -- folded: lower case, half width
    name        text   not null,
    password    text,                          -- argon2id in PHC form; null until the person has set one
    created_at  bigint not null,
    disabled_at bigint
);

create table account_roles (
    account_id text not null references accounts (id),
    role       text not null,
    primary key (account_id, role)
);

-- One-time links: first set-up (no account yet), invitation, password reset. Only the hash is kept.
create table account_links (
    token_hash text   not null primary key,
    purpose    text   not null,
    account_id text   references accounts (id),
    created_at bigint not null,
    expires_at bigint not null,
    used_at    bigint
);

-- tower-sessions records; the id is hashed before it is kept.
create table sessions (
    id_hash    text   not null primary key,
    account_id text,
    record     text   not null,
    created_at bigint not null,
    seen_at    bigint not null,
    expires_at bigint not null
);
create index sessions_account on sessions (account_id);
