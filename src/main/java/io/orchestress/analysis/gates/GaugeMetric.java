package io.orchestress.analysis.gates;

import io.orchestress.record.ResourceResults.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A resource over the seconds in which it was read, such as {@code target.rss.max}. */
record GaugeMetric(String subject, String name, String of) implements GateMetric {
    static final List<String> FIGURES = List.of("mean", "min", "max", "first", "last");
    /** Seconds that must have been read. */
    private static final long ENOUGH_SECONDS = 5;
    /** Of the time judged that must have been read for a limit to be kept. */
    private static final double SHARE_READ = 0.5;

    /** By subject and name. */
    static final Map<String, Dimension> GAUGES = new TreeMap<>(Map.ofEntries(
            Map.entry("target.cpu", Dimension.SHARE),
            Map.entry("target.rss", Dimension.BYTES),
            Map.entry("target.threads", Dimension.COUNT),
            Map.entry("target.open-files", Dimension.COUNT),
            Map.entry("target.disk-read", Dimension.BYTE_RATE),
            Map.entry("target.disk-write", Dimension.BYTE_RATE),
            Map.entry("host.cpu", Dimension.SHARE),
            Map.entry("host.steal", Dimension.SHARE),
            Map.entry("host.memory", Dimension.SHARE),
            Map.entry("host.load", Dimension.COUNT),
            Map.entry("injector.cpu", Dimension.SHARE),
            Map.entry("injector.run-queue-wait", Dimension.SHARE),
            Map.entry("injector.heap", Dimension.BYTES),
            Map.entry("injector.threads", Dimension.COUNT),
            Map.entry("injector.gc-count", Dimension.COUNT),
            Map.entry("injector.gc-pause", Dimension.SHARE)));

    /** Empty where the word names none. */
    static Optional<GateMetric> of(String word) {
        int last = word.lastIndexOf('.');
        int first = word.indexOf('.');
        return first >= 0
                        && last > first
                        && GAUGES.containsKey(word.substring(0, last))
                        && FIGURES.contains(word.substring(last + 1))
                ? Optional.of(new GaugeMetric(
                        word.substring(0, first), word.substring(first + 1, last), word.substring(last + 1)))
                : Optional.empty();
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        GAUGES.keySet().forEach(gauge -> FIGURES.forEach(figure -> words.add(gauge + "." + figure)));
        return words;
    }

    @Override
    public String word() {
        return subject + "." + name + "." + of;
    }

    @Override
    public Dimension dimension() {
        return GAUGES.getOrDefault(subject + "." + name, Dimension.COUNT);
    }

    @Override
    public Better better() {
        return Better.LOWER;
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
    public List<String> names(Scope place) {
        return List.of();
    }

    @Override
    public Optional<MetricValue> at(Scope place, String ignored, Percentiles percentiles) {
        return place.gauges().stream()
                .filter(gauge -> gauge.subject().equals(subject) && gauge.name().equals(name))
                .findFirst()
                .map(gauge -> {
                    MetricValue reading = MetricValue.of(inUnit(value(gauge)), gauge.samples(), "seconds");
                    return gauge.samples() < SHARE_READ * place.seconds()
                            ? reading.doubtful("it was read in only " + gauge.samples() + " of "
                                    + Math.round(place.seconds()) + " s: what was not read keeps no limit")
                            : reading;
                });
    }

    @Override
    public long needed(long minSamples) {
        return ENOUGH_SECONDS;
    }

    private double value(Gauge gauge) {
        return switch (of) {
            case "mean" -> gauge.mean();
            case "min" -> gauge.min();
            case "max" -> gauge.max();
            case "first" -> gauge.first();
            default -> gauge.last();
        };
    }

    private double inUnit(double value) {
        return switch (dimension()) {
            case SHARE -> 100 * value;
            case BYTES, BYTE_RATE -> value / 1e6;
            default -> value;
        };
    }
}
