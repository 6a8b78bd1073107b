package io.orchestress.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads one format. The same file gives the same events each time; what a name is made of may be known at the second reading only. */
public interface ForeignFile {
    /**
     * Hands over every event, in the order of the file, and then what is known of the whole.
     *
     * @param file for messages
     * @param in the file's content, uncompressed
     * @throws ImportException on the first record, other than one cut short by the end of the file, that cannot be read
     */
    RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException;
}
