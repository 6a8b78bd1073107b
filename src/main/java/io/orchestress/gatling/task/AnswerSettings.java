package io.orchestress.gatling.task;

import io.orchestress.backend.BackendSettings;
import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsPart;

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
