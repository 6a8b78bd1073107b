package io.orchestress.gatling;

import io.orchestress.run.Said;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What could not be read of target and machine, and why: said at once, and kept for the record. What the orchestrator that we bring along does not
 * tell is no business of the user's: it is kept only. Safe for use by any number of threads.
 */
final class Unread {
    private final List<String> sentences = new ArrayList<>();
    private final Excerpt excerpt = new Excerpt(List.of());
    private final PrintStream out;

    Unread(PrintStream out) {
        this.out = out;
    }

    synchronized void tell(String sentence) {
        String fit = excerpt.of(sentence);
        if (!fit.contains(Watching.OWN_PAGE)) {
            out.println(fit);
        }
        if (sentences.size() < Said.MOST_UNREAD) {
            sentences.add(fit);
        }
    }

    synchronized List<String> all() {
        return List.copyOf(sentences);
    }
}
