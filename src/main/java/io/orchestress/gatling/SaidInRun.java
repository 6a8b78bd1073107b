package io.orchestress.gatling;

import io.orchestress.metrics.Measurements;
import io.orchestress.record.RunMessages;
import io.orchestress.text.Console;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a run says beside its figures: why requests failed, what of answers was not understood, which bounds it met, how tokens were refreshed. */
record SaidInRun(
        LivePlan plan,
        FailureLog failures,
        UnreadSources unread,
        Measurements measurements,
        Supplier<List<String>> boundsOfPages,
        TokenWatch token,
        RunJournal journal) {
    /** On the thread that ends a second, for an event loop neither prints nor writes. */
    void tell() {
        token.look();
        if (failures.tell(Console.out())) {
            journal.said(all());
        }
    }

    RunMessages all() {
        List<Phase> phases = plan.plan().phases();
        return new RunMessages(
                failures.words(
                        index -> index < phases.size() ? phases.get(index).name() : "after the plan"),
                unread.all(),
                Stream.concat(measurements.boundsMet().stream(), boundsOfPages.get().stream())
                        .toList(),
                token.refreshes());
    }
}
