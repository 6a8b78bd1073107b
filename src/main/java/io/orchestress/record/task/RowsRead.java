package io.orchestress.record.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orchestress.text.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link io.orchestress.metrics.RowLog} holds beside its rows. Lines that are none are counted and passed over: the file may have been
 * cut where its writer was killed.
 *
 * @param name of its file
 * @param row what one of them is
 * @param clock how its times relate to the wall clock; empty: it does not say
 * @param count of the rows that were read
 * @param badLines that are no rows
 * @param lost rows that were not written because the disk was slower than the run
 * @param isWhole whether its last line is the one that ends it
 * @param observedNanos until when the target was observed after the load, by the same clock; 0: it is not said
 */
public record RowsRead(
        String name,
        String row,
        Optional<Clock> clock,
        long count,
        long badLines,
        long lost,
        boolean isWhole,
        long observedNanos) {
    /** Name in the last line. */
    public static final String OBSERVED = "observed";

    private static final JsonFactory JSON = new JsonFactory();

    /** One moment by both clocks. */
    public record Clock(long nanos, Instant at) {
        /** A moment of the monotonic clock. */
        public Instant at(long otherNanos) {
            return at.plusNanos(otherNanos - nanos);
        }
    }

    /** Whether all rows that there were have been read. */
    public boolean isComplete() {
        return isWhole && lost == 0 && badLines == 0;
    }

    /** What is missing from it, a sentence's part each; empty: nothing. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (lost > 0) {
            doubts.add(Format.count(lost, row) + " could not be written to " + name);
        }
        if (!isWhole) {
            doubts.add(name + " has no end");
        }
        if (badLines > 0) {
            doubts.add(Format.count(badLines, "line") + " of " + name + " cannot be read");
        }
        return doubts;
    }

    /** Makes rows of lines, one after the other. */
    interface Form<R> {
        /** Another line. */
        void begins();

        /**
         * One member of the line's object; what stands twice counts as it stands last.
         *
         * @param at its value, which is left there or read to its end
         */
        void member(String name, JsonParser at) throws IOException;

        /**
         * What the line is; null: no row.
         *
         * @throws IllegalArgumentException when it contradicts itself
         */
        @Nullable
        R row();
    }

    /** The first texts of a list. */
    static List<String> texts(JsonParser at, int most) throws IOException {
        List<String> texts = new ArrayList<>(2);
        if (at.currentToken() == JsonToken.START_ARRAY) {
            while (at.nextToken() != JsonToken.END_ARRAY) {
                if (texts.size() < most) {
                    texts.add(at.getValueAsString(""));
                }
                at.skipChildren();
            }
        }
        return texts;
    }

    /**
     * Shows each row, in the order in which they were written.
     *
     * @throws io.orchestress.record.RecordException when the file cannot be read; what it holds is no reason
     */
    static <R> RowsRead of(Path file, String row, Form<R> form, Consumer<R> sink) {
        Reading<R> reading = new Reading<>(row, form, sink);
        BoundedLines.each(file, reading::line);
        return reading.result(String.valueOf(file.getFileName()));
    }

    /** The clock alone, which is in the first line. */
    static Optional<Clock> clockOf(Path file) {
        Reading<Object> reading = new Reading<>("", new NoRow(), row -> {});
        reading.line(BoundedLines.first(file));
        return reading.clock;
    }

    /** Of a file of which the rows are not looked at. */
    private static final class NoRow implements Form<Object> {
        @Override
        public void begins() {}

        @Override
        public void member(String name, JsonParser at) {}

        @Override
        public @Nullable Object row() {
            return null;
        }
    }

    private static final class Reading<R> {
        private final String row;
        private final String rows;
        private final Form<R> form;
        private final Consumer<R> sink;
        private Optional<Clock> clock = Optional.empty();
        private long count;
        private long bad;
        private long lost;
        private boolean whole;
        private long observed;

        private boolean hasNanos;
        private boolean hasCount;
        private long nanos;
        private String at = "";
        private long lostOfLine;
        private long observedOfLine;

        Reading(String row, Form<R> form, Consumer<R> sink) {
            this.row = row;
            this.rows = row + "s";
            this.form = form;
            this.sink = sink;
        }

        void line(String line) {
            whole = false;
            R made = row(line);
            if (made != null) {
                count++;
                sink.accept(made);
            }
        }

        private @Nullable R row(String line) {
            try (JsonParser json = JSON.createParser(line)) {
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    members(json);
                    R made = form.row();
                    if (made == null) {
                        other();
                    }
                    return made;
                }
                bad++;
            } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
                bad++;
            }
            return null;
        }

        private void members(JsonParser json) throws IOException {
            form.begins();
            hasNanos = false;
            hasCount = false;
            at = "";
            lostOfLine = 0;
            observedOfLine = 0;
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                ofFile(name, json);
                form.member(name, json);
                json.skipChildren();
            }
        }

        private void ofFile(String name, JsonParser json) throws IOException {
            switch (name) {
                case "nanos" -> {
                    hasNanos = true;
                    nanos = json.getValueAsLong();
                }
                case "at" -> at = json.getValueAsString("");
                case "lost" -> lostOfLine = json.getValueAsLong();
                case OBSERVED -> observedOfLine = json.getValueAsLong();
                default -> hasCount |= name.equals(rows);
            }
        }

        private void other() {
            if (hasNanos) {
                clock = Optional.of(new Clock(nanos, Instant.parse(at)));
            } else if (hasCount) {
                lost += Math.max(0, lostOfLine);
                observed = observedOfLine;
                whole = true;
            } else {
                bad++;
            }
        }

        RowsRead result(String name) {
            return new RowsRead(name, row, clock, count, bad, lost, whole, observed);
        }
    }
}
