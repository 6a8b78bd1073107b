package io.orchestress.record.sample;

import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code samples.jsonl} of a record holds.
 *
 * @param all in the order of the file: by phase and request, the slowest first, then failures by class in the order of their ends
 * @param leftOut such that would have been kept, and exceeded what is kept of one run
 * @param badLines that are no samples
 */
public record RunSamples(List<Sample> all, long leftOut, long badLines) {
    /** Of a record without such a file. */
    public static final RunSamples NONE = new RunSamples(List.of(), 0, 0);

    public RunSamples {
        all = List.copyOf(all);
    }

    /** What is missing from it, a sentence's part each; empty: nothing. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (leftOut > 0) {
            doubts.add(Format.count(leftOut, "sample") + " beyond the limits of " + SampleFile.FILE + " left out");
        }
        if (badLines > 0) {
            doubts.add(Format.count(badLines, "line") + " of " + SampleFile.FILE + " cannot be read");
        }
        return doubts;
    }
}
