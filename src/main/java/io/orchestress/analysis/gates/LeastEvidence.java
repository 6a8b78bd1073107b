package io.orchestress.analysis.gates;

import io.orchestress.record.metric.Reading.Surely;

/**
 * Of a figure of which a part may not be the target's: it keeps an upper limit as a whole, and breaks one by the rest.
 *
 * @param scale from the unit of the metric to that of the limit
 */
record LeastEvidence(Surely surely, double scale, long samples) implements LimitEvidence {
    @Override
    public Chance against(double limit, Relation relation) {
        boolean explained = relation.isUpper() && relation.holds(scale * surely.value(), limit);
        return new Chance(explained ? 1 : 0, 0, false, surely.words(), Double.POSITIVE_INFINITY);
    }

    @Override
    public String remedy() {
        return surely.remedy();
    }
}
