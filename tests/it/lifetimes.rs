//! Fault and recovery of one unit against closed forms and the reference file.
