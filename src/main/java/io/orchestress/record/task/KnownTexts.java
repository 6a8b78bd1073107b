package io.orchestress.record.task;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Texts that come again and again, such as names of phases: each is made once, as long as no other takes its place. */
final class KnownTexts {
    private static final int PLACES = 1 << 8;
    private static final int PRIME = 31;
    private static final int LONGEST = 64;

    private final String[] known = new String[PLACES];

    /** The value at hand as a text; empty where it is none. */
    String of(JsonParser at) throws IOException {
        if (at.currentToken() != JsonToken.VALUE_STRING || at.getTextLength() > LONGEST) {
            return at.getValueAsString("");
        }
        char[] text = at.getTextCharacters();
        int from = at.getTextOffset();
        int length = at.getTextLength();
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * PRIME + text[i];
        }
        int place = (hash ^ (hash >>> Byte.SIZE)) & (PLACES - 1);
        String there = known[place];
        if (there != null && is(there, text, from, length)) {
            return there;
        }
        String made = new String(text, from, length);
        known[place] = made;
        return made;
    }

    private static boolean is(String there, char[] text, int from, int length) {
        if (there.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (there.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
