package io.orchestress.backend.script;

import java.util.List;

/**
 * A task as it is played.
 *
 * @param when the prompt must hold this text, upper and lower case alike; empty: any prompt
 * @param turns as often as they are played; the last one answers, and no other does
 */
public record ScriptedTask(String name, String when, List<Turn> turns) {
    public ScriptedTask {
        turns = List.copyOf(turns);
        if (turns.isEmpty() || !(turns.get(turns.size() - 1) instanceof Turn.Answer)) {
            throw new IllegalArgumentException("a task ends with an answer");
        }
    }

    boolean fits(String lowerCasePrompt) {
        return when.isEmpty() || lowerCasePrompt.contains(when);
    }

    /**
     * Which turn a call is at.
     *
     * @param toolResults that the conversation holds since the last answer
     */
    public int turnAfter(int toolResults) {
        int left = toolResults;
        for (int i = 0; i < turns.size() - 1; i++) {
            int asked = turns.get(i) instanceof Turn.Ask ask ? ask.tools().size() : 0;
            if (left < asked) {
                return i;
            }
            left -= asked;
        }
        return turns.size() - 1;
    }

    /** Calls of a model that the script asks for: one for each turn. */
    public int modelCalls() {
        return turns.size();
    }

    /** Calls of tools that the script asks for. */
    public int toolCalls() {
        return turns.stream()
                .mapToInt(turn -> turn instanceof Turn.Ask ask ? ask.tools().size() : 0)
                .sum();
    }
}
