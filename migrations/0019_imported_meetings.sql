-- A meeting that a file brings is hidden until its rows are there; null from then on, and for all others.
alter table meetings add column import_id text references imports (id);
