/** Measurements that run by hand. */
@NullMarked
package io.orchestress.benchmark;

import org.jspecify.annotations.NullMarked;
