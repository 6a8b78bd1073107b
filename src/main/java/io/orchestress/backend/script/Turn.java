package io.orchestress.backend.script;

import io.orchestress.backend.law.Law;
import io.orchestress.protocol.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing a model does: it asks for tools, or it answers. */
public sealed interface Turn {
    /** Asks for tools, all of them at once. */
    record Ask(List<Request> tools) implements Turn {
        public Ask {
            tools = List.copyOf(tools);
        }
    }

    /**
     * One call of a tool that is asked for.
     *
     * @param tool its name in the script; {@link #ANY} is the first one that the target offers
     * @param arguments JSON; null: made from the schema that the target offers
     */
    record Request(String tool, @Nullable Template arguments) {
        public static final String ANY = "*";

        public boolean isAny() {
            return tool.equals(ANY);
        }
    }

    /**
     * Ends the task.
     *
     * @param tokens of the whole answer, where its text has a place for filler; null: those of the model
     */
    record Answer(Template text, @Nullable Law tokens) implements Turn {}
}
