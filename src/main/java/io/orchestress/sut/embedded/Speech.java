package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent says on a task, as it says it. */
final class Speech {
    private final StringBuilder said = new StringBuilder();
    private final List<Runnable> watchers = new ArrayList<>(1);
    private int pieces;
    private @Nullable Answer answer;

    /** The agent says a bit more. */
    void says(String piece) {
        List<Runnable> all;
        synchronized (this) {
            said.append(piece);
            pieces++;
            all = List.copyOf(watchers);
        }
        all.forEach(Runnable::run);
    }

    /** That was all of it. */
    synchronized void answered(Answer whole) {
        answer = whole;
        said.setLength(0);
        said.trimToSize();
        watchers.clear();
    }

    /** From now on it is run when there is more, on the thread of the agents; not at the end. */
    synchronized void watch(Runnable watcher) {
        if (answer == null) {
            watchers.add(watcher);
        }
    }

    /** What was said after so many characters. */
    synchronized String after(int characters) {
        return answer == null
                ? said.substring(Math.min(characters, said.length()))
                : answer.text().substring(Math.min(characters, answer.text().length()));
    }

    /** Empty, as to its text, until it is answered. */
    synchronized Answer answer() {
        return answer == null ? new Answer("", pieces, false, 0, 0, 0) : answer;
    }

    synchronized boolean isWhole() {
        return answer != null;
    }

    /** How much memory it takes, about, in bytes. */
    synchronized long bytes() {
        return answer == null ? said.length() : answer.text().length();
    }
}
