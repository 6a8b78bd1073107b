package io.orchestress.gatling;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunMessages.FailureWords;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * What the target said when requests failed: the record counts failures by class, and why is what its reader asks next. For each request
 * and class the first few different texts are kept. Safe for use by any number of threads; event loops call {@link #failed}, which prints
 * nothing and holds no more than a fixed amount of text.
 */
final class FailureLog {
    /** A target that fails in ever new ways must not flood the console. */
    private static final int MOST_TOLD = 20;

    /** Of one kind: where all that differs is a secret, the event loop must not look for it in each of them. */
    private static final int MOST_EXCERPTS = 16;

    /** What is looked at to see whether a text is known already. */
    private static final int COMPARED = 512;

    private final Excerpt excerpt;
    private final Map<Kind, Heard> heard = new ConcurrentHashMap<>();
    private final AtomicInteger kinds = new AtomicInteger();
    private final Queue<String> news = new ArrayBlockingQueue<>(MOST_TOLD);

    private record Kind(String request, FailureClass outcome) {}

    private record First(String raw, String text, int phase, double atSeconds, LongAdder count) {}

    /** Those of one kind. */
    private final class Heard {
        private final int order;
        private final LongAdder count = new LongAdder();
        private final AtomicInteger excerpts = new AtomicInteger();
        private volatile List<First> texts = List.of();

        Heard(int order) {
            this.order = order;
        }

        void add(Kind kind, String detail, int phase, double atSeconds) {
            count.increment();
            String raw = detail.length() <= COMPARED ? detail : detail.substring(0, COMPARED);
            if (counted(raw)
                    || texts.size() >= FailureWords.MOST_TEXTS
                    || excerpts.get() >= MOST_EXCERPTS
                    || excerpts.getAndIncrement() >= MOST_EXCERPTS) {
                return;
            }
            addText(kind, raw, new First(raw, excerpt.of(detail), phase, atSeconds, new LongAdder()));
        }

        private boolean counted(String raw) {
            for (First known : texts) {
                if (known.raw.equals(raw)) {
                    known.count.increment();
                    return true;
                }
            }
            return false;
        }

        private synchronized void addText(Kind kind, String raw, First next) {
            if (counted(raw)) {
                return;
            }
            for (First known : texts) {
                if (known.text.equals(next.text)) {
                    known.count.increment();
                    return;
                }
            }
            if (texts.size() < FailureWords.MOST_TEXTS) {
                next.count.increment();
                List<First> more = new ArrayList<>(texts);
                more.add(next);
                texts = List.copyOf(more);
                if (texts.size() == 1 && order < MOST_TOLD) {
                    news.offer("!! first failure of '" + excerpt.of(kind.request) + "': " + kind.outcome + " – "
                            + next.text);
                }
            }
        }
    }

    FailureLog(Excerpt excerpt) {
        this.excerpt = excerpt;
    }

    /**
     * A request has failed.
     *
     * @param detail what the target said, or how the connection broke
     * @param phase index of the one in which the request started
     * @param atSeconds since the load started
     */
    void failed(String request, FailureClass outcome, String detail, int phase, double atSeconds) {
        if (outcome.equals(FailureClass.UNFINISHED)) {
            return; // that the load stopped is no word of the target's
        }
        Kind kind = new Kind(request, outcome);
        Heard known = heard.get(kind);
        if (known == null) {
            if (kinds.get() >= RunMessages.MOST_KINDS) {
                return;
            }
            known = heard.computeIfAbsent(kind, k -> new Heard(kinds.getAndIncrement()));
        }
        known.add(kind, detail, phase, atSeconds);
    }

    /** Prints what failed for the first time since the last call; returns whether anything did. */
    boolean tell(PrintStream out) {
        boolean told = false;
        for (String line = news.poll(); line != null; line = news.poll()) {
            out.println(line);
            told = true;
        }
        return told;
    }

    /** What is kept, in the order in which the kinds were first seen. */
    List<FailureWords> words(IntFunction<String> phaseName) {
        return heard.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().order))
                .limit(RunMessages.MOST_KINDS)
                .map(entry -> new FailureWords(
                        entry.getKey().request,
                        entry.getKey().outcome,
                        entry.getValue().count.sum(),
                        entry.getValue().texts.stream()
                                .map(first -> new RunMessages.Text(
                                        first.text,
                                        first.count.sum(),
                                        phaseName.apply(first.phase),
                                        Math.round(first.atSeconds * 1000) / 1000.0))
                                .toList()))
                .toList();
    }
}
