package io.orchestress.report.html;

import io.orchestress.report.ScalabilityFacts;
import io.orchestress.report.Table;
import io.orchestress.report.plot.Plot;

/** The section on scalability, not yet escaped. */
record ScalabilityView(
        String over,
        boolean refused,
        String sentence,
        String meaning,
        String remarks,
        Plot plot,
        Table coefficients,
        Table points,
        Table whatIf) {

    static ScalabilityView of(ScalabilityFacts facts) {
        return new ScalabilityView(
                facts.over(),
                facts.scalability().refusal() != null,
                Page.unbroken(facts.sentence()),
                Page.unbroken(facts.meaning()),
                Page.unbroken(facts.remarks()),
                new ScalabilityChart(facts).plot(),
                facts.coefficients(),
                facts.points(),
                facts.whatIf());
    }
}
