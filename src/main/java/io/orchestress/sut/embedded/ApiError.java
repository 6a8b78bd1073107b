package io.orchestress.sut.embedded;

/**
 * What went wrong, as clients see it.
 *
 * @param type for programs, such as {@code not_found}
 * @param message for people
 */
record ApiError(String type, String message) {}
