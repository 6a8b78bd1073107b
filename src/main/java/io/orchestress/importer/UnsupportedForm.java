package io.orchestress.importer;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * A form in which a tool writes something that no record can be made of: totals, mostly, which have no single latencies. Whoever has
 * one is told what he has, and what to write instead.
 *
 * @param what it is, as the end of "is …"
 * @param begins whether a file begins like one, by the head of it
 * @param instead what can be imported
 */
record UnsupportedForm(String what, BiPredicate<String, JsonHead> begins, String instead) {
    private static final String NO_LATENCIES = ": it has no latencies of single requests";

    private static final String OWN_ROWS =
            "a row for each request as CSV with the header timeStamp,elapsed,label,responseCode,success; docs/import.md has the lines that write it";

    static final List<UnsupportedForm> ALL = List.of(
            new UnsupportedForm(
                    "XML",
                    (text, json) -> text.startsWith("<?xml") || text.startsWith("<testResults"),
                    "JMeter results as CSV: jmeter -Jjmeter.save.saveservice.output_format=csv"
                            + " -Jjmeter.save.saveservice.print_field_names=true"),
            new UnsupportedForm(
                    "a ZIP archive",
                    (text, json) -> text.startsWith("PK\u0003\u0004"),
                    "the file in it, or one that gzip compressed"),
            new UnsupportedForm(
                    "compressed by zstd, bzip2 or xz",
                    (text, json) -> text.startsWith("(\u00b5/\u00fd")
                            || text.startsWith("BZh")
                            || text.startsWith("\u00fd7zXZ"),
                    "the file uncompressed, or compressed by gzip"),
            new UnsupportedForm(
                    "HTML",
                    (text, json) -> find("(?is)\\A\\s*<(?:!doctype html|html)\\b", text),
                    "what the page was made of"),
            new UnsupportedForm(
                    "vegeta's gob",
                    (text, json) -> text.contains("\u0006Result") && text.contains("\u0006Attack"),
                    "JSON: vegeta encode --to json results.bin > results.json"),
            line(
                    "vegeta's CSV",
                    "1\\d{18},\\d{1,3},\\d+,.*",
                    "JSON: vegeta encode --to json results.bin > results.json"),
            new UnsupportedForm(
                    "vegeta's report" + NO_LATENCIES,
                    (text, json) -> json.has("latencies", "status_codes", "requests")
                            || find("\\A\\s*Requests\\s+\\[total, rate, throughput]", text),
                    "vegeta encode --to json results.bin > results.json"),
            new UnsupportedForm(
                    "k6's summary" + NO_LATENCIES,
                    (text, json) -> json.has("root_group", "metrics")
                            || json.has("metrics.http_reqs")
                            || json.has("metrics.http_req_duration")
                            || json.has("metrics.iterations"),
                    "the points: k6 run --out json=FILE"),
            new UnsupportedForm(
                    "JMeter's statistics" + NO_LATENCIES,
                    (text, json) -> json.hasInside("sampleCount", "errorCount", "pct1ResTime"),
                    "the results file that the report was made of: jmeter -l results.jtl"),
            line(
                    "JMeter's summary or aggregate report" + NO_LATENCIES,
                    "\"?Label\"?[,;\t]\"?# Samples\"?[,;\t].*",
                    "the results file: jmeter -l results.jtl"),
            line(
                    "Locust's stats table" + NO_LATENCIES,
                    "\"?Type\"?,\"?Name\"?,\"?Request Count\"?,\"?Failure Count\"?,.*",
                    OWN_ROWS),
            line(
                    "Locust's history of stats" + NO_LATENCIES + ", only running percentiles",
                    "\"?Timestamp\"?,\"?User Count\"?,\"?Type\"?,\"?Name\"?,.*",
                    OWN_ROWS),
            line(
                    "Locust's table of failures: it has no latencies at all",
                    "\"?Method\"?,\"?Name\"?,\"?Error\"?,\"?Occurrences\"?.*",
                    OWN_ROWS),
            line(
                    "Locust's table of exceptions: it has no latencies at all",
                    "\"?Count\"?,\"?Message\"?,\"?Traceback\"?,\"?Nodes\"?.*",
                    OWN_ROWS),
            new UnsupportedForm(
                    "Locust's JSON: it counts latencies rounded to two digits, and not which of them failed",
                    (text, json) -> text.stripLeading().startsWith("[")
                            && text.contains("\"num_requests\"")
                            && text.contains("\"response_times\""),
                    OWN_ROWS),
            new UnsupportedForm(
                    "Artillery's report" + NO_LATENCIES,
                    (text, json) -> json.isStructure("aggregate")
                            && (json.has("aggregate.counters") || json.has("intermediate")),
                    OWN_ROWS),
            new UnsupportedForm(
                    "oha's JSON" + NO_LATENCIES,
                    (text, json) ->
                            json.has("summary.successRate") || json.has("responseTimeHistogram", "latencyPercentiles"),
                    "oha --output-format csv"),
            new UnsupportedForm(
                    "the summary of hey or oha" + NO_LATENCIES,
                    (text, json) -> find("\\A\\s*Summary:\\s", text) && find("(?m)^\\s*Slowest:", text),
                    "hey -o csv, or oha --output-format csv"),
            new UnsupportedForm(
                    "the output of wrk2" + NO_LATENCIES + ", and no times",
                    (text, json) -> text.startsWith("Running ") && text.contains("Detailed Percentile spectrum"),
                    "the results of a tool that writes each request, such as vegeta at the same rate"),
            new UnsupportedForm(
                    "the output of wrk" + NO_LATENCIES,
                    (text, json) -> find("\\ARunning \\d+\\w* test @ ", text),
                    "the results of a tool that writes each request, such as oha --output-format csv"),
            new UnsupportedForm(
                    "the output of ApacheBench" + NO_LATENCIES,
                    (text, json) -> text.contains("This is ApacheBench"),
                    "the results of a tool that writes each request, such as hey -o csv"),
            line(
                    "ApacheBench's table for gnuplot: it does not say which requests failed",
                    "starttime\tseconds\tctime\tdtime\tttime\twait",
                    "the results of a tool that does, such as hey -o csv"),
            new UnsupportedForm(
                    "autocannon's JSON" + NO_LATENCIES,
                    (text, json) -> json.isStructure("latency")
                            && json.isStructure("requests")
                            && json.isStructure("throughput"),
                    OWN_ROWS),
            new UnsupportedForm(
                    "Fortio's JSON" + NO_LATENCIES,
                    (text, json) -> json.has("DurationHistogram"),
                    "the results of a tool that writes each request, such as vegeta encode --to json"),
            new UnsupportedForm(
                    "bombardier's JSON" + NO_LATENCIES,
                    (text, json) -> json.has("spec.numberOfConnections"),
                    "the results of a tool that writes each request, such as vegeta encode --to json"),
            new UnsupportedForm(
                    "Gatling's statistics" + NO_LATENCIES,
                    (text, json) -> json.has("numberOfRequests", "percentiles1")
                            || json.has("stats.numberOfRequests")
                            || (json.has("type", "contents") && json.isStructure("stats")),
                    "simulation.log of the same folder"),
            new UnsupportedForm(
                    "aiperf's statistics" + NO_LATENCIES,
                    (text, json) -> json.has("request_latency.avg") || json.has("request_throughput.avg"),
                    "profile_export.jsonl of the same folder"),
            line(
                    "aiperf's statistics" + NO_LATENCIES,
                    "Metric,avg,min,max,.*",
                    "profile_export.jsonl of the same folder"),
            new UnsupportedForm(
                    "the result of SGLang's bench_serving" + NO_LATENCIES + " with their times",
                    (text, json) -> json.has("sharegpt_output_len") || json.has("random_range_ratio", "backend"),
                    "vllm bench serve --save-result --save-detailed, or aiperf's profile_export.jsonl"),
            new UnsupportedForm(
                    "the answers of Yandex Tank (phout)",
                    (text, json) -> find("\\A1\\d{9}\\.\\d{3}\t[^\t\n]*(?:\t\\d+){10}", text),
                    OWN_ROWS));

    /** @throws ImportException when the file is in one of these forms */
    static void refuse(Path file, String head, JsonHead json) {
        ALL.stream().filter(form -> form.begins.test(head, json)).findFirst().ifPresent(form -> {
            throw new ImportException(file, "is " + form.what, form.instead);
        });
    }

    private static UnsupportedForm line(String what, String first, String instead) {
        Pattern pattern = Pattern.compile(first);
        return new UnsupportedForm(
                what,
                (text, json) -> pattern.matcher(
                                text.lines().findFirst().orElse("").stripTrailing())
                        .matches(),
                instead);
    }

    private static boolean find(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).find();
    }
}
