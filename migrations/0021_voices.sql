-- The places of the round in which opinions are read in no order (`voices::PLACE`).
create index opinions_shuffled on opinions (consultation_id, (number * 2654435761 % 4294967296), number, import_id)
    where public_body is not null;
-- What was made public last.
create index opinions_published on opinions (consultation_id, published_at, number, import_id) where public_body is not null;
