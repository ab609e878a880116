//! HOW a plan is written down: frozen wire structs, versions, the link. Foreign bytes pass one validator.
