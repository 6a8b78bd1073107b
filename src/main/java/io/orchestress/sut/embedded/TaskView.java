package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * A task as clients see it.
 *
 * @param agent type of agent chosen by the router
 * @param output what it said; only when completed
 * @param tokensOut tokens put out so far
 * @param costUsd of {@code tokensIn} and {@code tokensOut}, US dollars; 0 until it has started
 * @param queueMillis submitted → started, or until now or its end when it has not started, milliseconds
 * @param serviceMillis started → ended, or until now, milliseconds
 * @param error only when failed
 */
@JsonInclude(Include.NON_NULL)
record TaskView(
        String taskId,
        TaskState state,
        String agent,
        String model,
        TaskSize size,
        @Nullable String output,
        int tokensIn,
        int tokensOut,
        double costUsd,
        double queueMillis,
        double serviceMillis,
        @Nullable ApiError error) {}
