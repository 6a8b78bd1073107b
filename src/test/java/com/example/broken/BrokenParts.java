package com.example.broken;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.issues.Diagnosis;
import io.orchestress.analysis.issues.IssueContext;
import io.orchestress.analysis.issues.IssueRule;
import io.orchestress.analysis.issues.IssueType;
import io.orchestress.config.Section;
import io.orchestress.config.Settings;
import io.orchestress.gatling.Journey;
import io.orchestress.importer.FileHead;
import io.orchestress.importer.ForeignFile;
import io.orchestress.importer.ImportFormat;
import io.orchestress.protocol.Endpoint;
import io.orchestress.protocol.ProbeClient;
import io.orchestress.protocol.Transports;
import io.orchestress.record.Better;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.MetricProvider;
import io.orchestress.record.metric.Quantity;
import io.orchestress.report.export.ExportFormat;
import io.orchestress.scenario.ScenarioProtocol;
import io.orchestress.text.LatencyUnit;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A jar of somebody else's in which nothing works but names. */
public final class BrokenParts {
    private BrokenParts() {}

    private static <T> T fails() {
        throw new IllegalStateException("no\nlicence");
    }

    /** One metric, without a value. */
    public static final class Metrics implements MetricProvider {
        @Override
        public List<MetricDefinition> metrics() {
            return List.of(MetricDefinition.of(
                    "broken.share",
                    Quantity.SHARE,
                    "",
                    Better.LOWER,
                    MetricDefinition.Scope.PHASE,
                    "of a test",
                    (part, name) -> fails()));
        }
    }

    /** A rule of no type, that cannot judge. */
    public static final class Rules implements IssueRule.Provider {
        @Override
        public IssueRule read(Section root) {
            return new IssueRule() {
                @Override
                public List<IssueType> types() {
                    return List.of();
                }

                @Override
                public List<Diagnosis> judge(IssueContext measured) {
                    return fails();
                }
            };
        }
    }

    /** Writes nothing, and cannot say so. */
    public static final class Exporter implements ExportFormat {
        @Override
        public String ending() {
            return "broken";
        }

        @Override
        public String help() {
            return fails();
        }

        @Override
        public void write(Findings findings, OutputStream out, Optional<Path> browser) {
            fails();
        }
    }

    /** Recognises nothing, and reads nothing. */
    public static final class Reader implements ImportFormat {
        @Override
        public String label() {
            return "broken";
        }

        @Override
        public String title() {
            return "broken";
        }

        @Override
        public boolean recognises(FileHead head) {
            return fails();
        }

        @Override
        public ForeignFile reader(FileHead head, @Nullable LatencyUnit unit, Instant fileTime) {
            return (file, in, events) -> fails();
        }
    }

    /** Finds no target, and no way to it. */
    public static final class Spoken implements ScenarioProtocol {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Object read(Section block, boolean used) {
            return "";
        }

        @Override
        public Endpoint endpoint(URI target, Settings settings, ProbeClient client) {
            return fails();
        }

        @Override
        public Transports transports(Settings settings) {
            return fails();
        }

        @Override
        public Journey journey() {
            return fails();
        }
    }
}
