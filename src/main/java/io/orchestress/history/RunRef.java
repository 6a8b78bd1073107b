package io.orchestress.history;

import java.nio.file.Path;

/**
 * A run, and where its record is.
 *
 * @param folder absolute; the record may have been moved or deleted since
 */
public record RunRef(String runId, Path folder) {}
