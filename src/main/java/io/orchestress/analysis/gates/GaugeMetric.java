package io.orchestress.analysis.gates;

import io.orchestress.record.Better;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.metric.GaugeStat;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.record.metric.RunPart;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A resource over the seconds in which it was read, such as {@code target.rss.max}. */
record GaugeMetric(ResourceMetric resource, GaugeStat stat) implements GateMetric {
    /** Seconds that must have been read, where there are more of them. */
    private static final long ENOUGH_SECONDS = 5;

    /** Seconds that need not have been read of a short place: a reading stands at the end of its second. */
    private static final long AT_THE_EDGE = 1;

    /** Of the time judged that must have been read for a limit to be kept. */
    private static final double SHARE_READ = 0.5;

    /** Note of a value whose readings lack because the one who reads came to nothing. */
    static final String STARVED = "the load generator had no CPU time to read resources every second";

    /** Subjects that are read wherever anything is. */
    private static final Set<String> OF_THE_WATCH = Set.of(ResourceName.INJECTOR, ResourceName.HOST);

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

    /** Always false: the operating system counts, however late the load generator is. */
    @Override
    public boolean holdsInjectorsWaiting() {
        return false;
    }

    @Override
    public String ofWhat() {
        return "";
    }

    @Override
    public boolean isByTenant() {
        return false;
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
                    MeasuredMetric reading = new MeasuredMetric(
                            inUnit(stat.of(gauge)), gauge.samples(), gauge.samples(), "readings", watch(place));
                    return gauge.samples() < Math.max(enough(place), SHARE_READ * place.seconds())
                            ? reading.doubtful("only " + gauge.samples() + " of "
                                    + Format.duration(place.seconds())
                                    + (gauge.samples() == 1 ? " has" : " have")
                                    + " a reading; the others do not count as within the limit")
                            : reading;
                });
    }

    /** One reading beyond the limit of an extreme breaks it; any other needs readings of the whole place. */
    @Override
    public long needed(long minSamples, RunPart place, Relation relation) {
        boolean oneIsEnough = stat == (relation.isUpper() ? GaugeStat.MAX : GaugeStat.MIN);
        return oneIsEnough ? 1 : enough(place);
    }

    /** Five readings; of a place that is shorter, one for each of its seconds but one. */
    private static long enough(RunPart place) {
        long seconds = place.seconds() > 0 ? (long) place.seconds() : ENOUGH_SECONDS + AT_THE_EDGE;
        return Math.max(1, Math.min(ENOUGH_SECONDS, seconds - AT_THE_EDGE));
    }

    /** Whose fault it is that little was read: the load generator reads itself and its machine, too, and both are always there. */
    private static String watch(RunPart place) {
        long most = place.gauges().stream()
                .filter(gauge -> OF_THE_WATCH.contains(gauge.subject()))
                .mapToLong(Gauge::samples)
                .max()
                .orElse(Long.MAX_VALUE);
        return most < Math.max(enough(place), SHARE_READ * place.seconds()) ? STARVED : "";
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
