//! The types of string and number formats.
