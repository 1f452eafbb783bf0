//! The derive macros of Gatewright. This file holds entry points only; there is one module a derive.
