//! The table of rows (under construction in this commit).
