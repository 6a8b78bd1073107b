package io.orchestress.config;

/** Scales of grades. */
public enum Grades implements Named {
    /** A from 90, B from 80, C from 70, D from 60, else F. */
    A_TO_F,
    /** A+ from 95, A from 90, B from 80, C from 60, else F. */
    A_PLUS
}
