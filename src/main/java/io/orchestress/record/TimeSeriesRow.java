package io.orchestress.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * One row of {@code timeseries.csv}: one second of the run.
 *
 * @param atSeconds end of the second, since the load started
 * @param phase name of the phase at that time
 * @param users virtual users alive at the end of the second
 * @param inFlight requests sent and not answered at the end of the second
 * @param ok requests that ended well in this second
 * @param failed requests that failed in this second, timed out ones included
 * @param timedOut requests that timed out in this second
 * @param overRange requests that ended in this second after more than 24 h
 * @param p50Micros, p95Micros, p99Micros, maxMicros of what ended in this second; empty when nothing did
 */
public record TimeSeriesRow(
        double atSeconds,
        String phase,
        long users,
        long inFlight,
        long ok,
        long failed,
        long timedOut,
        long overRange,
        OptionalLong p50Micros,
        OptionalLong p95Micros,
        OptionalLong p99Micros,
        OptionalLong maxMicros) {

    /** First line of the file. */
    public static final String HEADER =
            "at_seconds,phase,users,in_flight,ok,failed,timed_out,over_range,p50_us,p95_us,p99_us,max_us";

    private static final int COLUMNS = 12;

    /** Of anything in a second, microseconds of a day included. */
    private static final long MOST = 1_000_000_000_000L;

    /**
     * Reads one line. All but the phase are numbers, so a phase may hold commas.
     *
     * @throws IllegalArgumentException when the line is no row
     */
    static TimeSeriesRow parse(String line) {
        String[] fields = line.split(",", -1);
        int figures = fields.length - COLUMNS + 2;
        if (fields.length < COLUMNS) {
            throw new IllegalArgumentException("it has " + fields.length + " columns");
        }
        double atSeconds = Double.parseDouble(fields[0]);
        if (!Double.isFinite(atSeconds)) {
            throw new IllegalArgumentException("it is at " + fields[0] + " s");
        }
        return new TimeSeriesRow(
                atSeconds,
                String.join(",", Arrays.asList(fields).subList(1, figures)),
                count(fields[figures]),
                count(fields[figures + 1]),
                count(fields[figures + 2]),
                count(fields[figures + 3]),
                count(fields[figures + 4]),
                count(fields[figures + 5]),
                optional(fields[figures + 6]),
                optional(fields[figures + 7]),
                optional(fields[figures + 8]),
                optional(fields[figures + 9]));
    }

    /** @param latency of all that ended in the second, in microseconds; may be empty */
    public static TimeSeriesRow of(
            double atSeconds,
            String phase,
            long users,
            long inFlight,
            long ok,
            long failed,
            long timedOut,
            long overRange,
            Histogram latency) {
        boolean none = latency.getTotalCount() == 0;
        return new TimeSeriesRow(
                atSeconds,
                phase,
                users,
                inFlight,
                ok,
                failed,
                timedOut,
                overRange,
                none ? OptionalLong.empty() : OptionalLong.of(latency.getValueAtPercentile(50)),
                none ? OptionalLong.empty() : OptionalLong.of(latency.getValueAtPercentile(95)),
                none ? OptionalLong.empty() : OptionalLong.of(latency.getValueAtPercentile(99)),
                none ? OptionalLong.empty() : OptionalLong.of(latency.getMaxValue()));
    }

    /** The inverse of {@link #parse}, to the millisecond. */
    String csv() {
        return String.format(Locale.ROOT, "%.3f,%s,", atSeconds, phase)
                + String.join(
                        ",",
                        List.of(
                                Long.toString(users),
                                Long.toString(inFlight),
                                Long.toString(ok),
                                Long.toString(failed),
                                Long.toString(timedOut),
                                Long.toString(overRange),
                                text(p50Micros),
                                text(p95Micros),
                                text(p99Micros),
                                text(maxMicros)));
    }

    private static String text(OptionalLong figure) {
        return figure.isPresent() ? Long.toString(figure.getAsLong()) : "";
    }

    private static OptionalLong optional(String field) {
        return field.isEmpty() ? OptionalLong.empty() : OptionalLong.of(count(field));
    }

    private static long count(String field) {
        long count = Long.parseLong(field);
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("it says " + field + ", which is not from 0 to 10^12");
        }
        return count;
    }
}
