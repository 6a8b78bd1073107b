package io.orchestress.report;

import io.orchestress.record.FailureLayer;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.SaturatedSum;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The classes of failure: how many of each, what each means, where they happened. */
public final class Failures {
    private static final int HTTP_SERVER_ERROR = 500;

    private Failures() {}

    /** Most frequent class first, equals by name. */
    public static List<Map.Entry<String, Long>> byCount(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** Failures of the whole run by class. */
    public static Map<String, Long> of(RunFacts facts) {
        RequestResult totals = facts.run().totals();
        if (totals != null) {
            return totals.failures();
        }
        Map<String, Long> sum = new HashMap<>();
        facts.phasesAndAfter()
                .forEach(p -> p.total().failures().forEach((c, n) -> sum.merge(c, n, SaturatedSum::plus)));
        return sum;
    }

    /** What a class stands for, in words. */
    public static String meaning(String failureClass) {
        return switch (failureClass) {
            case "timeout" -> "no answer within the request time-out";
            case "connection" -> "no connection, or it broke";
            case "idle-closed" -> "an idle connection, closed by the server as it was used again";
            case "dns" -> "the name of the target has no address";
            case "tls" -> "no agreement on TLS";
            case "injector" -> "this side could not send it, or not read the answer";
            case "redirect" -> "sent elsewhere more often than is followed";
            case "truncated" -> "the connection broke in the middle of the answer";
            case "elsewhere" -> "not sent: its address is neither the target's own nor allowed";
            case "too-long" -> "an answer longer than is taken";
            case "protocol" -> "an error inside a successful answer";
            case "malformed" -> "not in the form of the protocol";
            case "error-event" -> "an error event in a stream";
            case "no-end" -> "a stream that closed before its last event";
            case "empty-stream" -> "a stream without a single event";
            case "wrong-id" -> "no answer to this request, but to another";
            case "rate-limited" -> "the target's own limit, said inside a success";
            case "session-lost" -> "the target does not know the session any more";
            case "check" -> "an answer that was not what the scenario expected";
            case "tool-error" -> "a tool that says it failed";
            case "task-failed" -> "a task that failed";
            case "task-canceled" -> "a task that was cancelled";
            case "task-rejected" -> "a task that was rejected";
            case "input-required" -> "the target asks a question back";
            case "no-finish-reason" -> "a completion without a reason for its end";
            case "length" -> "a completion cut off at its length";
            case "content-filter" -> "a completion that a filter withheld";
            case "no-content" -> "a completion without text and without a tool call";
            case "unfinished" -> "still in flight when the load was stopped";
            default -> numbered(failureClass);
        };
    }

    public static Table table(RunFacts facts) {
        List<Map.Entry<String, Long>> classes = byCount(of(facts));
        long failed = classes.stream().mapToLong(Map.Entry::getValue).reduce(0, SaturatedSum::plus);
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, Long> e : classes) {
            rows.add(Row.of(
                    PlainText.clean(e.getKey()),
                    FailureLayer.of(e.getKey()).map(FailureLayer::label).orElse(MetricTable.NONE),
                    meaning(e.getKey()),
                    Format.count(e.getValue()),
                    Format.percent((double) e.getValue() / failed).replace(" %", ""),
                    Format.percent((double) e.getValue() / Math.max(1, facts.requests()))
                            .replace(" %", ""),
                    where(facts, e.getKey())));
        }
        return new Table(
                "Failures by class, over the whole run",
                List.of(
                        Column.text("class"),
                        Column.text("layer"),
                        Column.text("meaning"),
                        Column.number("count", "", ""),
                        Column.number("of failures", "%", "Share of all failures"),
                        Column.number("of requests", "%", "Share of all requests"),
                        Column.text("phases")),
                rows);
    }

    private static String where(RunFacts facts, String failureClass) {
        return facts.phasesAndAfter().stream()
                .filter(p -> in(p, failureClass) > 0)
                .sorted(Comparator.comparingLong((PhaseResult p) -> in(p, failureClass))
                        .reversed())
                .limit(4)
                .map(p -> PlainText.clean(p.name()) + " " + Format.count(in(p, failureClass)))
                .collect(Collectors.joining(", "));
    }

    private static long in(PhaseResult phase, String failureClass) {
        return phase.total().failures().getOrDefault(failureClass, 0L);
    }

    private static String numbered(String failureClass) {
        if (failureClass.startsWith("exit-")) {
            return "a command that ended with exit code " + PlainText.clean(failureClass.substring(5));
        }
        if (failureClass.startsWith("rpc-")) {
            return "a JSON-RPC error inside a successful answer";
        }
        if (!failureClass.matches("http-\\d{3}")) {
            return "";
        }
        int status = Integer.parseInt(failureClass.substring(5));
        String kind = status >= HTTP_SERVER_ERROR ? "server error" : status >= 400 ? "client error" : "not expected";
        return "HTTP status " + status + ", " + kind;
    }
}
