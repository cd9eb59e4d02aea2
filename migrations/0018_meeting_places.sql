alter table meetings add column place text not null default '';    -- where it is held; '' where nobody said
