package io.orchestress.importer;

import io.orchestress.text.LatencyUnit;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formats that Orchestress brings along: a constant says how a file of it begins, and what reads it. */
enum KnownFormat implements ImportFormat {
    GATLING(
            "Gatling simulation.log",
            head -> head.text().startsWith("RUN\t")
                    || head.text().startsWith("ASSERTION\t")
                    || Patterns.GATLING_BINARY.matcher(head.text()).matches(),
            (head, unit, time) -> head.text().startsWith("\0") ? new GatlingBinary() : new GatlingText()),
    K6(
            "k6 points",
            head -> head.isJson()
                    ? head.json().has("metric")
                            && (head.json().has("data") || head.json().has("type"))
                    : head.firstLine().startsWith("metric_name,"),
            (head, unit, time) ->
                    head.text().stripLeading().startsWith("{") || head.text().contains("\n{")
                            ? new K6Json()
                            : new K6Csv()),
    JMETER(
            "JMeter results",
            table(first -> Patterns.JMETER_HEADER.matcher(first).matches()
                    || Patterns.JMETER_ROW.matcher(first).matches()),
            (head, unit, time) -> new JMeterCsv()),
    HDR(
            "HdrHistogram interval log",
            head -> !head.isJson()
                    && (head.text().startsWith("#[")
                            || Patterns.HDR_LINE.matcher(head.text()).find()),
            (head, unit, time) -> new HdrLog(unit)),
    VEGETA(
            "vegeta results",
            json(head -> head.has("latency", "timestamp") && !head.isStructure("latency")),
            (head, unit, time) -> new VegetaJson()),
    HEY(
            "hey's CSV",
            table(first -> first.startsWith("response-time,DNS+dialup,DNS,")),
            (head, unit, time) -> RelativeCsv.ofHey(time)),
    OHA(
            "oha's CSV",
            table(first -> first.startsWith("request-start,DNS,DNS+dialup,")),
            (head, unit, time) -> RelativeCsv.ofOha(time)),
    AIPERF(
            "aiperf records",
            json(head -> head.has("metadata.request_start_ns") || head.has("metadata.request_end_ns")),
            (head, unit, time) -> new AiperfJson()),
    GUIDELLM(
            "guidellm benchmarks",
            json(head -> head.has("metadata.guidellm_version") || head.has("benchmarks")),
            (head, unit, time) -> new GuidellmJson()),
    VLLM(
            "vLLM bench serve, detailed",
            json(head -> head.has("backend", "num_prompts") || head.has("completed", "request_throughput")),
            (head, unit, time) -> new VllmJson());

    private static final class Patterns {
        static final Pattern GATLING_BINARY = Pattern.compile("(?s)\0\0\0\0.\\d+\\.\\d+.*");
        static final Pattern HDR_LINE = Pattern.compile("(?m)^(?:Tag=[^,\n]*,)?[-0-9.E]+,[-0-9.E]+,[-0-9.E]+,HIST");
        static final Pattern JMETER_HEADER = Pattern.compile("(?=.*\\btimeStamp\\b)(?=.*\\belapsed\\b).*\\blabel\\b.*");
        static final Pattern JMETER_ROW = Pattern.compile("1\\d{12}[,;\t|]\\d+[,;\t|].*");
    }

    private interface Reading {
        ForeignFile reader(FileHead head, @Nullable LatencyUnit unit, Instant fileTime);
    }

    private final String title;
    private final Predicate<FileHead> begins;
    private final Reading reading;

    KnownFormat(String title, Predicate<FileHead> begins, Reading reading) {
        this.title = title;
        this.begins = begins;
        this.reading = reading;
    }

    private static Predicate<FileHead> json(Predicate<JsonHead> fields) {
        return head -> head.isJson() && fields.test(head.json());
    }

    private static Predicate<FileHead> table(Predicate<String> firstLine) {
        return head -> !head.isJson() && firstLine.test(head.firstLine());
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean recognises(FileHead head) {
        return begins.test(head);
    }

    @Override
    public ForeignFile reader(FileHead head, @Nullable LatencyUnit unit, Instant fileTime) {
        return reading.reader(head, unit, fileTime);
    }
}
