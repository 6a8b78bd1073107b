package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.ResourceName;
import io.orchestress.record.Verdict;
import io.orchestress.testkit.GateRules;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaksJudgedTest {
    private static final int SECONDS = 900;

    @TempDir
    private Path folder;

    private Verdict judge(String rule, int seconds, double mbPerHour, double noiseMb, String subject) {
        SplittableRandom random = new SplittableRandom(1);
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("endurance", "endurance", seconds, 10)
                .samples("a", "ok", 5, LatencyLaw.constant(2_000))
                .phase("ramp-down", "ramp-down", 120, 0);
        for (int at = 1; at <= seconds + 120; at++) {
            double mb = 300 + mbPerHour * Math.min(at, seconds) / 3600 + noiseMb * random.nextDouble();
            record.resource(at, subject, ResourceName.RSS, Math.round(mb * 1e6));
        }
        return Gates.judge(
                Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS)
                        .record(),
                GateRules.of("leaks", rule));
    }

    @ParameterizedTest(name = "{0} MB/h, noise {1} MB, of the {2}: {3}")
    @CsvSource({
        "0, 0, target, PASS",
        "100, 1, target, FAIL",
        "0, 200, target, INCONCLUSIVE",
        "100, 1, injector, INCONCLUSIVE",
    })
    void isKeptOnlyWithoutADoubt(double mbPerHour, double noiseMb, String subject, Verdict.Outcome expected) {
        assertThat(judge("leaks <= 0", SECONDS, mbPerHour, noiseMb, subject).outcome())
                .isEqualTo(expected);
    }

    /** A robust line is blind for the end of a run; the gate is not. */
    @ParameterizedTest(name = "{0} MB/h from {1} of the time on")
    @CsvSource({"2000, 0.5", "2000, 0.75", "2000, 0.83", "2000, 0.9"})
    void whatBeganLateIsNoPass(double mbPerHour, double from) {
        SplittableRandom random = new SplittableRandom(1);
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("endurance", "endurance", SECONDS, 10)
                .samples("a", "ok", 5, LatencyLaw.constant(2_000))
                .phase("ramp-down", "ramp-down", 120, 0);
        for (int at = 1; at <= SECONDS + 120; at++) {
            double late = Math.max(0, Math.min(at, SECONDS) - from * SECONDS);
            double mb = 300 + mbPerHour * late / 3600 + random.nextDouble();
            record.resource(at, ResourceName.TARGET, ResourceName.RSS, Math.round(mb * 1e6));
        }
        assertThat(Gates.judge(
                                Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS)
                                        .record(),
                                GateRules.of("leaks", "leaks <= 0"))
                        .outcome())
                .isIn(Verdict.Outcome.INCONCLUSIVE, Verdict.Outcome.FAIL);
    }

    /** It grew, and nobody looked whether it falls: that is no pass. */
    @ParameterizedTest(name = "{0} MB/h without a time without load: {1}")
    @CsvSource({"0, PASS", "1000, INCONCLUSIVE"})
    void whatGrewIsNotPassedWithoutATimeWithoutLoad(double mbPerHour, Verdict.Outcome expected) {
        SplittableRandom random = new SplittableRandom(1);
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("endurance", "endurance", SECONDS, 10)
                .samples("a", "ok", 5, LatencyLaw.constant(2_000));
        for (int at = 1; at <= SECONDS; at++) {
            record.resource(
                    at,
                    ResourceName.TARGET,
                    ResourceName.RSS,
                    Math.round((300 + mbPerHour * at / 3600 + random.nextDouble()) * 1e6));
        }
        Verdict verdict = Gates.judge(
                Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS)
                        .record(),
                GateRules.of("leaks", "leaks <= 0"));
        assertThat(verdict.outcome()).isEqualTo(expected);
        if (expected != Verdict.Outcome.PASS) {
            assertThat(verdict.reason()).contains("rss grew under load, and the target was not observed without load");
        }
    }

    @Test
    void isNotMeasuredInAShortRun() {
        assertThat(judge("leaks <= 0, if measured", 60, 0, 0, ResourceName.TARGET)
                        .notMeasured())
                .singleElement()
                .satisfies(rule -> assertThat(rule.name()).isEqualTo("leaks"));
    }
}
