-- The pieces of a file are written before the document that they belong to, one at a time, so that no long transaction keeps
-- others from writing: they can no longer point to it.
alter table document_pieces rename to document_pieces_before;
create table document_pieces (
    document_id text   not null,
    place       bigint not null,
    bytes       bytea  not null,
    primary key (document_id, place)
);
insert into document_pieces (document_id, place, bytes) select document_id, place, bytes from document_pieces_before;
drop table document_pieces_before;
