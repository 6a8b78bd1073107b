package io.orchestress.backend.server;

import io.orchestress.backend.limit.Limiter;
import io.orchestress.backend.script.Model;
import io.orchestress.backend.script.Script;
import java.util.HashMap;
import java.util.Map;

/** The limits of each model of a script; all names that one block is for share its limits. */
final class Limiters {
    private final Script script;
    private final Map<Model, Limiter> limiters = new HashMap<>();

    Limiters(Script script, long nowNanos) {
        this.script = script;
        script.models().forEach(model -> limiters.put(model, new Limiter(model.limits(), nowNanos)));
    }

    Limiter of(String model) {
        Limiter limiter = limiters.get(script.model(model));
        if (limiter == null) {
            throw new IllegalStateException("no limits of " + model);
        }
        return limiter;
    }
}
