create table consultations (
    id          text   not null primary key,
    slug        text   not null unique,
    mode        text   not null,               -- ideas | public_comment
    moderation  text   not null,               -- before | after
    opens_on    text   not null,               -- ISO dates, inclusive, in the site's time zone
    closes_on   text   not null,
    short_period_reason text not null,         -- why a public comment runs for less than 30 days
    max_chars   bigint not null,
    target_hours bigint not null,              -- how soon a moderator means to decide
    listed_at   bigint,                        -- null: a draft that only staff see
    revision    bigint not null,
    created_at  bigint not null,
    updated_at  bigint not null
);

-- What the city says, per language; Japanese is always there, other languages fall back to it.
create table consultation_texts (
    consultation_id text not null references consultations (id),
    lang            text not null,
    title           text not null,
    question        text not null,
    readers         text not null,             -- who reads the voices
    usage           text not null,             -- how they are used
    next_steps      text not null,             -- what happens after closing, one step a line
    hints           text not null,             -- help for writing, one a line
    purpose         text not null,             -- 利用目的, shown above the send button
    primary key (consultation_id, lang)
);

-- 利用目的 as it stood when an opinion was sent: a new version for every change.
create table purpose_versions (
    consultation_id text   not null references consultations (id),
    version         bigint not null,
    lang            text   not null,
    text            text   not null,
    created_at      bigint not null,
    primary key (consultation_id, version, lang)
);

create table themes (
    id              text   not null primary key,
    consultation_id text   not null references consultations (id),
    parent_id       text   references themes (id),
    code            text   not null,           -- stable key for files and addresses
    position        bigint not null,
    closed_at       bigint,
    unique (consultation_id, code)
);

create table theme_texts (
    theme_id text not null references themes (id),
    lang     text not null,
    name     text not null,
    hint     text not null,
    primary key (theme_id, lang)
);

-- What a resident may say about himself: required, optional or off; public, staff or aggregate only.
create table fields (
    consultation_id text not null references consultations (id),
    field           text not null,             -- age_band | area | relation | mail
    requirement     text not null,
    visibility      text not null,
    primary key (consultation_id, field)
);

create table field_choices (
    consultation_id text   not null references consultations (id),
    field           text   not null,
    code            text   not null,
    position        bigint not null,
    label           text   not null,           -- Japanese
    label_en        text   not null,           -- '' falls back to Japanese
    primary key (consultation_id, field, code)
);

create table meetings (
    id              text   not null primary key,
    consultation_id text   not null references consultations (id),
    number          bigint not null,
    held_on         text   not null,
    starts          text   not null,           -- 'HH:MM' or ''
    ends            text   not null,
    name            text   not null,
    agenda          text   not null            -- one item a line
);
create index meetings_consultation on meetings (consultation_id, held_on);
