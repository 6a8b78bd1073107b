package io.orchestress.duel;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.EndedRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameWorkTest {
    @TempDir
    private Path folder;

    @Test
    void targetAndMomentMayDiffer() throws IOException {
        assertThat(SameWork.differences(
                        run(EndedRun.at(0).target("http://127.0.0.1:1", "rest")),
                        run(EndedRun.at(1).target("http://127.0.0.1:2", "rest"))))
                .isEmpty();
    }

    @Test
    void workMayNot() throws IOException {
        assertThat(SameWork.differences(
                        run(EndedRun.at(0).target("http://127.0.0.1:1", "mcp")),
                        run(EndedRun.at(1).target("http://127.0.0.1:1", "rest"))))
                .containsExactly("protocol: mcp in the candidate's run, rest in the baseline's");
        assertThat(SameWork.differences(
                        run(EndedRun.at(0).users(7)), run(EndedRun.at(1).users(8))))
                .containsExactly("the planned phases differ");
    }

    private RunRecord run(EndedRun run) throws IOException {
        return RecordReader.open(run.writeTo(folder), RecordReader.Writer.GONE).run();
    }
}
