//! SQL of the queue.
