/** What is tested: is it there, and the orchestrator that is started when nothing else is given. */
@NullMarked
package io.orchestress.target;

import org.jspecify.annotations.NullMarked;
