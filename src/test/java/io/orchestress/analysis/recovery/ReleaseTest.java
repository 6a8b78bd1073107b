package io.orchestress.analysis.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.testkit.SyntheticRecord;
import io.orchestress.workload.kind.PhaseKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
    @TempDir
    private Path folder;

    private List<Release> releases(SyntheticRecord record) {
        return Release.of(RecordReader.open(record.writeTo(folder), Writer.GONE).run());
    }

    private static SyntheticRecord steady() {
        return new SyntheticRecord(1).warmUp("warm", 5).phase("steady", "steady", 10, 100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"freezeMillis": 3000}                     | freeze of 3 s                                  | 3
                    { freezeMillis = 1500 }                    | freeze of 1.5 s                                | 1.5
                    {"dieAfterMillis": 500}                    | death of the process                           | 0.5
                    {"loseSessions": true}                     | lost sessions                                  | 0
                    {"dropRate": 0.2}                          | 20 % of connections dropped                    | none
                    {"hang": true}                             | hang                                           | none
                    {"freezeMillis": 3000, "errorRate": 0.5}   | freeze of 3 s, 50 % of requests failed         | none
                    {"freezeMillis": "soon"}                   | freezeMillis soon                              | none
                    {"latencyMillis": 250, "dropRate": 0}      | 250 ms added to every answer                   | none
                    kill one node                              | kill one node                                  | none
                    {}                                         | none                                           | none
                    { }                                        | none                                           | none
                    None                                       | none                                           | none
                    {"dropRate": 0}                            | none                                           | none
                    """)
    void faultsInWords(String text, String what, String seconds) {
        PlannedPhase phase = new PlannedPhase("p", PhaseKind.STEADY, false, 0, 10, 1, 1, Map.of("fault", text));
        assertThat(InjectedFault.of(phase).map(InjectedFault::what).orElse("none"))
                .isEqualTo(what);
        assertThat(InjectedFault.of(phase)
                        .filter(fault -> fault.lastsSeconds().isPresent())
                        .map(fault -> fault.lastsSeconds().getAsDouble())
                        .map(value ->
                                value == Math.rint(value) ? String.valueOf(value.intValue()) : String.valueOf(value))
                        .orElse("none"))
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    429                                   | 429 of all models                                  | none
                    hang model=gpt share=20% for=3s       | hang of model gpt, 20 % of calls                   | 3.0
                    429 for=2s; is-error tool=a for=4s    | 429 of all models, is-error of tool a              | 4.0
                    429 for=2s; is-error tool=a           | 429 of all models, is-error of tool a              | none
                    break it                              | break it                                           | none
                    none                                  | none                                               | none
                    """)
    void faultsOfTheBackendInWords(String text, String what, String seconds) {
        PlannedPhase phase = new PlannedPhase("p", PhaseKind.FAULT, false, 0, 10, 1, 1, Map.of("backend", text));
        assertThat(InjectedFault.of(phase).map(InjectedFault::what).orElse("none"))
                .isEqualTo(what);
        assertThat(InjectedFault.of(phase)
                        .filter(fault -> fault.lastsSeconds().isPresent())
                        .map(fault -> String.valueOf(fault.lastsSeconds().getAsDouble()))
                        .orElse("none"))
                .isEqualTo(seconds);
        PlannedPhase both = new PlannedPhase(
                "p", PhaseKind.FAULT, false, 0, 10, 1, 1, Map.of("backend", text, "fault", "{\"freezeMillis\": 9000}"));
        assertThat(InjectedFault.of(both).orElseThrow().what())
                .isEqualTo("freeze of 9 s" + (what.equals("none") ? "" : ", " + what));
    }

    @Test
    void aSpikeEndsWhereTheRecoveryBegins() {
        assertThat(releases(steady().phase("spike", "spike", 20, 1000).phase("recovery", "recovery", 30, 100)))
                .singleElement()
                .satisfies(release -> {
                    assertThat(release.after()).isEqualTo("spike");
                    assertThat(release.what()).isEqualTo("1,000 users");
                    assertThat(release.reference().orElseThrow().name()).isEqualTo("steady");
                    assertThat(release.disturbedFrom()).isEqualTo(15);
                    assertThat(release.atSeconds()).isEqualTo(35);
                    assertThat(release.untilSeconds()).isEqualTo(65);
                });
    }

    /** Down from 1 000 to 100 during 10 of 30 s: mean (10 × 550 + 20 × 100) ÷ 30 = 250. */
    @Test
    void aRampDownIsNotYetTheRelease() {
        assertThat(releases(steady().phase("spike", "spike", 20, 1000)
                        .phase("recovery", "recovery", 30, 100, 250, Map.of())))
                .singleElement()
                .extracting(Release::atSeconds)
                .isEqualTo(45.0);
    }

    @Test
    void stressIsComparedWithItsFirstStep() {
        assertThat(releases(new SyntheticRecord(1)
                        .warmUp("warm", 5)
                        .phase("s1", "step", 10, 100)
                        .phase("s2", "step", 10, 200)
                        .phase("s4", "step", 10, 400)
                        .phase("recovery", "recovery", 30, 100)))
                .singleElement()
                .satisfies(release -> {
                    assertThat(release.after()).isEqualTo("stress");
                    assertThat(release.what()).isEqualTo("400 users");
                    assertThat(release.reference().orElseThrow().name()).isEqualTo("s1");
                    assertThat(release.disturbedFrom()).isEqualTo(15);
                });
    }

    @Test
    void faultsEndWithTheirPhaseOrWithinIt() {
        Map<String, String> healed = Map.of("fault", "{}");
        List<Release> releases =
                releases(steady().phase("freeze", "fault", 5, 100, 100, Map.of("fault", "{\"freezeMillis\": 3000}"))
                        .phase("after-freeze", "recovery", 20, 100, 100, healed)
                        .phase("drop", "fault", 10, 100, 100, Map.of("fault", "{\"dropRate\": 0.2}"))
                        .phase("after-drop", "recovery", 20, 100)
                        .phase("cut", "fault", 10, 100, 100, Map.of("fault", "cut")));

        assertThat(releases).extracting(Release::phase).containsExactly("after-freeze", "after-drop");
        assertThat(releases).extracting(Release::atSeconds).containsExactly(18.0, 50.0);
        assertThat(releases).extracting(Release::untilSeconds).containsExactly(40.0, 70.0);
        assertThat(releases)
                .allSatisfy(release ->
                        assertThat(release.reference().orElseThrow().name()).isEqualTo("steady"));
    }

    @Test
    void whereTheLoadMovesNothingIsWatched() {
        assertThat(releases(steady().phase("drop", "fault", 10, 100, 100, Map.of("fault", "drop"))
                        .phase("down", "ramp-down", 5, 0)))
                .isEmpty();
        assertThat(releases(steady())).isEmpty();
        assertThat(releases(new SyntheticRecord(1).phase("recovery", "recovery", 5, 1)))
                .singleElement()
                .satisfies(release -> assertThat(release.reference()).isEmpty());
    }
}
