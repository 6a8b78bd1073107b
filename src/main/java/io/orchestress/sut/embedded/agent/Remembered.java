package io.orchestress.sut.embedded.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What bugs need to know of other tasks: the prompt before this one, and the latest answer of each of the newest conversations. */
final class Remembered {
    private static final int MOST_CONVERSATIONS = 1_000;
    private static final int LONGEST_ANSWER = 1 << 16;

    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private @Nullable String prompt;

    /** The text of the user's last message in the task before, which is this one from now on; null: there was none. */
    @Nullable
    String promptBefore(String now) {
        String before = prompt;
        prompt = now;
        return before;
    }

    @Nullable
    Answer answerBefore(String conversation) {
        return answers.get(conversation);
    }

    void answered(String conversation, Answer answer) {
        answers.remove(conversation);
        if (answer.text().length() <= LONGEST_ANSWER) {
            answers.put(conversation, answer);
        }
        if (answers.size() > MOST_CONVERSATIONS) {
            answers.remove(answers.keySet().iterator().next());
        }
    }
}
