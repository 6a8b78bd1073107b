/**
 * Plug-ins of other jars on the class path, found by {@code ServiceLoader}: one way for protocols, issue rules, exporters and importers. On
 * the ground floor: every part may use it, and it knows none. Start at {@link io.orchestress.plugin.Plugins}.
 */
@NullMarked
package io.orchestress.plugin;

import org.jspecify.annotations.NullMarked;
