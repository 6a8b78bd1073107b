package io.orchestress.analysis.gates;

import io.orchestress.record.Better;
import io.orchestress.record.metric.GaugeStat;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.record.metric.RunPart;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A resource over the seconds in which it was read, such as {@code target.rss.max}. */
record GaugeMetric(ResourceMetric resource, GaugeStat stat) implements GateMetric {
    /** Seconds that must have been read. */
    private static final long ENOUGH_SECONDS = 5;
    /** Of the time judged that must have been read for a limit to be kept. */
    private static final double SHARE_READ = 0.5;

    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** Empty where the word names none. */
    static Optional<GateMetric> of(String word) {
        int last = word.lastIndexOf('.');
        return last < 0
                ? Optional.empty()
                : ResourceMetric.of(word.substring(0, last))
                        .flatMap(resource -> Stream.of(GaugeStat.values())
                                .filter(stat -> stat.label().equals(word.substring(last + 1)))
                                .findFirst()
                                .map(stat -> new GaugeMetric(resource, stat)));
    }

    @Override
    public String word() {
        return resource.metric(stat);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(resource.quantity());
    }

    @Override
    public Better better() {
        return resource.better();
    }

    @Override
    public boolean byLoadPhase() {
        return false;
    }

    /** What the operating system counts is counted, however late the injector was. */
    @Override
    public boolean holdsInjectorsWaiting() {
        return false;
    }

    @Override
    public String ofWhat() {
        return "";
    }

    @Override
    public List<String> names(RunPart place) {
        return List.of();
    }

    @Override
    public Optional<MeasuredMetric> at(RunPart place, String ignored, Percentiles percentiles) {
        return place.gauges().stream()
                .filter(gauge -> gauge.subject().equals(resource.subject())
                        && gauge.name().equals(resource.resource()))
                .findFirst()
                .map(gauge -> {
                    MeasuredMetric reading = MeasuredMetric.of(inUnit(stat.of(gauge)), gauge.samples(), "readings");
                    return gauge.samples() < SHARE_READ * place.seconds()
                            ? reading.doubtful("only " + gauge.samples() + " of "
                                    + Format.duration(place.seconds())
                                    + " have a reading; the others do not count as within the limit")
                            : reading;
                });
    }

    @Override
    public long needed(long minSamples) {
        return ENOUGH_SECONDS;
    }

    /** A resource is recorded in bytes, seconds and shares from 0 to 1. */
    private double inUnit(double value) {
        return switch (dimension()) {
            case SHARE -> 100 * value;
            case BYTES, BYTE_RATE -> value / BYTES_PER_MEGABYTE;
            case TIME -> MILLIS_PER_SECOND * value;
            case RATE, COUNT, SCORE, MONEY -> value;
        };
    }
}
