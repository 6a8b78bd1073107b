package io.orchestress.importer;

import java.nio.file.Path;
import java.util.List;

/**
 * A record made from another tool's run.
 *
 * @param folder of the record
 * @param requests that the file tells of
 * @param remarks a sentence each: what the file does not tell, or what was done about it
 */
public record Imported(Path folder, ImportFormat format, long requests, List<String> remarks) {
    public Imported {
        remarks = List.copyOf(remarks);
    }
}
