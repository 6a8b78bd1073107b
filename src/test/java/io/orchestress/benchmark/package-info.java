/** Measurements of our own speed; docs/measurements.md says how to repeat them and what came out. */
package io.orchestress.benchmark;
