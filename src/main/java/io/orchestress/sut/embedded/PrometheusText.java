package io.orchestress.sut.embedded;

import java.math.BigDecimal;

/** Writes Prometheus' text format, version 0.0.4: begin a metric, then give its values. */
final class PrometheusText {
    private final StringBuilder text = new StringBuilder();
    private String metric = "";

    PrometheusText gauge(String name, String help) {
        return begin(name, "gauge", help);
    }

    /** @param name ends with {@code _total} */
    PrometheusText counter(String name, String help) {
        return begin(name, "counter", help);
    }

    private PrometheusText begin(String name, String type, String help) {
        metric = name;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    PrometheusText value(double value) {
        return sample("", value);
    }

    PrometheusText labelled(String label, String labelValue, double value) {
        return sample("{" + pair(label, labelValue) + "}", value);
    }

    PrometheusText labelled(String label1, String value1, String label2, String value2, double value) {
        return sample("{" + pair(label1, value1) + "," + pair(label2, value2) + "}", value);
    }

    private PrometheusText sample(String labels, double value) {
        String number =
                new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
        text.append(metric).append(labels).append(' ').append(number).append('\n');
        return this;
    }

    private static String pair(String label, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return label + "=\"" + escaped + "\"";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
