package io.orchestress.importer;

/** What is wrong with a row is wrong with the file: leaving out the row would not help. */
final class WholeFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WholeFileException(String problem) {
        super(problem);
    }
}
