create table exports (
    id              text   not null primary key,
    consultation_id text   not null references consultations (id),
    requested_by    text   not null references accounts (id),
    profile         text   not null,           -- public | office
    format          text   not null,           -- csv | xlsx
    filter          text   not null,           -- the `FilterQuery`, as JSON
    state           text   not null,           -- waiting | running | done | failed
    done_rows       bigint not null,
    total_rows      bigint not null,
    sha256          text,
    bytes           bigint,
    as_of           bigint,                    -- the snapshot's time
    failure         text,                      -- why there is no file
    failure_at      text,                      -- 受付番号 of the row that could not be written
    created_at      bigint not null,           -- machine time, as is the next
    expires_at      bigint not null
);
create index exports_person on exports (requested_by, created_at);
create index exports_expiry on exports (expires_at);
