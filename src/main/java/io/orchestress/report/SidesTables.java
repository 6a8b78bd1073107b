package io.orchestress.report;

import static io.orchestress.text.Format.count;
import static io.orchestress.text.Format.latency;

import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.Booking;
import io.orchestress.record.BothSides.Concurrency;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Kind;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks joined with their provider calls, as sentences and tables. */
public final class SidesTables {
    private static final String NONE = "–";

    private SidesTables() {}

    /** For a console: one line of times, one of calls, and what a reader must know; none where nothing was joined. */
    public static List<String> lines(RunFacts facts) {
        BothSides sides = facts.run().bothSides();
        if (sides == null) {
            return List.of();
        }
        Optional<String> doubt = sides.booking().doubt();
        if (doubt.isPresent()) {
            return List.of("Own time is unknown: " + doubt.get() + ".");
        }
        List<String> lines = new ArrayList<>();
        sides.work(BothSides.ALL, BothSides.ALL).ifPresent(work -> {
            if (work.ownMicros() != null) {
                lines.add(times(work));
            }
            lines.add(calls(work, sides.concurrency(BothSides.ALL)));
        });
        List<String> remarks = remarks(sides.booking());
        if (!remarks.isEmpty()) {
            lines.add("Provider calls: " + remarks.get(0)
                    + switch (remarks.size()) {
                        case 1 -> "";
                        case 2 -> " One more remark is in the report.";
                        default -> " " + (remarks.size() - 1) + " more remarks are in the report.";
                    });
        }
        return lines;
    }

    private static String times(TaskWork work) {
        return "Own time of the target: p50 " + part(work.ownMicros(), 50) + ", p95 " + part(work.ownMicros(), 95)
                + ", "
                + Format.percent(work.ownShare()) + " of the time of " + count(work.timed(), "task")
                + "; to the first provider call p95 " + part(work.firstCallMicros(), 95) + ", after the last p95 "
                + part(work.lastCallMicros(), 95);
    }

    private static String calls(TaskWork work, Optional<Concurrency> concurrency) {
        return "Calls for a task: " + mean(work.modelCalls(), work) + " of models (amplification "
                + work.amplification().map(Format::number).orElse(NONE) + "), " + mean(work.toolCalls(), work)
                + " of tools, " + count(work.retries()) + (work.retries() == 1 ? " retry" : " retries") + " in all"
                + concurrency
                        .map(calls -> "; up to " + count(calls.max()) + " model calls at once, mean "
                                + Format.number(calls.mean()))
                        .orElse("");
    }

    private static String mean(long calls, TaskWork work) {
        return Format.number((double) calls / work.tasks());
    }

    private static String part(@Nullable Latency micros, int percentile) {
        return micros == null ? NONE : latency(percentile == 50 ? micros.p50() : micros.p95());
    }

    /** What a reader must know of the joined metrics, a sentence each. */
    public static List<String> remarks(Booking booking) {
        return booking.remarks();
    }

    /** Times, then calls, then concurrency; only those with a row. */
    public static List<Table> of(RunFacts facts) {
        BothSides sides = facts.run().bothSides();
        if (sides == null) {
            return List.of();
        }
        List<Table> tables = new ArrayList<>();
        if (sides.booking().doubt().isEmpty()) {
            tables.add(times(facts, sides));
            tables.add(calls(facts, sides));
        }
        tables.add(concurrency(facts, sides));
        tables.add(booking(sides.booking()));
        tables.removeIf(Table::isEmpty);
        return List.copyOf(tables);
    }

    private static Table times(RunFacts facts, BothSides sides) {
        List<Row> rows = sides.distinctWork().stream()
                .filter(work -> work.ownMicros() != null)
                .map(work -> row(
                        facts,
                        work,
                        List.of(
                                count(work.timed()),
                                part(work.taskMicros(), 50),
                                part(work.taskMicros(), 95),
                                part(work.ownMicros(), 50),
                                part(work.ownMicros(), 95),
                                Format.percent(work.ownShare()),
                                part(work.firstCallMicros(), 50),
                                part(work.firstCallMicros(), 95),
                                part(work.lastCallMicros(), 50),
                                part(work.lastCallMicros(), 95))))
                .toList();
        return new Table(
                "Time of successful tasks",
                columns(
                        Column.number("tasks", "", "Successful tasks with a provider call"),
                        Column.number("task p50", "", "From sending the task to the last byte of its response"),
                        Column.number("task p95", "", ""),
                        Column.number("own p50", "", "Time in which no provider call of the task was under way"),
                        Column.number("own p95", "", ""),
                        Column.number("own share", "", "Sum of own times ÷ sum of times of tasks"),
                        Column.number("first call p50", "", "From the start of the task to its first provider call"),
                        Column.number("first call p95", "", ""),
                        Column.number(
                                "last call p50", "", "From the end of the last provider call to the end of the task"),
                        Column.number("last call p95", "", "")),
                rows);
    }

