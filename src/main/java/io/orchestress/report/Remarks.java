package io.orchestress.report;

import io.orchestress.record.RunMessages;
import io.orchestress.record.RunRecord;
import io.orchestress.text.PlainText;
import java.util.List;

/** Remarks on how the values of a run were measured; without control characters. */
public final class Remarks {
    /** Of what could not be read a record holds no more than this; a bound has few kinds. */
    private static final int MOST = RunMessages.MOST_UNREAD;

    private Remarks() {}

    /** A sentence each: what could not be read of target or machine. */
    public static List<String> unread(RunRecord run) {
        return run.said() == null ? List.of() : clean(run.said().unread());
    }

    /** A phrase each: which bounds of what a target may invent were met. */
    public static List<String> bounds(RunRecord run) {
        return run.said() == null ? List.of() : clean(run.said().bounds());
    }

    private static List<String> clean(List<String> texts) {
        return texts.stream().limit(MOST).map(PlainText::clean).toList();
    }
}
