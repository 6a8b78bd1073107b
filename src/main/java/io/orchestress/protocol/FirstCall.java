package io.orchestress.protocol;

import io.orchestress.transport.Outbound;
import java.util.Optional;
import java.util.function.Function;

/**
 * One request before the load, as the load will send it: what the target refuses of it, it would refuse of every other. Whatever says nothing
 * of the request itself, such as a limit of requests, a failure of the server, or no answer in time, is for the load to measure.
 *
 * @param objection what a reply to the call says against the configuration; empty: nothing
 */
public record FirstCall(Call call, Function<Reply, Optional<Objection>> objection) {
    /**
     * A call of which only matters whether it is taken.
     *
     * @param settings that it was made of
     */
    public static FirstCall of(Call call, Objection.Settings settings) {
        return new FirstCall(FirstAnswer.to(call), reply -> Objection.of(reply, call, settings));
    }

    /** Method and URL of a call, without the query, which may hold a secret; or what else is sent. */
    public static String name(Call call) {
        return call.request() instanceof Outbound.Http http
                ? http.method() + " " + http.uri().toString().replaceFirst("[?#].*", "?…")
                : call.request().toString();
    }
}
