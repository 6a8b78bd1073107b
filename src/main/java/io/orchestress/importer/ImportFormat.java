package io.orchestress.importer;

import io.orchestress.text.LatencyUnit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A format that runs of another tool are read in.
 *
 * <p>One of your own: a public class with a constructor without parameters, its name in {@code
 * META-INF/services/io.orchestress.importer.ImportFormat} of a jar on the class path. It is asked after those of Orchestress, and {@code --from}
 * names it. One that cannot be loaded, or whose label is another's, ends {@code import} with exit code 2 by its name.
 */
public interface ImportFormat {
    /** As in {@code --from}: lower-case letters, digits and hyphens. */
    String label();

    /** For people: {@code Gatling simulation.log}. */
    String title();

    /** Whether a file that begins so is in this format, without doubt. */
    boolean recognises(FileHead head);

    /**
     * The reader of a file of this format; what the reader tells must be the same each time.
     *
     * @param unit that the user gave, for formats that do not say theirs; null: none
     * @param fileTime when the file was changed last, for formats that do not say when the run was
     */
    ForeignFile reader(FileHead head, @Nullable LatencyUnit unit, Instant fileTime);
}
