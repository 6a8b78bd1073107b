/**
 * Single tasks and requests of a run, {@code samples.jsonl} of a record: of each request of each phase the slowest successes, and the first failures of
 * each class, with the ids of their traces.
 *
 * <p>Start with {@link io.orchestress.record.sample.Sample}; {@link io.orchestress.record.sample.SampleFile} writes and reads. What it may use:
 * docs/architecture.md.
 */
@NullMarked
package io.orchestress.record.sample;

import org.jspecify.annotations.NullMarked;
