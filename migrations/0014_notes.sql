-- Notes that people stuck to the sheets of a workshop. Each is an opinion; this is where it hung.
create table notes (
    opinion_id text   not null primary key references opinions (id),
    meeting_id text   not null references meetings (id),
    table_name text   not null,                -- '' where there was one table
    dots       bigint                          -- 共感シール of those in the room; null: nobody counted them
);
create index notes_meeting on notes (meeting_id);
