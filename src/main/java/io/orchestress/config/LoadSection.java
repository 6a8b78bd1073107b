package io.orchestress.config;

import io.orchestress.workload.kind.LoadModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The section {@code load}: model, pace, arrivals, and how long the end of the run waits. */
final class LoadSection {
    private static final String AUTO = "auto";

    /** After it a request that began with the last moment of the plan has ended, one way or the other. */
    private static final Duration DRAIN_MARGIN = Duration.ofSeconds(5);

    private LoadSection() {}

    static Settings.Load read(Section s, Duration requestTimeout, Optional<AdHocSettings> adHoc) {
        Settings.Load load = new Settings.Load(
                s.oneOf("model", LoadModel.known()),
                s.duration("pace", Duration.ZERO),
                s.oneOf("arrivals", Arrivals.values()),
                s.text("drain").equals(AUTO) ? requestTimeout.plus(DRAIN_MARGIN) : s.duration("drain", Duration.ZERO),
                s.integer("max-users", 1, 10_000_000),
                seed(s.integer("seed", 0, Integer.MAX_VALUE)));
        boolean paced = !load.pace().isZero();
        if (load.model() == LoadModel.OPEN && !paced) {
            s.problem("pace", "the open model needs a pace: its rate is users ÷ pace");
        }
        if (paced && load.pace().compareTo(Duration.ofMillis(10)) < 0) {
            s.problem("pace", "must be 0 s or at least 10 ms");
        }
        adHoc.ifPresent(asked -> asked.contradictions(s, load));
        return adHoc.map(asked -> asked.in(load)).orElse(load);
    }

    /** One that can be given again is drawn where none is given. */
    private static long seed(int given) {
        return given > 0 ? given : ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    }
}
