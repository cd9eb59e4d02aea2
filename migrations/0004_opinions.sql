-- Who sent, as far as we can tell without identity: a form visit, a letter, an import key. Counted as 人.
create table submitters (
    id              text   not null primary key,
    consultation_id text   not null references consultations (id),
    created_at      bigint not null
);

create table opinions (
    id              text   not null primary key,
    number          bigint not null unique,    -- running number of the site, in commit order
    receipt         text   not null unique,    -- 受付番号, e.g. R6-0123-7
    consultation_id text   not null references consultations (id),
    submitter_id    text   not null references submitters (id),
    theme_id        text   not null references themes (id),
    channel         text   not null,
    lang            text   not null,
    recorded_by     text   references accounts (id),   -- never the author
    age_band        text,
    area            text,
    relation        text,
    original        text   not null,           -- as first sent; never updated. Corrections are versions
    text_key        text   not null,           -- hash of the folded current text: 異なる文面数
    version         bigint not null check (version >= 1),
    state           text   not null,           -- parsed by `State`; a test reads every stored value
    decisions       bigint not null check (decisions >= 0),
    public_body     text,                      -- current text less its redactions; null unless published
    held_for        text,                      -- why a rule sent it to the queue
    due_at          bigint,                    -- on hold until
    purpose_version bigint not null,
    form_key_hash   text   not null unique,    -- a retry finds its opinion
    code_hash       text   not null,           -- the resident's only credential
    submitted_at    bigint not null,
    published_at    bigint,
    reviewed_at     bigint                     -- null while a moderator has not looked
);
create index opinions_public on opinions (consultation_id, number) where public_body is not null;
create index opinions_public_theme on opinions (theme_id, number) where public_body is not null;
create index opinions_queue on opinions (submitted_at, number) where reviewed_at is null;
-- Counting never touches the texts: everything that is counted stands in this index.
create index opinions_counts on opinions (consultation_id, state, theme_id, age_band, area, relation, channel, submitted_at,
    submitter_id, text_key);
-- Lists and exports walk a consultation in order, without sorting its texts.
create index opinions_in_order on opinions (consultation_id, number);
create index opinions_submitter on opinions (submitter_id);

-- Up to two themes beside the main one.
create table opinion_themes (
    opinion_id text   not null references opinions (id),
    theme_id   text   not null references themes (id),
    position   bigint not null,
    primary key (opinion_id, theme_id)
);
create index opinion_themes_theme on opinion_themes (theme_id);

-- Every text after the first, as the author sent it.
create table opinion_versions (
    opinion_id text   not null references opinions (id),
    version    bigint not null check (version >= 2),
    body       text   not null,
    created_at bigint not null,
    primary key (opinion_id, version)
);

-- One act each, append-only; the state on the opinion is the last one's word.
create table decisions (
    id         text   not null primary key,
    opinion_id text   not null references opinions (id),
    number     bigint not null,
    version    bigint not null,                -- of the text that was decided on
    from_state text   not null,
    to_state   text   not null,
    reason     text,
    message    text   not null,                -- to the author
    note       text   not null,                -- among staff
    due_at     bigint,
    decided_by text   references accounts (id), -- null: the author himself
    decided_at bigint not null,
    unique (opinion_id, number)
);
create index decisions_time on decisions (decided_at);

-- Masked spans of one version, in code points on grapheme borders, half open.
create table redactions (
    opinion_id text   not null references opinions (id),
    version    bigint not null,
    decision   bigint not null,                -- number of the decision that masked
    starts     bigint not null check (starts >= 0),
    ends       bigint not null,
    reason     text   not null,
    primary key (opinion_id, version, decision, starts)
);

-- Apart from everything else, sealed, with a date of death.
create table contacts (
    opinion_id text   not null primary key references opinions (id),
    sealed     text   not null,
    created_at bigint not null,
    dies_at    bigint not null
);
create index contacts_dies on contacts (dies_at);
