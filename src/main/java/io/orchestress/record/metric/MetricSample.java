package io.orchestress.record.metric;

import io.orchestress.record.Better;
import java.util.Map;

/**
 * One number of a run, with all there is to say of it.
 *
 * @param metric its name
 * @param request of a request or task; {@code *}: all together, or of none
 * @param unit of {@code value}
 * @param samples what it was made of
 * @param isKey whether it is one of the few of a time or resource by which runs are compared; true of a metric that is one number
 * @param family the name without what {@code labels} say
 * @param labels levels of the name that are one of many: {@code stat}, {@code subject}, {@code class}
 */
public record MetricSample(
        String metric,
        String request,
        double value,
        String unit,
        Quantity quantity,
        Better better,
        String meaning,
        long samples,
        boolean isKey,
        String family,
        Map<String, String> labels) {
    /** In {@code labels}: label of a {@link LatencyStat} or {@link GaugeStat}. */
    public static final String STAT = "stat";
    /** In {@code labels}: whose the resource is. */
    public static final String SUBJECT = "subject";
    /** In {@code labels}: unit of a value that its metric leaves open, such as a currency. */
    public static final String UNIT = "unit";
    /** In {@code labels}: failure class. */
    public static final String CLASS = "class";

    public MetricSample {
        labels = Map.copyOf(labels);
    }
}
