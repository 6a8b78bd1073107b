package io.orchestress.backend.server;

import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.wire.Form;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.workload.kind.BackendFault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Faults of models in the words of their providers. */
final class ModelFaults {
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    private static final int OVERLOADED = 529;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private ModelFaults() {}

    /** How a provider refuses a call that has such a fault; empty: it does not refuse it. */
    static Optional<Refusal> refusal(BackendFault.Kind kind, String model) {
        return switch (kind) {
            case TOO_MANY, TOO_MANY_BARE ->
                Optional.of(new Refusal(
                        TOO_MANY,
                        "requests",
                        "Rate limit reached for " + model + " on requests per min (RPM).",
                        "",
                        "rate_limit_exceeded"));
            case SERVER_ERROR -> Optional.of(serverError());
            case UNAVAILABLE ->
                Optional.of(new Refusal(UNAVAILABLE, "", "Service unavailable, please try again later", "", ""));
            case OVERLOADED -> Optional.of(overloaded());
            default -> Optional.empty();
        };
    }

    static Refusal serverError() {
        return new Refusal(
                SERVER_ERROR, "", "The server had an error while processing your request. Sorry about that!", "", "");
    }

    static Refusal overloaded() {
        return new Refusal(OVERLOADED, "", "Overloaded", "", "");
    }

    /**
     * Refuses a call.
     *
     * @param headers of any answer of this provider
     */
    static void refuse(
            Exchange exchange,
            OpenCall open,
            Form form,
            BackendFault fault,
            Refusal refusal,
            Map<String, String> headers,
            String requestId) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (fault.kind() == BackendFault.Kind.TOO_MANY) {
            all.putAll(form.retryAfter(
                    Math.max(1, (fault.retryAfter().toNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI)));
        }
        exchange.answer(refusal.status(), all, form.error(refusal, requestId));
        open.ended(refusal.status(), Outcome.FAULT, 0);
    }
}
