package io.orchestress.protocol;

import io.orchestress.wire.Outbound;
import java.util.function.Supplier;

/**
 * One request and how its answer is read.
 *
 * @param answer a fresh one for each time that the request is sent
 */
public record Call(Outbound request, Supplier<Answer> answer) {}
