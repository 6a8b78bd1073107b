package io.orchestress.testkit;

import io.orchestress.record.BreakerResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.workload.kind.LoadModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The record of a run of which nothing is known yet, for tests of those who write it. */
public final class StartedRun {
    public static final Instant LOAD_STARTED = Instant.parse("2026-01-02T03:04:05.678Z");

    private StartedRun() {}

    public static RunRecord of(String runId) {
        return new RunRecord(
                RunRecord.SCHEMA_VERSION,
                "test",
                runId,
                "SpikeTest",
                "spike",
                "quick",
                LoadModel.CLOSED,
                1000,
                RunStatus.RUNNING,
                null,
                new RunRecord.Target("http://127.0.0.1:1", "rest", true, null),
                LOAD_STARTED,
                LOAD_STARTED,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                0,
                BreakerResult.CLOSED,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                new RunRecord.Environment("", "", "", 1, 1, 1, 1, 0, ""),
                Map.of());
    }
}
