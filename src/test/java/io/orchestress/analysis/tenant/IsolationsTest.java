package io.orchestress.analysis.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationsTest {
    private static final String QUIET = "quiet: run task";
    private static final Map<String, Double> ALONE = Map.of("quiet", 20.0);
    private static final Map<String, Double> TOGETHER = Map.of("quiet", 20.0, "noisy", 180.0);

    @TempDir
    private Path folder;

    private RunRecord analysed(SyntheticRecord record) {
        return Analysis.of(RecordReader.open(record.writeTo(folder), RecordReader.Writer.GONE), Reference.ANALYSIS)
                .record();
    }

    private TenantIsolation only(SyntheticRecord record) {
        List<TenantIsolation> isolations =
                Objects.requireNonNull(analysed(record).tenants()).isolations();
        assertThat(isolations).hasSize(1);
        return isolations.get(0);
    }

    private static LatencyLaw law(long medianMillis) {
        return LatencyLaw.logNormal(medianMillis * 1_000, 0.5);
    }

    /** A record of three phases; {@code noisy} is there in the second. */
    private static SyntheticRecord phases(int seconds, int withSeconds) {
        return new SyntheticRecord(7)
                .phase("alone", "steady", seconds, 20)
                .tenants(ALONE)
                .samples(QUIET, "ok", 20, law(100))
                .phase("together", "steady", withSeconds, 200)
                .tenants(TOGETHER)
                .samples("noisy: run task", "ok", 100, law(900));
    }

    @ParameterizedTest(name = "× {0}")
    @CsvSource({"100, 1", "150, 1.5", "300, 3", "50, 0.5"})
    void theRatioOfTheP95s(long withMillis, double truth) {
        TenantIsolation found = only(phases(60, 60).samples(QUIET, "ok", 20, law(withMillis)));
        assertThat(found.tenant()).isEqualTo("quiet");
        assertThat(found.beside()).isEqualTo("noisy");
        assertThat(found.with().phases()).containsExactly("together");
        assertThat(found.without().phases()).containsExactly("alone");
        assertThat(found.with().sections()).isEqualTo(10);
        assertThat(found.doubt()).isEmpty();
        assertThat(Objects.requireNonNull(found.ratio()).low()).isLessThan(truth);
        assertThat(found.ratio().high()).isGreaterThan(truth);
        assertThat(found.ratio().value()).isEqualTo(truth, within(0.2 * truth));
        assertThat(Objects.requireNonNull(found.served()).value()).isEqualTo(1);
        assertThat(found.served().low()).isGreaterThan(0.97);
    }

    @Test
    void bothPhasesWithoutItCount() {
        TenantIsolation found = only(phases(30, 30)
                .samples(QUIET, "ok", 20, law(100))
                .phase("settle", "steady", 10, 20)
                .tenants(ALONE)
                .samples(QUIET, "ok", 20, law(100))
                .phase("alone-again", "endurance", 60, 20)
                .tenants(ALONE)
                .samples(QUIET, "ok", 20, law(100)));
        assertThat(found.without().phases()).containsExactly("alone", "settle", "alone-again");
        assertThat(found.without().seconds()).isEqualTo(100);
        assertThat(found.without().sections()).isEqualTo(30);
        assertThat(found.without().ended()).isEqualTo(2_000);
    }

    /**
     * A quiet tenant that is refused has fast answers.
     *
     * @param ok, failed of the quiet tenant, a second, beside the other; 20 a second succeed without it
     */
    @ParameterizedTest(name = "{0} ok and {1} failed a second: {2}")
    @CsvSource({
        "20, 0, 1",
        "14, 6, 0.7",
        "10, 10, 0.5",
        "10, 0, 0.5", // it hangs, and fails when all is over
        "2, 200, 0.0099",
        "0, 20, 0.0002",
        "0, 0, 0.0002",
    })
    void whatItIsServed(int ok, int failed, double truth) {
        SyntheticRecord record = phases(60, 60);
        if (ok > 0) {
            record.samples(QUIET, "ok", ok, law(100));
        }
        if (failed > 0) {
            record.samples(QUIET, "http-429", failed, LatencyLaw.constant(1_000));
        }
        TenantIsolation found = only(record);
        assertThat(Objects.requireNonNull(found.served()).value()).isEqualTo(truth, within(0.03 * truth + 0.0005));
        assertThat(found.served().high()).isGreaterThanOrEqualTo(truth * 0.97);
        if (truth < 0.95) {
            assertThat(found.served().high()).isLessThan(0.95);
            assertThat(found.doubt()).as("times keep no limit").contains("quiet");
        } else {
            assertThat(found.doubt()).isEmpty();
        }
        assertThat(found.ratio() == null).as("nothing was timed").isEqualTo(ok == 0);
    }

    /** A user that waits sends less: that is no refusal. */
    @Test
    void whoIsSlowedDownIsNotStarved() {
        TenantIsolation found = only(phases(60, 60).samples(QUIET, "ok", 10, law(200)));
        assertThat(Objects.requireNonNull(found.ratio()).value()).isEqualTo(2, within(0.3));
        assertThat(Objects.requireNonNull(found.served()).value()).isEqualTo(1, within(0.08));
    }

    @Test
    void ofTasksWhereThereAreAnyAndFromTheirIntendedStart() {
        TenantIsolation found = only(new SyntheticRecord(7)
                .phase("alone", "steady", 60, 20)
                .tenants(ALONE)
                .samples("quiet: poll", "ok", 200, law(2))
                .metric(QUIET, "task", 20, law(100))
                .metric(QUIET, "task-corrected", 20, law(200))
                .count(QUIET, "tasks-ok", "", 20)
                .phase("together", "steady", 60, 200)
                .tenants(TOGETHER)
                .samples("quiet: poll", "ok", 500, law(2))
                .metric(QUIET, "task", 20, law(100))
                .metric(QUIET, "task-corrected", 20, law(800))
                .count(QUIET, "tasks-ok", "", 18)
                .count(QUIET, "tasks-failed", "", 2));
        assertThat(found.ofTasks()).isTrue();
        assertThat(found.corrected()).isTrue();
        assertThat(Objects.requireNonNull(found.ratio()).value()).isEqualTo(4, within(0.8));
        assertThat(Objects.requireNonNull(found.served()).value()).isEqualTo(0.9, within(0.01));
        assertThat(found.with().ended()).isEqualTo(1_200);
    }

    /** What cannot be told is no pass. */
    @ParameterizedTest(name = "{0} s and {1} s at {2}/s of {3} ms")
    @CsvSource({
        "4,  60, 60, 100,  'the phases without the other last 4 s, at least 5 s needed'",
        "60, 4,  60, 100,  'the phases with the other last 4 s, at least 5 s needed'",
        "60, 60, 1,  100,  'its load makes 60 requests in the phases with the other, at least 100 needed'",
        "20, 60, 20, 2900, 'phases must last at least 30 s'",
    })
    void tooLittleToTell(int seconds, int withSeconds, int perSecond, long millis, String why) {
        LatencyLaw law = LatencyLaw.constant(millis * 1_000);
        TenantIsolation found = only(new SyntheticRecord(7)
                .phase("alone", "steady", seconds, 20)
                .tenants(ALONE)
                .samples(QUIET, "ok", perSecond, law)
                .phase("together", "steady", withSeconds, 200)
                .tenants(TOGETHER)
                .samples(QUIET, "ok", perSecond, law));
        assertThat(found.ratio()).isNull();
        assertThat(found.served()).isNull();
        assertThat(found.doubt()).contains(why);
    }

    @Test
    void anotherLoadOfItsOwnIsNotCompared() {
        TenantIsolation found = only(
                phases(60, 60).tenants(Map.of("quiet", 10.0, "noisy", 190.0)).samples(QUIET, "ok", 10, law(100)));
        assertThat(found.ratio()).isNull();
        assertThat(found.doubt()).isEqualTo("'quiet' sends with another load when 'noisy' sends");
    }

    @Test
    void threeTenantsEachAgainstTheOneThatComesAndGoes() {
        Map<String, Double> two = Map.of("a", 5.0, "b", 5.0);
        SyntheticRecord record = new SyntheticRecord(7)
                .phase("two", "steady", 60, 10)
                .tenants(two)
                .samples("a: x", "ok", 20, law(100))
                .samples("b: x", "ok", 20, law(100))
                .phase("three", "steady", 60, 20)
                .tenants(Map.of("a", 5.0, "b", 5.0, "c", 10.0))
                .samples("a: x", "ok", 20, law(100))
                .samples("b: x", "ok", 20, law(400))
                .samples("c: x", "ok", 20, law(100))
                .phase("other", "steady", 10, 20)
                .tenants(Map.of("c", 20.0))
                .samples("c: x", "ok", 20, law(100));
        List<TenantIsolation> found =
                Objects.requireNonNull(analysed(record).tenants()).isolations();
        assertThat(found).extracting(TenantIsolation::name).containsExactly("a beside c", "b beside c");
        assertThat(Objects.requireNonNull(found.get(0).ratio()).high()).isLessThan(1.5);
        assertThat(Objects.requireNonNull(found.get(1).ratio()).low()).isGreaterThan(2.5);
    }

    @Test
    void eachTenantHasItsSums() {
        SyntheticRecord record = phases(10, 20)
                .samples(QUIET, "ok", 20, law(100))
                .samples("quiet: other", "http-500", 5, law(100))
                .count(QUIET, "tokens-in", "swift", 30)
                .count(QUIET, "tokens-out", "swift", 3)
                .count(QUIET, "model-calls", "swift", 3)
                .count("noisy: run task", "tokens-in", "swift", 70)
                .count("noisy: run task", "model-calls", "swift", 7);
        Tenants tenants = Objects.requireNonNull(analysed(record).tenants());
        assertThat(tenants.names()).containsExactly("noisy", "quiet");
        Tenants.TenantResult run = tenants.result("quiet", "*").orElseThrow();
        assertThat(run.total().count()).isEqualTo(10 * 20 + 20 * 25);
        assertThat(run.total().failed()).isEqualTo(100);
        assertThat(tenants.result("quiet", "together").orElseThrow().total().throughputPerSec())
                .isEqualTo(25);
        assertThat(Objects.requireNonNull(Objects.requireNonNull(run.agents()).tokens())
                        .in())
                .isEqualTo(600);
        assertThat(tenants.result("noisy", "alone")).isEmpty();
        assertThat(tenants.result("noisy", "*").orElseThrow().total().count()).isEqualTo(2_000);
    }

    @Test
    void noTenantsNoResults() {
        assertThat(analysed(new SyntheticRecord(7)
                                .phase("steady", "steady", 10, 20)
                                .samples("GET: x", "ok", 20, law(100)))
                        .tenants())
                .isNull();
    }
}
