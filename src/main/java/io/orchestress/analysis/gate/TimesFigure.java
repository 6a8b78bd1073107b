package io.orchestress.analysis.gate;

import io.orchestress.run.AgentResult.Times;
import io.orchestress.run.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A time of agents, such as {@code ttft.p95}. */
record TimesFigure(String metric, Stat stat) implements Figure {
    static final List<String> METRICS =
            List.of("ttft", "itl", "icl", "tpot", "stream", "task", "spawn", "queue-wait", "step");

    /** Empty where the word names none. */
    static Optional<Figure> of(String word) {
        int dot = word.indexOf('.');
        if (dot < 0 || !METRICS.contains(word.substring(0, dot))) {
            return Optional.empty();
        }
        return Stat.of(word.substring(dot + 1)).map(stat -> new TimesFigure(word.substring(0, dot), stat));
    }

    @Override
    public String word() {
        return metric + "." + stat.name();
    }

    @Override
    public Dimension dimension() {
        return Dimension.TIME;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean byLoadPhase() {
        return true;
    }

    @Override
    public String ofWhat() {
        return "request or task";
    }

    @Override
    public List<String> names(Place place) {
        return times(place)
                .map(Times::request)
                .filter(name -> !name.equals(SeriesKey.ALL_REQUESTS))
                .toList();
    }

    @Override
    public Optional<Reading> at(Place place, String name, Percentiles percentiles) {
        // All together are listed where there are several; the only one is all of them.
        Optional<Times> found = times(place)
                .filter(t -> t.request().equals(name))
                .findFirst()
                .or(() -> name.equals(SeriesKey.ALL_REQUESTS) ? times(place).findFirst() : Optional.empty());
        return found.flatMap(times -> LatencyFigure.of(
                        stat, times.micros(), percentiles, place.name(), times.request(), Optional.of(metric))
                .map(millis -> new Reading(
                        millis,
                        times.count(),
                        times.count(),
                        "times",
                        LatencyFigure.tail(stat, times.count(), "times").replaceFirst("^; ", ""))));
    }

    @Override
    public boolean needsHistograms() {
        return !stat.isRecorded();
    }

    private Stream<Times> times(Place place) {
        return place.agents().stream()
                .flatMap(agents -> agents.metrics().stream())
                .filter(times -> times.name().equals(metric));
    }
}
