-- What was published at once and nobody has looked at yet: few rows, taken out of the counts that let an attribute
-- stand beside an opinion.
create index opinions_unreviewed on opinions (consultation_id, age_band, area)
    where reviewed_at is null and state = 'published';
