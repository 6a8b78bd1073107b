/**
 * What the target's process, the injector and the machine use, read once a second on a thread of its own. Whatever cannot be read is
 * missing from the record: it never fails a run, and never holds up its monitor.
 */
@NullMarked
package io.orchestress.monitoring;

import org.jspecify.annotations.NullMarked;
