package io.orchestress.transport.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorsTest {
    @Test
    void whatIsKeptIsNotForTheLoad() {
        Descriptors descriptors = new Descriptors(300, 136);

        assertThat(descriptors.take(99)).isTrue();
        assertThat(descriptors.take(2)).as("100 = 300 - 136 - 64 in all").isFalse();
        assertThat(descriptors.take(1)).isTrue();
        assertThat(descriptors.take(1)).isFalse();
        descriptors.giveBack(3);
        assertThat(descriptors.take(3)).isTrue();
        assertThat(descriptors.exhausted()).contains("limit is 300 (ulimit -n)", "64");
    }

    @Test
    void aLimitBelowWhatIsKeptLeavesOne() {
        Descriptors descriptors = new Descriptors(150, 140);

        assertThat(descriptors.take(1)).isTrue();
        assertThat(descriptors.take(1)).isFalse();
    }

    @Test
    void thisJvmHasSome() {
        assertThat(Descriptors.ofThisJvm().take(1)).isTrue();
        Descriptors.ofThisJvm().giveBack(1);
    }
}
