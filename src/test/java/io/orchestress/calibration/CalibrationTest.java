package io.orchestress.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.calibration.Calibration.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Fingerprint HERE = new Fingerprint(2, "Some CPU", 8L << 30, "Some VM 17", "1.0");
    private static final Fingerprint THERE = new Fingerprint(0.5, "Some CPU", 8L << 30, "Some VM 17", "1.0");

    @TempDir
    private Path folder;

    private static Calibration of(Step... steps) {
        return Calibration.of(HERE, NOW, List.of(steps));
    }

    @Test
    void theHighestThatWasKeptBelowTheFirstThatWasNot() {
        Calibration measured = of(
                new Step(500, 500, ""),
                new Step(1000, 999, ""),
                new Step(2000, 1500, ""),
                new Step(4000, 3990, ""),
                new Step(1400, 1390, ""),
                new Step(1700, 1690, "it used 99.0 % of its CPUs, limit 85.0 %"));

        assertThat(measured.requestsPerSec()).isEqualTo(1390);
        assertThat(measured.limitedBy()).isEqualTo("it used 99.0 % of its CPUs, limit 85.0 %");
        assertThat(measured.sentence()).isEqualTo("calibrated here: 1,390 requests/s");
        assertThat(measured.steps())
                .extracting(Step::askedPerSec)
                .containsExactly(500.0, 1000.0, 1400.0, 1700.0, 2000.0, 4000.0);
    }

    @Test
    void throughputThatStopsFollowingIsALimit() {
        assertThat(new Step(1000, 970, "").reason()).isEmpty();
        assertThat(of(new Step(1000, 969, "")).limitedBy()).isEqualTo("1,000 requests/s requested, 969 sent");
        assertThat(of(new Step(1000, 969, "")).requestsPerSec()).isZero();
    }

    @Test
    void whoKeptUpToTheLastCanDoMore() {
        assertThat(of(new Step(500, 500, "")).sentence()).isEqualTo("calibrated here: at least 500 requests/s");
    }

    @Test
    void theNewestOfEachMachineIsKept() throws IOException {
        Calibrations kept = Calibrations.beside(folder.resolve("history").resolve("runs.db"));
        assertThat(kept.isEmpty()).isTrue();
        assertThat(kept.find(HERE)).isEmpty();

        Calibration old = of(new Step(500, 500, ""));
        Calibration other = Calibration.of(THERE, NOW, List.of(new Step(500, 490, "")));
        Calibration newer = of(new Step(500, 500, ""), new Step(1000, 800, ""));
        kept.put(old);
        kept.put(other);
        kept.put(newer);

        Calibrations again = Calibrations.beside(folder.resolve("history").resolve("runs.db"));
        assertThat(again.find(HERE)).contains(newer);
        assertThat(again.find(THERE)).contains(other);
    }

    @Test
    void aFileOfSomebodyElseIsAProblem() throws IOException {
        Files.writeString(folder.resolve("calibrations.json"), "{\"a\": 1}");
        Calibrations foreign = Calibrations.beside(folder.resolve("runs.db"));
        assertThatThrownBy(() -> foreign.find(HERE)).isInstanceOf(IOException.class);
    }

    @Test
    void laddersFitTheirTimeAndLieBetween() {
        Ladder shortest = Ladder.coarse(Ladder.SHORTEST_SECONDS);
        assertThat(shortest.ratesPerSec()).containsExactly(500, 1000, 2000, 4000, 8000, 16000);
        Ladder fine = shortest.between(1000, 2000);
        // 1000 × 2^(i/6), in tens
        assertThat(fine.ratesPerSec()).containsExactly(1120, 1260, 1410, 1590, 1780);
        assertThat(shortest.seconds() + fine.seconds()).isEqualTo(Ladder.SHORTEST_SECONDS);

        Ladder longer = Ladder.coarse(300);
        assertThat(longer.seconds() + longer.between(1000, 2000).seconds()).isBetween(280, 300);
        assertThat(fine.phases())
                .contains("{kind=step, name=at-1120, users=112, ramp=0 s, hold=6 s, warm-up=false, scale-load=false}")
                .contains("{kind=step, name=to-1120, users=112, ramp=2 s, hold=0 s, warm-up=true, scale-load=false}");
    }
}
