package io.orchestress.protocol.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Walks over JSON as it comes; what is left unread of a value is skipped. */
final class Members {
    private Members() {}

    @FunctionalInterface
    interface Member {
        void read(String name, JsonParser at) throws IOException;
    }

    @FunctionalInterface
    interface Element {
        void read(JsonParser at) throws IOException;
    }

    /** Hands over each member of the object at hand, if it is one. */
    static void each(JsonParser at, Member member) throws IOException {
        if (at.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (at.nextToken() != JsonToken.END_OBJECT) {
            String name = at.currentName();
            at.nextToken();
            if (at.currentToken() == null) {
                throw new com.fasterxml.jackson.core.JsonParseException(at, "cut short");
            }
            member.read(name, at);
            at.skipChildren();
        }
    }

    /** Hands over each element of the list at hand, if it is one. */
    static void elements(JsonParser at, Element element) throws IOException {
        if (at.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (at.nextToken() != JsonToken.END_ARRAY) {
            if (at.currentToken() == null) {
                throw new com.fasterxml.jackson.core.JsonParseException(at, "cut short");
            }
            element.read(at);
            at.skipChildren();
        }
    }
}
