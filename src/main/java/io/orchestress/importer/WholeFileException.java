package io.orchestress.importer;

/** What is wrong with a row is wrong with the file: leaving out the row would not help. */
public final class WholeFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WholeFileException(String problem) {
        super(problem);
    }
}
