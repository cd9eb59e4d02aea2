//! SQL of exports.
