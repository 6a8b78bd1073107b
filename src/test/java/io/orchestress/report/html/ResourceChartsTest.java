package io.orchestress.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.Findings;
import io.orchestress.record.RecordReader;
import io.orchestress.report.ResourceTables;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Table;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceChartsTest {
    private Findings findings(Path folder, SyntheticRecord more) {
        return Analysis.of(RecordReader.open(more.writeTo(folder), RecordReader.Writer.GONE), Reference.ANALYSIS);
    }

    private static SyntheticRecord steady() {
        return new SyntheticRecord(1)
                .phase("steady", "steady", 10, 1)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000))
                .resource("host", "cpu", 0.4);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> lanes(Findings findings) {
        Map<String, Object> data =
                ResourceCharts.data(findings.resourceTimeline().orElseThrow());
        Map<String, Object> lanes = new LinkedHashMap<>();
        ((List<Map<String, Object>>) data.get("lanes"))
                .forEach(lane -> lanes.put(String.valueOf(lane.get("name")), lane.get("data")));
        return lanes;
    }

    @Test
    void whatWasTakenAwayIsOnTheTimeline(@TempDir Path folder) {
        Findings findings = findings(
                folder, steady().resource("host", "steal", 0.125).resource("injector", "run-queue-wait", 0.25));
        assertThat(lanes(findings)).containsKeys("generator run-queue wait", "host CPU", "host steal");
        assertThat(lanes(findings).get("host steal")).asInstanceOf(LIST).contains(12.5);
        assertThat(lanes(findings).get("generator run-queue wait"))
                .asInstanceOf(LIST)
                .contains(25.0);
        Table phases = ResourceTables.phases(new RunFacts(findings));
        assertThat(phases.columns()).extracting(Table.Column::title).contains("waits for a CPU", "steal");
    }

    @Test
    void whatWasNotReadIsNoLaneOfZeros(@TempDir Path folder) {
        assertThat(lanes(findings(folder, steady()))).containsOnlyKeys("host CPU");
    }
}
