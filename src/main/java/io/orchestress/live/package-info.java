/**
 * The live page: what the report will show, while the run goes. Its state is one function of the record that grows on disk, so that another
 * process can serve the same page.
 *
 * <p>Start with {@link io.orchestress.live.LivePage}; {@link io.orchestress.live.LiveSettings} are its keys.
 */
@NullMarked
package io.orchestress.live;

import org.jspecify.annotations.NullMarked;
