package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.SeriesKey;
import io.orchestress.text.LatencyUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * HdrHistogram's interval log, with tags or without. A tag is the name of a request that succeeded; in a log of Orchestress it is
 * phase, request and class. Values keep the middle of their bucket.
 */
final class HdrLog implements ForeignFile {
    private static final String VALID =
            "HdrHistogram interval log: [Tag=<name>,]<start s>,<length s>,<max>,<histogram>";
    private static final Pattern START = Pattern.compile("#\\[StartTime: ([0-9.]{1,20})[^0-9.].*");
    private static final Pattern BASE = Pattern.compile("#\\[BaseTime: ([0-9.]{1,20})[^0-9.].*");
    private static final String OURS = "#[Orchestress interval log: microseconds;";
    private static final String UNTAGGED = "requests";
    private static final double YEAR_SECONDS = 366 * 86_400.0;
    private static final double LONGEST_SECONDS = 86_400;
    private static final long MOST_SAMPLES = 1_000_000_000_000L;
    /** 2000-01-01 and 2100-01-01. */
    private static final double FIRST_SECONDS = 946_684_800;

    private static final double LAST_SECONDS = 4_102_444_800.0;

    private final @Nullable LatencyUnit givenUnit;

    /** @param givenUnit unit of the values; null where the log is to tell */
    HdrLog(@Nullable LatencyUnit givenUnit) {
        this.givenUnit = givenUnit;
    }

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        Lines lines = new Lines(file, in);
        RunInfo.Builder facts = new RunInfo.Builder();
        Reading reading = new Reading(file, events);
        while (lines.advance()) {
            try {
                reading.line(lines.text());
            } catch (IllegalArgumentException | WholeFileException | DataFormatException | ArithmeticException e) {
                // A line stands for any number of requests: none may be missing.
                throw lines.unreadable(String.valueOf(e.getMessage()), VALID, e);
            }
        }
        if (lines.isTorn() && lines.advanceToTorn()) {
            last(lines, reading, facts);
        }
        return facts.build();
    }

    private static void last(Lines lines, Reading reading, RunInfo.Builder facts) {
        try {
            reading.line(lines.text());
            facts.remark("Line " + lines.number() + ", the last one, has no end of line. It is whole and was counted.");
        } catch (IllegalArgumentException | DataFormatException e) {
            facts.torn("line " + lines.number());
        }
    }

    private final class Reading {
        private final Path file;
        private final ImportEvents events;
        private final Histogram micros = new Histogram(
                LatencyBuckets.LOWEST_MICROS, LatencyBuckets.HIGHEST_MICROS, LatencyBuckets.SIGNIFICANT_DIGITS);
        private boolean ours;
        private double startSeconds = Double.NaN;
        private double baseSeconds = Double.NaN;

        Reading(Path file, ImportEvents events) {
            this.file = file;
            this.events = events;
        }

        void line(String line) throws DataFormatException {
            if (line.startsWith("#")) {
                ours |= line.startsWith(OURS);
                startSeconds = seconds(START.matcher(line), startSeconds);
                baseSeconds = seconds(BASE.matcher(line), baseSeconds);
            } else if (!line.isBlank() && !line.startsWith("\"")) {
                histogram(line);
            }
        }

        private static double seconds(Matcher matcher, double otherwise) {
            return matcher.matches() ? Double.parseDouble(matcher.group(1)) : otherwise;
        }

        private void histogram(String line) throws DataFormatException {
            String tag = "";
            String rest = line;
            if (line.startsWith("Tag=")) {
                int comma = line.indexOf(',');
                tag = line.substring(4, comma < 0 ? line.length() : comma);
                rest = line.substring(comma + 1);
            }
            String[] fields = rest.split(",", 4);
            if (fields.length < 4) {
                throw new IllegalArgumentException("it has " + fields.length + " fields, not 4");
            }
            double start = base(number(fields[0])) + number(fields[0]);
            double length = number(fields[1]);
            if (!(length >= 0 && length <= LONGEST_SECONDS)) {
                throw new IllegalArgumentException("an interval of " + fields[1] + " s is not from 0 to a day");
            }
            fill(fields[3].strip(), unit());
            if (micros.getTotalCount() > 0) {
                SeriesKey series = ours ? SeriesKey.parse(tag) : named(tag);
                requirePlausible(start, fields[0]);
                events.interval(
                        series.phase(),
                        series.request(),
                        series.outcomeClass(),
                        Math.round(start * 1e6),
                        Math.round((start + length) * 1e6),
                        micros);
            }
        }

        private static SeriesKey named(String tag) {
            return new SeriesKey(
                    "", tag.isEmpty() || tag.equals(SeriesKey.ALL_REQUESTS) ? UNTAGGED : tag, FailureClass.OK);
        }

        /** As HistogramLogReader does: times far before the start of the log are relative to it. */
        private double base(double time) {
            if (!Double.isNaN(baseSeconds)) {
                return baseSeconds;
            }
            if (Double.isNaN(startSeconds) && time < YEAR_SECONDS) {
                throw new ImportException(
                        file,
                        "does not say when it was written",
                        "a log with a line #[StartTime: <seconds since 1970> (seconds since epoch)]");
            }
            return !Double.isNaN(startSeconds) && time < startSeconds - YEAR_SECONDS ? startSeconds : 0;
        }

        private void requirePlausible(double start, String field) {
            if (!(start >= FIRST_SECONDS && start < LAST_SECONDS)) {
                throw new ImportException(
                        file,
                        "has an interval that starts "
                                + (Math.abs(start) < 1e11
                                        ? "at " + Timestamps.instant(Math.round(start * 1e6))
                                        : start + " s after 1970")
                                + ", not from 2000 to 2100: "
                                + told("StartTime", startSeconds) + told("BaseTime", baseSeconds)
                                + "its own time " + field
                                + ", taken as seconds: milliseconds, or a clock that starts with"
                                + " the machine?",
                        "times in seconds since 1970");
            }
        }

        private static String told(String what, double seconds) {
            return Double.isNaN(seconds)
                    ? ""
                    : what + " "
                            + new java.math.BigDecimal(seconds)
                                    .setScale(3, java.math.RoundingMode.HALF_UP)
                                    .stripTrailingZeros()
                                    .toPlainString()
                            + ", taken as seconds since 1970, and ";
        }

        private LatencyUnit unit() {
            if (givenUnit == null && !ours) {
                throw new ImportException(
                        file,
                        "does not say in which unit its values are",
                        "--unit ns, --unit us, --unit ms or --unit s");
            }
            return givenUnit == null || ours ? LatencyUnit.US : givenUnit;
        }

        private void fill(String payload, LatencyUnit unit) throws DataFormatException {
            micros.reset();
            Histogram values;
            try {
                values = Histogram.decodeFromCompressedByteBuffer(
                        ByteBuffer.wrap(Base64.getDecoder().decode(payload)), 1);
            } catch (java.nio.BufferUnderflowException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("its histogram is cut short", e);
            }
            for (HistogramIterationValue value : values.recordedValues()) {
                long inMicros = unit.micros(values.medianEquivalentValue(value.getValueIteratedTo()));
                if (inMicros > LatencyBuckets.HIGHEST_MICROS) {
                    throw new IllegalArgumentException("a value of " + value.getValueIteratedTo() + " "
                            + unit.name().toLowerCase(java.util.Locale.ROOT)
                            + " is longer than a day: is the unit right?");
                }
                long count = value.getCountAtValueIteratedTo();
                if (count > MOST_SAMPLES - micros.getTotalCount()) {
                    throw new IllegalArgumentException("an interval holds more than 10^12 samples");
                }
                micros.recordValueWithCount(inMicros, count);
            }
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text + "' is not a number of seconds", e);
            }
        }
    }
}
