package io.orchestress.text;

/** The line at the end of what a terminal shows, which is replaced where it stands. Whatever else is printed stands above it. */
public interface LiveLine {
    /** Where there is no such terminal. */
    LiveLine NONE = new LiveLine() {
        @Override
        public int columns() {
            return 0;
        }

        @Override
        public void show(String text) {
            // nobody sees it
        }
    };

    /** Columns of the terminal; 0: there is none, and nothing is shown. */
    int columns();

    /** @param text at most {@link #columns} wide, further columns are not seen; empty: no line */
    void show(String text);

    default boolean isSeen() {
        return columns() > 0;
    }

    default void clear() {
        show("");
    }
}
