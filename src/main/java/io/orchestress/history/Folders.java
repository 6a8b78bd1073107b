package io.orchestress.history;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How folders of records are kept: relative to the store's folder where both lie in one project (the parent of the store's folder),
 * so that a project can be moved as a whole; absolute elsewhere.
 */
record Folders(Path base) {

    /** @param file of the store; its folder exists */
    static Folders of(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return new Folders(real(folder == null ? file.toAbsolutePath() : folder));
    }

    /** Without symbolic links, if it is there. */
    static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }

    String stored(Path folder) {
        Path project = base.getParent();
        boolean inside = project != null && project.getNameCount() > 0 && folder.startsWith(project);
        return inside ? base.relativize(folder).toString() : folder.toString();
    }

    Path absolute(String stored) {
        return base.resolve(stored).normalize();
    }
}
