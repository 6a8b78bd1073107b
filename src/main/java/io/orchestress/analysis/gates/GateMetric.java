package io.orchestress.analysis.gates;

import io.orchestress.record.Better;
import io.orchestress.record.metric.RunPart;
import java.util.List;
import java.util.Optional;

/** What a rule can be about. docs/gates.md has the table of all of them. */
sealed interface GateMetric permits CatalogueMetric, FailureMetric, TimeMetric, GaugeMetric {

    /** As it is written in a rule. */
    String word();

    Dimension dimension();

    /** So that a limit the wrong way round is seen. */
    Better better();

    /** Without {@code in}: whether every load phase is judged by itself, or the run without warm-up as a whole. */
    boolean byLoadPhase();

    /** Whether it can be asked of a single phase. */
    default boolean inPhases() {
        return true;
    }

    /** What {@code of} can name: requests, tasks; empty: nothing. */
    String ofWhat();

    /** Whether it is known of one tenant of several. */
    boolean isByTenant();

    /** Whether without {@code of} each name is judged by itself: there is no figure of all together. */
    default boolean eachByItself() {
        return false;
    }

    /** The names at a place from which {@code of} chooses. */
    List<String> names(RunPart place);

    /**
     * The figure at a place; empty where it was not measured.
     *
     * @param name one of {@link #names}, or {@code *}: all together
     */
    Optional<MeasuredMetric> at(RunPart place, String name, Percentiles percentiles);

    /** Whether a value below 0 has a meaning; otherwise it is a defect of what it was made of. */
    default boolean mayBeNegative() {
        return false;
    }

    /** Whether waiting of an injector that did not keep up is in it: then a limit that it breaks is not held against the target. */
    default boolean holdsInjectorsWaiting() {
        return switch (dimension()) {
            case TIME, RATE, SCORE -> true;
            case SHARE, BYTES, BYTE_RATE, MONEY, COUNT -> false;
        };
    }

    /** Whether it is of calls of the scripted backend, which has the load generator's machine wherever the target is. */
    default boolean isOfBackend() {
        return false;
    }

    /**
     * Samples before it is judged.
     *
     * @param minSamples of requests, tasks and times
     * @param relation of the rule: what one sample can break needs no more of them
     */
    default long needed(long minSamples, RunPart place, Relation relation) {
        return minSamples;
    }

    /** Samples of which none is beyond a limit, below which it is not known to be kept; 1: none needs to be. */
    default long samplesToPass() {
        return 1;
    }

    /** Whether it is a percentile: how many samples are beyond a limit, {@code run.json} knows between two bounds only. */
    default boolean isPercentile() {
        return false;
    }

    /**
     * Whether it is of samples that the histograms hold.
     *
     * @param metric a time of agents; empty: latencies of requests
     */
    default boolean isOf(Optional<String> metric) {
        return false;
    }

    /** Whether {@code run.json} lacks it, and the histograms must be read. */
    default boolean needsHistograms() {
        return false;
    }
}
