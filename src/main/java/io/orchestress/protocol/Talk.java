package io.orchestress.protocol;

import io.orchestress.transport.Outbound;
import java.util.function.IntConsumer;

/**
 * Messages of the reader of an answer to the target while the answer is under way. None of it is a request of its own in any figure: it
 * belongs to the call that it is a part of.
 */
public interface Talk {
    /** Nobody listens: an answer that is read without a target. */
    Talk NONE = new Talk() {
        @Override
        public void say(Outbound message, IntConsumer heard) {
            heard.accept(0);
        }

        @Override
        public boolean goesOn(Outbound request, long afterNanos) {
            return false;
        }
    };

    /**
     * Says something beside the answer, such as what the target asked in the middle of it; given up after some seconds.
     *
     * @param heard is told the status that came of it; 0: none
     */
    void say(Outbound message, IntConsumer heard);

    /**
     * Asks for the rest of an answer that has ended before its end. The rest comes to the same reader, from its head on, within the time
     * that the call has.
     *
     * @param afterNanos how long to wait before
     * @return whether there is a target to be asked
     */
    boolean goesOn(Outbound request, long afterNanos);
}
