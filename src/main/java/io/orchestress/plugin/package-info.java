/**
 * What other jars on the class path bring along, found by {@link java.util.ServiceLoader}: one way for protocols, issue rules, exporters and
 * importers. On the ground floor: every part may use it, and it knows none.
 */
@NullMarked
package io.orchestress.plugin;

import org.jspecify.annotations.NullMarked;
