-- Counts are read in the order of the numbers: in the order of what is counted, each row of a file had a page of the index
-- to itself, and lists of a consultation needed an index of their own.
drop index opinions_counts;
drop index opinions_in_order;
create index opinions_counts on opinions (consultation_id, number, state, theme_id, age_band, area, relation, channel,
    submitted_at, submitter_id, text_key, import_id);
-- What public pages count stands here, theme by theme.
drop index opinions_public_theme;
create index opinions_public_theme on opinions (theme_id, number, age_band, area, import_id) where public_body is not null;
