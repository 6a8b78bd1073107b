package io.orchestress.gatling.task;

import io.orchestress.backend.BackendSettings;
import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsPart;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.task.TaskLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Whether tasks are marked.
 *
 * @param marks as it is written
 */
public record AnswerSettings(Marks marks) {
    /** When. */
    public enum Marks {
        ON,
        OFF,
        /** Where a run starts a scripted backend. */
        AUTO
    }

    /** Whether the tasks of a run are marked. */
    public static boolean marks(Settings settings) {
        return switch (settings.part(AnswerSettings.class).marks) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> settings.part(BackendSettings.class).enabled();
        };
    }

    /**
     * Begins the log of tasks of a record; empty where they are not marked.
     *
     * @param phases names by their index
     * @throws IOException when it cannot be written
     */
    public static Optional<TaskMarks> marks(Settings settings, Path record, IntFunction<String> phases)
            throws IOException {
        return marks(settings)
                ? Optional.of(TaskMarks.of(
                        settings.load().seed(), TimeSource.SYSTEM, TaskLog.open(record, TimeSource.SYSTEM), phases))
                : Optional.empty();
    }

    /** Read from {@code orchestress.answers}. */
    public static final class Part implements SettingsPart<AnswerSettings> {
        @Override
        public Class<AnswerSettings> type() {
            return AnswerSettings.class;
        }

        @Override
        public AnswerSettings read(Section root) {
            Section s = root.section("answers");
            return new AnswerSettings(s.oneOf("marks", Marks.values()));
        }
    }
}
