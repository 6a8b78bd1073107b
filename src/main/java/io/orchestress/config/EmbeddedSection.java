package io.orchestress.config;

import java.time.Duration;
import java.util.Map;

/** Reads {@code orchestress.embedded}. */
final class EmbeddedSection {
    private EmbeddedSection() {}

    static Settings.Embedded read(Section s) {
        Section faults = s.section("faults");
        Map<String, ControlSettings.Control> controls = ControlSettings.controls(s.section("controls"));
        Settings.Embedded embedded = new Settings.Embedded(
                s.integer("workers", 1, 100_000),
                s.integer("queue-capacity", 0, 10_000_000),
                s.oneOf("queue", QueueOrder.values()),
                s.oneOf("service-law", ServiceLaw.values()),
                s.duration("mean-service-time", Duration.ofMillis(1)),
                s.number("lognormal-sigma", 0.01, 5),
                s.number("tokens-per-sec", 1, 1e6),
                s.integer("tokens-per-chunk", 1, 1_000),
                s.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE),
                EmbeddedLimits.read(s.section("limits")),
                s.duration("restart-after", Duration.ZERO),
                controls,
                EmbeddedAgent.read(s),
                new Settings.Faults(
                        faults.share("error-rate"),
                        faults.duration("latency", Duration.ZERO),
                        faults.flag("hang"),
                        faults.share("drop-rate"),
                        faults.integer("leak-bytes-per-request", 0, 1 << 30),
                        faults.duration("die-after", Duration.ZERO),
                        faults.share("task-failure-rate"),
                        faults.share("garbage-rate"),
                        faults.integer("body-bytes", 0, 64 << 20),
                        faults.share("stream-error-rate"),
                        faults.share("stream-truncate-rate"),
                        faults.share("stream-stall-rate"),
                        faults.duration("stream-stall", Duration.ZERO),
                        faults.integer("stream-stall-after-chunks", 0, 1_000_000)));
        return embedded;
    }
}