    private static Table calls(RunFacts facts, BothSides sides) {
        List<Row> rows = sides.distinctWork().stream()
                .map(work -> row(
                        facts,
                        work,
                        List.of(
                                count(work.tasks()),
                                mean(work.modelCalls(), work),
                                mean(work.scriptedCalls(), work),
                                work.amplification().map(Format::number).orElse(NONE),
                                count(work.mostModelCalls()),
                                mean(work.toolCalls(), work),
                                mean(work.toolsAsked(), work),
                                mean(work.tokensIn(), work),
                                mean(work.tokensOut(), work),
                                count(work.retries()),
                                part(work.retryGapMicros(), 50),
                                count(work.repeats()))))
                .toList();
        return new Table(
                "Provider calls for a task, failed tasks too",
                columns(
                        Column.number("tasks", "", ""),
                        Column.number("model calls", "", "Mean of a task, at the backend"),
                        Column.number("scripted", "", "Mean of a task: different turns of the script"),
                        Column.number("amplification", "", "Model calls ÷ scripted calls"),
                        Column.number("most", "", "Model calls of one task"),
                        Column.number("tool calls", "", "Mean of a task, at the backend"),
                        Column.number("tools asked", "", "Mean of a task: tools that models asked for"),
                        Column.number("tokens in", "", "Mean of a task"),
                        Column.number("tokens out", "", "Mean of a task"),
                        Column.number("retries", "", "Calls that follow a failed one of the same turn"),
                        Column.number("retry gap p50", "", "From the failed call to the retry"),
                        Column.number("repeats", "", "Other calls for a turn that was played before")),
                rows);
    }

    private static List<Column> columns(Column... numbers) {
        List<Column> columns =
                new ArrayList<>(List.of(Column.text("phase"), Column.text("request"), Column.text("size")));
        columns.addAll(List.of(numbers));
        return columns;
    }

    private static Row row(RunFacts facts, TaskWork work, List<String> numbers) {
        boolean all = work.phase().equals(BothSides.ALL);
        List<String> cells = new ArrayList<>(
                List.of(all ? facts.judged() : name(work.phase()), name(work.request()), name(work.size())));
        cells.addAll(numbers);
        return new Row(all ? Kind.TOTAL : Kind.PLAIN, "", cells);
    }

    private static String name(String name) {
        return name.equals(BothSides.ALL) ? "all" : PlainText.clean(name);
    }

    private static Table concurrency(RunFacts facts, BothSides sides) {
        return new Table(
                "Model calls under way at the same time",
                List.of(
                        Column.text("phase"),
                        Column.number("mean", "", "Weighted by time"),
                        Column.number("maximum", "", "")),
                sides.concurrency().stream()
                        .map(calls -> Row.of(
                                calls.phase().equals(BothSides.ALL) ? facts.judged() : PlainText.clean(calls.phase()),
                                Format.number(calls.mean()),
                                count(calls.max())))
                        .toList());
    }

    private static Table booking(Booking booking) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of("tasks that were sent", count(booking.tasks())));
        rows.add(Row.of("provider calls while tasks were under way", count(booking.calls())));
        rows.add(Row.of("calls without the mark of a task", count(booking.unmarked())));
        rows.add(Row.of("calls with the mark of no task of this run", count(booking.foreign())));
        rows.add(Row.of("calls with marks of several tasks", count(booking.mixed())));
        rows.add(Row.of("calls that started after the response", count(booking.late())));
        rows.add(Row.of("calls without a line in the journal", count(booking.missingCalls())));
        rows.add(Row.of("tasks without a call", count(booking.withoutCalls())));
        rows.add(Row.of("tasks without a line in the log", count(booking.lostTasks())));
        rows.add(Row.of("lines that could not be read", count(booking.badLines())));
        return new Table(
                "Which calls belong to which task", List.of(Column.text(""), Column.number("count", "", "")), rows);
    }
}
