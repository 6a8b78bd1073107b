/** The pipeline that Orchestress runs in, if any, as its environment variables tell it. */
@NullMarked
package io.orchestress.notify.ci;

import org.jspecify.annotations.NullMarked;
