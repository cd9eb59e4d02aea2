-- What residents may read before they write: files that are kept here, and pages of the city elsewhere.
create table documents (
    id              text   not null primary key,
    consultation_id text   not null references consultations (id),
    position        bigint not null,
    kind            text   not null,           -- link | pdf | docx | xlsx | csv | odt | ods
    address         text   not null,           -- of a link, https://…; '' of a file
    file_name       text   not null,           -- of a file; '' of a link
    bytes           bigint not null,
    sha256          text   not null,           -- of the file; '' of a link
    added_at        bigint not null
);
create index documents_consultation on documents (consultation_id, position);
create unique index documents_file on documents (consultation_id, sha256) where sha256 <> '';

create table document_texts (
    document_id text not null references documents (id) on delete cascade,
    lang        text not null,
    title       text not null,
    primary key (document_id, lang)
);

-- A file in pieces, so that neither who sends it nor who fetches it has all of it in memory. SQLite, which has no such
-- type, keeps what it is given.
create table document_pieces (
    document_id text   not null references documents (id) on delete cascade,
    place       bigint not null,
    bytes       bytea  not null,
    primary key (document_id, place)
);
