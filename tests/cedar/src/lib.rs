//! Tests of Cedar beside the sets of permissions.
