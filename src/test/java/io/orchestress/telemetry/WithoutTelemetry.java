package io.orchestress.telemetry;

import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor;
import io.orchestress.metrics.TimeSource;
import io.orchestress.testkit.Reference;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Opens one that is off; loaded by {@link TelemetryTest} where there is no SDK. */
public final class WithoutTelemetry {
    private WithoutTelemetry() {}

    public static Telemetry open() {
        return Telemetry.open(
                Reference.read(root -> TelemetrySettings.read(root, Map.of())),
                new Telemetry.Run(
                        new RunIdentity("run", "SmokeTest", "smoke", "quick", "rest", URI.create("http://localhost:1")),
                        false,
                        new RunClock(TimeSource.SYSTEM),
                        phase -> "",
                        () -> new RunMonitor.BreakerView("off", List.of()),
                        words -> words),
                sentence -> {});
    }
}
