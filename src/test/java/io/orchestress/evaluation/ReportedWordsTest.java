package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.SettingsLoader;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.ExitCode;
import io.orchestress.record.TargetEvent;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import io.orchestress.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every sentence of these goldens comes from the product: records are analysed and evaluated as after a run, so a changed wording changes a
 * golden.
 */
class ReportedWordsTest {
    @TempDir
    Path project;

    @ParameterizedTest
    @EnumSource
    void anEvaluatedRecordReadsAsItWasApproved(Played played) throws IOException {
        Path folder = played.record().writeTo(project.resolve("results").resolve("run"));
        Properties properties = new Properties();
        properties.setProperty(
                "orchestress.history.file", project.resolve("runs.db").toString());
        String name = "evaluated/" + played.name().toLowerCase(Locale.ROOT).replace('_', '-');

        Evaluation evaluation = Evaluation.judged(folder, SettingsLoader.load(properties), ProgressListener.NONE);

        assertThat(evaluation.exitCode()).isEqualTo(ExitCode.FAILED);
        Golden.assertMatches(name + ".console.txt", stable(evaluation.summary()));
        Golden.assertMatches(name + ".summary.md", stable(Files.readString(folder.resolve("summary.md"))));
        Golden.assertMatches(name + ".issues.md", stable(Files.readString(folder.resolve("issues.md"))));
        Golden.assertMatches(name + ".html", words(Files.readString(folder.resolve("report.html"))));
    }

    private String stable(String text) {
        return text.replace(project.toString(), "(project)");
    }

    /** The markup that holds words: neither scripts, styles, drawings nor digests. */
    private String words(String html) {
        return stable(html)
                .replaceAll("(?s)<(script|style|svg)\\b.*?</\\1>", "")
                .replaceAll("'sha256-[^']+'", "(digest)")
                .replaceAll("(?m)^\\s+$", "")
                .replaceAll("\n{2,}", "\n");
    }

    /** Runs as the product may record them; nothing of their judgement is written by hand. */
    enum Played {
        /** Slow, failing, with a late recovery; a breaker that skipped steps; a machine that others used. */
        OVERLOADED {
            @Override
            SyntheticRecord record() {
                return new SyntheticRecord(7)
                        .warmUp("warm-up", 10)
                        .samples("run task", "ok", 20, LatencyLaw.uniform(40_000, 60_000))
                        .phase("steady", "steady", 40, 20)
                        .samples("run task", "ok", 20, LatencyLaw.uniform(40_000, 60_000))
                        .resource("host", "cpu", 0.9)
                        .resource("injector", "cpu", 0.2)
                        .resource("target", "cpu", 0.3)
                        .phase("spike", "spike", 20, 200)
                        .samples("run task", "ok", 60, LatencyLaw.logNormal(2_500_000, 0.5))
                        .samples("run task", "timeout", 12, LatencyLaw.constant(60_000_000))
                        .samples("submit task", "http-429", 3, LatencyLaw.constant(5_000))
                        .resource("host", "cpu", 0.97)
                        .resource("injector", "cpu", 0.2)
                        .resource("target", "cpu", 0.6)
                        .phase("recovery", "recovery", 60, 20)
                        .samples("run task", "ok", 20, LatencyLaw.uniform(80_000, 120_000))
                        .event(new TargetEvent(60.5, TargetEvent.Kind.RELEASED, "spike", "", "timeout-rate", 0, null))
                        .breaker(new BreakerResult(
                                true,
                                "timeout-rate",
                                "31 of 100 requests timed out in the last 10.0 s: 31.0 % (limit 30.0 %)",
                                Instant.parse("2026-03-01T10:01:00Z"),
                                60.0));
            }
        },

        /** Steps of load with too few requests, and a control that could not be set. */
        TOO_LITTLE_EVIDENCE {
            @Override
            SyntheticRecord record() {
                return new SyntheticRecord(11)
                        .warmUp("warm-up", 5)
                        .samples("run task", "ok", 2, LatencyLaw.constant(50_000))
                        .phase("step-1", "step", 10, 1, 1, Map.of("instances", "1"))
                        .samples("run task", "ok", 1, LatencyLaw.constant(50_000))
                        .phase("step-2", "step", 10, 2, 2, Map.of("instances", "2"))
                        .samples("run task", "ok", 2, LatencyLaw.constant(60_000))
                        .event(new TargetEvent(
                                15,
                                TargetEvent.Kind.CONTROL,
                                "step-2",
                                "instances",
                                "2",
                                12,
                                "PUT /scale returned 503"));
            }
        };

        abstract SyntheticRecord record();
    }
}
