//! Reading and writing lists: bytes in, rows and findings out.
