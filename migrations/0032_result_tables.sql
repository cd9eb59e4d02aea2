-- Tables of what is only counted, each made once: one that changed would tell by its changes what single people answered.
create table result_tables (
    consultation_id text not null references consultations (id),
    field text not null,
    made_at bigint not null,
    body text not null,                        -- JSON; null: there is no table, since it would tell too much
    primary key (consultation_id, field)
);
