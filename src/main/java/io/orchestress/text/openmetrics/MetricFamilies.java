package io.orchestress.text.openmetrics;

import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics that are put together and written once, family by family. Labels may hold whatever a target sent: it is {@linkplain PlainText#clean cleaned}, escaped,
 * and two that look alike then are one, of which the first is written. Values that are no finite number are left out.
 */
public final class MetricFamilies {
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<String, String> everywhere;

    /** @param samples by name and labels, as they are written */
    private record Family(MetricFamily what, Map<String, Double> samples) {}

    /** @param everywhere labels of each sample */
    public MetricFamilies(Map<String, String> everywhere) {
        this.everywhere = Map.copyOf(everywhere);
    }

    public MetricFamilies() {
        this(Map.of());
    }

    /** Adds a sample of a family that has one for given labels. */
    public void add(MetricFamily family, Map<String, String> labels, double value) {
        if (family.type() == MetricFamily.Type.HISTOGRAM) {
            throw new IllegalArgumentException(family.name() + " is a histogram");
        }
        if (Double.isFinite(value)) {
            samples(family).putIfAbsent(family.sample() + braces(written(labels)), value);
        }
    }

    /**
     * Adds a histogram.
     *
     * @param bounds upper ones of the buckets but the last, in the unit of the family, ascending
     * @param counts samples in each bucket, one more than there are bounds
     * @param sum of the samples, in the unit of the family
     */
    public void add(MetricFamily family, Map<String, String> labels, double[] bounds, long[] counts, double sum) {
        if (family.type() != MetricFamily.Type.HISTOGRAM || counts.length != bounds.length + 1) {
            throw new IllegalArgumentException(family.name() + ": " + counts.length + " buckets");
        }
        Map<String, Double> samples = samples(family);
        List<String> written = written(labels);
        long running = 0;
        for (int i = 0; i < counts.length; i++) {
            running += counts[i];
            List<String> withBound = new ArrayList<>(written);
            withBound.add("le=\"" + (i < bounds.length ? bound(bounds[i]) : "+Inf") + "\"");
            samples.putIfAbsent(family.name() + "_bucket" + braces(withBound), (double) running);
        }
        samples.putIfAbsent(family.name() + "_sum" + braces(written), sum);
        samples.putIfAbsent(family.name() + "_count" + braces(written), (double) running);
    }

    private Map<String, Double> samples(MetricFamily family) {
        Family known = families.computeIfAbsent(family.name(), name -> new Family(family, new LinkedHashMap<>()));
        if (known.what().type() != family.type()) {
            throw new IllegalArgumentException(
                    family.name() + " is a " + known.what().type().label());
        }
        return known.samples();
    }

    /** Writes what was added, in that order. */
    public void write(Exposition exposition, Writer out) throws IOException {
        boolean open = exposition == Exposition.OPEN_METRICS;
        for (Family each : families.values()) {
            MetricFamily family = each.what();
            boolean info = family.type() == MetricFamily.Type.INFO;
            boolean histogram = family.type() == MetricFamily.Type.HISTOGRAM;
            String name = open || histogram ? family.name() : family.sample();
            out.write("# TYPE " + name + " "
                    + (info && !open ? "gauge" : family.type().label()) + "\n");
            if (open && !family.unit().isEmpty()) {
                out.write("# UNIT " + name + " " + family.unit() + "\n");
            }
            String help = lines(family.help());
            out.write("# HELP " + name + " " + (open ? help.replace("\"", "\\\"") : help) + "\n");
            for (Map.Entry<String, Double> sample : each.samples().entrySet()) {
                out.write(sample.getKey() + " " + number(sample.getValue()) + "\n");
            }
        }
        if (open) {
            out.write("# EOF\n");
        }
    }

    private List<String> written(Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(everywhere);
        all.putAll(own);
        List<String> labels = new ArrayList<>();
        all.forEach((name, value) ->
                labels.add(name + "=\"" + lines(PlainText.clean(value)).replace("\"", "\\\"") + "\""));
        return labels;
    }

    private static String braces(List<String> labels) {
        return labels.isEmpty() ? "" : "{" + String.join(",", labels) + "}";
    }

    private static String lines(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    /** As OpenMetrics has bounds, with a point: Prometheus tells {@code 1} from {@code 1.0}. */
    private static String bound(double value) {
        String plain = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
