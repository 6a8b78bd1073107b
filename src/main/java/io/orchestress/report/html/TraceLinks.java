package io.orchestress.report.html;

import io.orchestress.record.sample.Sample;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import io.orchestress.trace.TraceId;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Ids of traces as the page shows them.
 *
 * @param address of a trace by its id; empty: there is none
 */
record TraceLinks(UnaryOperator<String> address) {
    /**
     * A trace.
     *
     * @param address empty: there is none
     * @param sampled whether it was asked to be recorded
     */
    record Trace(String id, String address, boolean sampled) {}

    Trace of(String id, boolean sampled) {
        String link = TraceId.parse(id).isPresent() ? address.apply(id) : "";
        return new Trace(PlainText.clean(id), link, sampled);
    }

    /** Null where the sample carried none. */
    @Nullable
    Trace of(Sample sample) {
        return sample.isTraced() ? of(sample.trace(), sample.sampled()) : null;
    }

    /** The trace of a task by its mark; null: it is not among the samples. */
    @Nullable
    Trace ofTask(RunFacts facts, String mark) {
        return facts.findings().samples().all().stream()
                .filter(one -> one.isTask() && one.isTraced() && one.task().equals(mark))
                .findFirst()
                .map(this::of)
                .orElse(null);
    }
}
