/**
 * Builds the calls of each protocol and judges their answers in four layers: transport, status, envelope, domain. No
 * connection, no clock, no Gatling.
 *
 * <p>Start with {@link io.orchestress.protocol.Call}, {@link io.orchestress.protocol.Answer} and {@link
 * io.orchestress.protocol.Reply}. Below it a package for each protocol. What it may use: docs/architecture.md.
 */
@NullMarked
package io.orchestress.protocol;

import org.jspecify.annotations.NullMarked;
