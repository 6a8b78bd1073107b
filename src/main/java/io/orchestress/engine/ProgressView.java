package io.orchestress.engine;

import io.orchestress.text.Console;
import io.orchestress.text.LiveLine;
import io.orchestress.text.ProgressLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Where the progress of a run is read. */
public sealed interface ProgressView {
    /**
     * @param out for lines
     * @param environment says whether a log of GitHub is written
     */
    static ProgressView ofThisProcess(PrintStream out, Map<String, String> environment) {
        LiveLine line = Console.liveLine();
        return line.isSeen()
                ? new InPlace(out, line)
                : Console.isWatched(environment) ? new Groups(out, Console::processCommands) : new Lines(out);
    }

    /** A second is over. */
    void second(ProgressLine now);

    /** As much time is over as a line is to stand for. */
    void interval(String phase, String line);

    /**
     * @param line that stands for the whole phase
     * @param parts of a shorter one, the most important first
     */
    void phaseEnds(String line, List<String> parts);

    /** Something that must be seen. */
    void say(String text);

    /** The load has ended. */
    void ends();

    /** A line every few seconds, in a file or a pipe. */
    record Lines(PrintStream out) implements ProgressView {
        @Override
        public void second(ProgressLine now) {
            // the next line comes soon
        }

        @Override
        public void interval(String phase, String line) {
            say(line);
        }

        @Override
        public void phaseEnds(String line, List<String> parts) {
            // its lines are there
        }

        @Override
        public void say(String text) {
            out.println(text);
            out.flush();
        }

        @Override
        public void ends() {
            // nothing is open
        }
    }

    /** One line that is replaced each second, and one that stays for each phase that is over. */
    record InPlace(PrintStream out, LiveLine live) implements ProgressView {
        @Override
        public void second(ProgressLine now) {
            live.show(now.text(live.columns()));
        }

        @Override
        public void interval(String phase, String line) {
            // the line in place has the figures
        }

        @Override
        public void phaseEnds(String line, List<String> parts) {
            say(ProgressLine.fitting(parts, live.columns()));
        }

        @Override
        public void say(String text) {
            out.println(text);
            out.flush();
        }

        @Override
        public void ends() {
            live.clear();
        }
    }

    /** In a log of GitHub: the lines of a phase folded away, and below them one for the whole phase. */
    final class Groups implements ProgressView {
        private final PrintStream out;
        private final Consumer<String> commands;
        private boolean open;

        /** @param commands is told of what GitHub is to obey */
        Groups(PrintStream out, Consumer<String> commands) {
            this.out = out;
            this.commands = commands;
        }

        @Override
        public void second(ProgressLine now) {
            // the next line comes soon
        }

        @Override
        public void interval(String phase, String line) {
            if (!open) {
                commands.accept("::group::" + phase + "\n");
                open = true;
            }
            out.println(line);
            out.flush();
        }

        @Override
        public void phaseEnds(String line, List<String> parts) {
            say(line);
        }

        @Override
        public void say(String text) {
            ends();
            out.println(text);
            out.flush();
        }

        @Override
        public void ends() {
            if (open) {
                commands.accept("::endgroup::\n");
                open = false;
            }
        }
    }
}
