/**
 * What kinds of phase, of load and of task there are, under one name each from the configuration to the report. Everything may use it;
 * it uses nothing but {@code text}. So configuration, plan, record, analysis and report speak of the same values, and none of them has to
 * know another for it.
 */
@NullMarked
package io.orchestress.workload.kind;

import org.jspecify.annotations.NullMarked;
