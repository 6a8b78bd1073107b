package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunMessages.FailureWords;
import io.orchestress.record.RunRecord;
import io.orchestress.report.FailedRequests.Kind;
import io.orchestress.testkit.SyntheticFindings;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedRequestsTest {
    private static Kind kind(String request, String failureClass, long count) {
        return new Kind(request, FailureClass.of(failureClass), count, 0, 0, List.of());
    }

    @Test
    void ofEachClassTheMostFrequentIsAmongTheFirst() {
        List<Kind> kinds = List.of(
                kind("a", "timeout", 9), kind("b", "timeout", 8), kind("c", "timeout", 7), kind("a", "http-401", 1));
        assertThat(FailedRequests.top(kinds, 3)).containsExactly(kinds.get(0), kinds.get(1), kinds.get(3));
        assertThat(FailedRequests.top(kinds, 9)).isEqualTo(kinds);
        assertThat(FailedRequests.top(List.of(), 3)).isEmpty();
    }

    /** They are in no rate of the target's, but their reader wants to know why. */
    @Test
    void whatTheInjectorCouldNotSendHasWordsAndNoPlaceInTheCounts() {
        RunRecord calm = SyntheticFindings.calm().build().record();
        RunRecord starved = calm.withSaid(new RunMessages(
                List.of(new FailureWords(
                        "run task",
                        FailureClass.INJECTOR,
                        3,
                        List.of(new RunMessages.Text(
                                "the load generator could not send it: Too many open files", 3, "steady", 4)))),
                List.of()));
        assertThat(FailedRequests.of(calm)).isEmpty();
        assertThat(FailedRequests.of(starved)).singleElement().satisfies(kind -> {
            assertThat(kind.count()).isEqualTo(3);
            assertThat(kind.firstWords()).endsWith("Too many open files");
        });
        assertThat(FailedRequests.table(starved).column(3).toList())
                .containsExactly("the load generator could not send it: Too many open files");
    }

    @Test
    void whatFailedAfterThePlanHasARowOfItsOwn() {
        RunRecord calm = SyntheticFindings.calm().build().record();
        PhaseResult failing = SyntheticFindings.spike().build().record().phases().stream()
                .filter(phase -> !phase.warmUp() && phase.requests().stream().anyMatch(r -> r.failed() > 0))
                .findFirst()
                .orElseThrow();
        long failed =
                failing.requests().stream().mapToLong(RequestResult::failed).sum();

        List<Kind> kinds = FailedRequests.of(calm.withAfterPlan(failing));

        assertThat(kinds).isNotEmpty().allSatisfy(kind -> {
            assertThat(kind.count()).isZero();
            assertThat(kind.counted()).isEqualTo("0 (" + kind.afterPlan() + " after the plan)");
        });
        assertThat(kinds.stream().mapToLong(Kind::afterPlan).sum()).isEqualTo(failed);
        assertThat(new Kind("a", FailureClass.TIMEOUT, 12, 3, 2, List.of()).counted())
                .isEqualTo("12 (and 2 after the plan)");
        assertThat(new Kind("a", FailureClass.TIMEOUT, 0, 3, 2, List.of()).counted())
                .isEqualTo("0 (3 in warm-up, 2 after the plan)");
    }
}
