package io.orchestress.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.text.LiveLine;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressConsoleTest {
    private static final Plan PLAN =
            new Plan("test", List.of(phase("warm-up", 0, 4), phase("spike", 4, 6), phase("recovery", 10, 10)));

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, UTF_8);
    private final List<String> live = new ArrayList<>();

    private static Phase phase(String name, int start, int seconds) {
        return new Phase(name, PhaseKind.STEADY, false, start, 5, 5, 0, seconds, 0, Map.of());
    }

    private ProgressView.InPlace terminal(int columns) {
        return new ProgressView.InPlace(out, new LiveLine() {
            @Override
            public int columns() {
                return columns;
            }

            @Override
            public void show(String text) {
                live.add(text);
            }
        });
    }

    /** Second n has 10 × n requests, of which one fails; its p95 is 1 ms × n. */
    private static void second(ProgressConsole console, int n, String phase, String breaker) {
        console.second(n, new SecondsRecorder.Summary(phase, n, 1, 10L * n, 1, 1_000L * n, n - 1), breaker);
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }

    @Test
    void inAFileALineEveryFewSeconds() {
        ProgressConsole console = new ProgressConsole(new ProgressView.Lines(out), LivePlan.fixed(PLAN), 2);
        for (int n = 1; n <= 5; n++) {
            second(console, n, n <= 4 ? "warm-up" : "spike", "closed");
        }
        console.say("!! news");
        console.ends();

        assertThat(lines())
                .containsExactly(
                        "   2 s/20 s  warm-up      users    2  req/s       15  p95    2.00 ms  errors   6.67 %  in flight    1  breaker closed",
                        "   4 s/20 s  warm-up      users    4  req/s       35  p95    4.00 ms  errors   2.86 %  in flight    3  breaker closed",
                        "!! news");
    }

    @Test
    void onATerminalOneInPlaceAndOneForEachPhase() {
        ProgressConsole console = new ProgressConsole(terminal(130), LivePlan.fixed(PLAN), 2);
        for (int n = 1; n <= 5; n++) {
            second(console, n, n <= 4 ? "warm-up" : "spike", "closed");
        }
        assertThat(live)
                .containsExactly(
                        "[=>                      ]    5 %  warm-up (1 of 3)  19 s left  10/s  p95 1.00 ms  errors 10.0 %  1 user  0 in flight",
                        "[==>                     ]   10 %  warm-up (1 of 3)  18 s left  15/s  p95 2.00 ms  errors 6.67 %  2 users  1 in flight",
                        "[===>                    ]   15 %  warm-up (1 of 3)  17 s left  15/s  p95 2.00 ms  errors 6.67 %  2 users  1 in flight",
                        "[====>                   ]   20 %  warm-up (1 of 3)  16 s left  35/s  p95 4.00 ms  errors 2.86 %  4 users  3 in flight",
                        "[======>                 ]   25 %  spike (2 of 3)  15 s left  35/s  p95 4.00 ms  errors 2.86 %  4 users  3 in flight");
        assertThat(lines())
                .containsExactly("   4 s/20 s  warm-up             25/s  p95  4.00 ms  errors  4.00 %  4 users");

        console.ends();
        console.ends();
        assertThat(live).endsWith("");
        assertThat(lines())
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("   5 s/20 s  spike               50/s  p95  5.00 ms  errors  2.00 %  5 users");
    }

    @Test
    void aBreakerThatIsNotClosedIsSeenOnANarrowTerminalToo() {
        ProgressConsole console = new ProgressConsole(terminal(80), LivePlan.fixed(PLAN), 1);
        second(console, 5, "spike", "TRIPPED");
        assertThat(live).containsExactly("[===>        ]   25 %  spike (2 of 3)  15 s left  breaker TRIPPED  10/s");
    }

    @Test
    void theEndOfASearchIsTheLatestAndAfterThePlanResponsesAreWaitedFor() {
        LivePlan search = LivePlan.growing(new Plan("test", List.of(phase("step-01", 0, 10))), 60, 100);
        ProgressConsole console = new ProgressConsole(terminal(80), search, 1);
        second(console, 5, "step-01", "off");
        search.add("step-02", PhaseKind.STEP, false, 5, 10, 20);
        second(console, 12, "step-02", "off");
        search.complete(20);
        second(console, 14, "step-02", "off");
        second(console, 20, "(after the plan)", "off");
        second(console, 23, "(after the plan)", "off");
        assertThat(live.stream().map(line -> line.substring(14).strip()).toList())
                .containsExactly(
                        "5 %  step-01  at most 1 min 35 s left  10/s  p95 5.00 ms",
                        "12 %  step-02  at most 1 min 28 s left  17.1/s  p95 12.0 ms",
                        "70 %  step-02 (2 of 2)  6 s left  70/s  p95 14.0 ms",
                        "100 %  (after the plan)  waiting for responses  33.3/s",
                        "100 %  (after the plan)  waiting for responses  76.7/s");
    }

    /** What was left out is not waited for. */
    @Test
    void aPlanThatIsCutShortIsOverEarlier() {
        LivePlan plan = LivePlan.fixed(new Plan(
                "test",
                List.of(
                        new Phase("step", PhaseKind.STEP, false, 0, 5, 5, 0, 50, 0, Map.of()),
                        new Phase("recovery", PhaseKind.RECOVERY, false, 50, 5, 5, 0, 10, 0, Map.of()))));
        ProgressConsole console = new ProgressConsole(new ProgressView.Lines(out), plan, 1);
        second(console, 9, "step", "closed");
        assertThat(plan.release(9)).isTrue();
        second(console, 10, "step", "paused");
        assertThat(lines().get(0)).startsWith("   9 s/60 s  step");
        assertThat(lines().get(1)).startsWith("  10 s/20 s  step").endsWith("breaker paused");
    }

    @Test
    void onGitHubTheLinesOfAPhaseAreFoldedAndNewsStandsOutside() {
        ProgressView.Groups groups = new ProgressView.Groups(out, out::print);
        ProgressConsole console = new ProgressConsole(groups, LivePlan.fixed(PLAN), 2);
        for (int n = 1; n <= 6; n++) {
            second(console, n, n <= 4 ? "warm-up" : "spike", "closed");
        }
        console.say("!! stopping the load");
        console.ends();

        assertThat(lines().stream().map(line -> line.replaceAll("(?<=s {2}(warm-up|spike)) .*", "")))
                .containsExactly(
                        "::group::warm-up",
                        "   2 s/20 s  warm-up",
                        "   4 s/20 s  warm-up",
                        "::endgroup::",
                        "   4 s/20 s  warm-up",
                        "::group::spike",
                        "   6 s/20 s  spike",
                        "::endgroup::",
                        "!! stopping the load",
                        "   6 s/20 s  spike");
        assertThat(live).isEmpty();
    }
}
