create table exports (
    id              text   not null primary key,
    consultation_id text   not null references consultations (id),
    requested_by    text   not null references accounts (id),
    profile         text   not null,           -- public | office
    format          text   not null,           -- csv | xlsx
    filter          text   not null,           -- the `Filter`, as a query string
    state           text   not null,           -- waiting | running | done | failed
    done_rows       bigint not null,
    total_rows      bigint not null,
    sha256          text,
    bytes           bigint,
    as_of           bigint,                    -- the snapshot's time
    created_at      bigint not null,
    expires_at      bigint not null
);
create index exports_person on exports (requested_by, created_at);
