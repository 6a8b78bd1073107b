/** REST APIs that the configuration describes: which request a task is, and where its answers say what became of it. */
@NullMarked
package io.orchestress.protocol.rest;

import org.jspecify.annotations.NullMarked;
