-- A choice that is offered no more keeps its name as long as opinions carry it.
alter table field_choices add column closed bigint not null default 0;
