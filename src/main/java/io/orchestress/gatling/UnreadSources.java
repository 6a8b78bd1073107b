package io.orchestress.gatling;

import io.orchestress.record.RunMessages;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What could not be read of target and machine, and why: said at once, and kept for the record. What the orchestrator that we bring along does not
 * tell is no business of the user's: it is kept only. Safe for use by any number of threads.
 */
final class UnreadSources {
    private final List<String> sentences = new ArrayList<>();
    private final Set<String> noted = new HashSet<>();
    private final Excerpt excerpt = new Excerpt(List.of());
    private final PrintStream out;

    UnreadSources(PrintStream out) {
        this.out = out;
    }

    synchronized void tell(String sentence) {
        String fit = excerpt.of(sentence);
        if (!fit.contains(MonitoringPlan.OWN_PAGE)) {
            out.println(fit);
        }
        if (sentences.size() < RunMessages.MOST_UNREAD) {
            sentences.add(fit);
        }
    }

    /** For the record only. */
    synchronized void keep(String sentence) {
        if (sentences.size() < RunMessages.MOST_UNREAD) {
            sentences.add(excerpt.of(sentence));
        }
    }

    /** What of the answers to a request was not understood, or taken for what it does not say: each once. */
    synchronized void note(String request, String note) {
        if (noted.size() < RunMessages.MOST_UNREAD && noted.add(request + ": " + note)) {
            tell(request + ": " + note);
        }
    }

    synchronized List<String> all() {
        return List.copyOf(sentences);
    }
}
