package io.orchestress.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the exports of one signal go: the first that fails is told at once, and all of them in one sentence at the end. Safe for use by any number of threads. */
final class ExportLog {
    private final String what;
    private final String where;
    private final Consumer<String> tell;
    private @Nullable String words;
    private String lastWords = "";
    private long exports;
    private long failed;
    private boolean told;

    /**
     * @param what is exported, in the plural
     * @param tell takes a sentence, on a thread of the export
     */
    ExportLog(String what, OtlpSignal signal, Consumer<String> tell) {
        this.what = what;
        where = signal.shownEndpoint();
        this.tell = tell;
    }

    /** In words why the export under way failed, or what of it was not taken. */
    synchronized void refused(String why) {
        words = why;
    }

    /** An export is over. One that was taken in part has failed, too. */
    void ended(boolean arrived) {
        String sentence = "";
        synchronized (this) {
            exports++;
            String why = words;
            words = null;
            if (!arrived || why != null) {
                failed++;
                lastWords = why == null ? "no response" : why;
                if (!told) {
                    told = true;
                    sentence = "OpenTelemetry: " + what + " do not reach " + where + ": " + lastWords
                            + ". The run goes on without.";
                }
            }
        }
        if (!sentence.isEmpty()) {
            tell.accept(sentence);
        }
    }

    /**
     * What the record keeps; empty: all that there was has arrived.
     *
     * @param spans that there were; of metrics 0
     */
    synchronized Optional<String> summary(long spans, long lost) {
        List<String> said = new ArrayList<>();
        if (failed > 0) {
            said.add(failed + " of " + exports + " exports of " + what + " to " + where + " failed, the last: "
                    + lastWords);
        }
        if (lost > 0) {
            said.add(lost + " of " + spans + " spans were lost");
        }
        return said.isEmpty() ? Optional.empty() : Optional.of("OpenTelemetry: " + String.join("; ", said) + ".");
    }
}
