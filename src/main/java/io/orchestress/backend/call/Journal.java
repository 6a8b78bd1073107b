package io.orchestress.backend.call;

import java.io.Closeable;

/** Where calls that have ended are written down. Called on event loops, it neither blocks nor throws. */
public interface Journal extends Closeable {
    void add(Call call);

    /** Calls that could not be written down; they are counted elsewhere all the same. */
    long lost();

    /** Returns when all that was added is where it belongs. */
    @Override
    void close();

    /** Keeps nothing. */
    Journal NONE = new Journal() {
        @Override
        public void add(Call call) {
            // as said
        }

        @Override
        public long lost() {
            return 0;
        }

        @Override
        public void close() {
            // nothing to do
        }
    };
}
