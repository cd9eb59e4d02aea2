//! SQL of counts.
