package io.orchestress.backend.wire;

import java.util.HexFormat;
import java.util.List;

/**
 * The answer of a model to one call.
 *
 * @param unique 16 hexadecimal digits that no other reply has
 * @param items one text, or the tools it asks for
 * @param tokensOut pieces of all items
 * @param after what a call that goes on with it must know
 */
public record Reply(
        String unique,
        long createdSeconds,
        ModelCall call,
        List<Item> items,
        Finish finish,
        int tokensOut,
        Continued after) {
    public Reply {
        items = List.copyOf(items);
    }

    /** Why it ends. */
    public enum Finish {
        ANSWERED,
        ASKED,
        /** It has as many tokens as the call allows. */
        CUT
    }

    /** A part of it, in pieces of which each is a token. */
    public sealed interface Item {
        List<String> pieces();
    }

    /** Text, in pieces of about one token. */
    public record Text(List<String> pieces) implements Item {
        public Text {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * A tool it asks for.
     *
     * @param name as the target offers it
     * @param pieces of its arguments, JSON
     */
    public record Use(String name, List<String> pieces) implements Item {
        public Use {
            pieces = List.copyOf(pieces);
        }
    }

    /** Instead of what it says it asks for this tool, without arguments. */
    public Reply asking(String tool) {
        Continued goesOn =
                new Continued(after.task(), after.toolResults(), after.key(), after.said(), after.nonce(), false);
        return new Reply(unique, createdSeconds, call, List.of(new Use(tool, List.of("{}"))), Finish.ASKED, 1, goesOn);
    }

    /** Number of an item's own in the ids that are made of it: unique, and the item's index. */
    String idOf(int item) {
        return unique + HexFormat.of().toHexDigits((short) item);
    }
}
