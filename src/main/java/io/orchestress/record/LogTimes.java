package io.orchestress.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the comments at the head of an interval log say about its clock.
 *
 * @param startEpochSeconds {@code StartTime}, in seconds since 1970; empty when the log does not say
 * @param offsetSeconds {@code BaseTime − StartTime}: to be added to a line's time to get seconds since the start; 0 in our logs
 */
record LogTimes(OptionalDouble startEpochSeconds, double offsetSeconds) {
    private static final Pattern START = Pattern.compile("#\\[StartTime: ([0-9.]{1,20})[^0-9.].*");
    private static final Pattern BASE = Pattern.compile("#\\[BaseTime: ([0-9.]{1,20})[^0-9.].*");
    private static final int LONGEST_HEAD_BYTES = 1 << 14;

    static LogTimes read(Path file) {
        return read(file, LONGEST_HEAD_BYTES);
    }

    /** @param longestBytes that are looked at */
    static LogTimes read(Path file, int longestBytes) {
        OptionalDouble start = OptionalDouble.empty();
        OptionalDouble base = OptionalDouble.empty();
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(longestBytes), ISO_8859_1);
            for (String line :
                    head.lines().takeWhile(line -> line.startsWith("#")).toList()) {
                start = start.isPresent() ? start : seconds(START.matcher(line));
                base = base.isPresent() ? base : seconds(BASE.matcher(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double offset = start.isPresent() && base.isPresent() ? base.getAsDouble() - start.getAsDouble() : 0;
        return new LogTimes(start, offset);
    }

    private static OptionalDouble seconds(Matcher matcher) {
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(matcher.group(1)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
