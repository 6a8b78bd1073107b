package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.Bugs;
import java.util.ArrayList;
import java.util.List;

/**
 * How an embedded orchestrator behaves. Defaults are in {@link Builder} and nowhere else.
 *
 * @param port to listen on at 127.0.0.1, 0 to 65 535; 0 takes a free one
 * @param workers slots: tasks that run at the same time, 1 to 100 000
 * @param queueCapacity tasks that wait for a slot, in each queue; one more is refused with 429, 0 to 1 000 000
 * @param queue who of those that wait gets the next slot
 * @param serviceLaw distribution of the time a task holds its slot
 * @param meanServiceMillis mean of that time for a medium task; simple ones take ½ of it, complex ones 3 ×; 0 to a day
 * @param lognormalSigma σ of the logarithm, for {@link ServiceLaw#LOGNORMAL} only, 0 to 5
 * @param spawnMillis time that it takes to spawn an agent, fixed, 0 to a day
 * @param tokensPerSec rate at which a running task puts out tokens, more than 0, at most 1 000 000; a task whose service time is
 *     too short for that puts them out evenly over its service time
 * @param tokensPerChunk tokens in one chunk of a stream, the last apart, 1 to 1 000
 * @param historySize ended tasks that can still be asked for; the oldest are forgotten first, 0 to 1 000 000
 * @param bandwidthBytesPerSec in each direction, over all connections together; 0: not limited
 * @param seed of every random number
 * @param agent how tasks are done by agents that call a backend
 * @param faults in force from the start
 * @param bugs of agents in force from the start
 */
public record EmbeddedSettings(
        int port,
        int workers,
        int queueCapacity,
        QueueOrder queue,
        ServiceLaw serviceLaw,
        double meanServiceMillis,
        double lognormalSigma,
        long spawnMillis,
        double tokensPerSec,
        int tokensPerChunk,
        int historySize,
        long bandwidthBytesPerSec,
        long seed,
        AgentOptions agent,
        Faults faults,
        Bugs bugs) {
    public EmbeddedSettings {
        Check.within("port", port, 0, 65_535);
        Check.within("workers", workers, 1, 100_000);
        Check.within("queueCapacity", queueCapacity, 0, 1_000_000);
        Check.within("meanServiceMillis", meanServiceMillis, 0, Check.DAY_MILLIS);
        Check.within("lognormalSigma", lognormalSigma, 0, 5);
        Check.within("spawnMillis", spawnMillis, 0, Check.DAY_MILLIS);
        Check.within("tokensPerSec", tokensPerSec, 0.001, 1_000_000);
        Check.within("tokensPerChunk", tokensPerChunk, 1, 1_000);
        Check.within("historySize", historySize, 0, 1_000_000);
        Check.within("bandwidthBytesPerSec", bandwidthBytesPerSec, 0, 1L << 40);
        if (agent.backend().isEmpty() && !bugs.equals(Bugs.NONE)) {
            throw new IllegalArgumentException("bugs are those of agents, and there are none without a backend");
        }
    }

    public static EmbeddedSettings defaults() {
        return new Builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads what {@link #toArguments()} wrote: {@code --name=value}, in any order; what is left out has its default.
     *
     * @throws IllegalArgumentException naming the argument, its value and what would have been valid
     */
    public static EmbeddedSettings fromArguments(List<String> arguments) {
        return SettingsArguments.read(arguments);
    }

    /** The same at this port. */
    public EmbeddedSettings at(int otherPort) {
        return new EmbeddedSettings(
                otherPort,
                workers,
                queueCapacity,
                queue,
                serviceLaw,
                meanServiceMillis,
                lognormalSigma,
                spawnMillis,
                tokensPerSec,
                tokensPerChunk,
                historySize,
                bandwidthBytesPerSec,
                seed,
                agent,
                faults,
                bugs);
    }

    /** Every setting as {@code --name=value}, for the command line of {@link EmbeddedMain}. */
    public List<String> toArguments() {
        List<String> arguments = new ArrayList<>();
        SettingsArguments.values(this).forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments;
    }

    /** Collects settings; each method sets the component of the same name. */
    public static final class Builder {
        private int port = 0;
        private int workers = 64;
        private int queueCapacity = 1_000;
        private QueueOrder queue = QueueOrder.FIFO;
        private ServiceLaw serviceLaw = ServiceLaw.LOGNORMAL;
        private double meanServiceMillis = 100;
        private double lognormalSigma = 0.5;
        private long spawnMillis = 5;
        private double tokensPerSec = 200;
        private int tokensPerChunk = 1;
        private int historySize = 100_000;
        private long bandwidthBytesPerSec = 0;
        private long seed = 1;
        private AgentOptions agent = AgentOptions.NONE;
        private Faults faults = Faults.NONE;
        private Bugs bugs = Bugs.NONE;

        private Builder() {}

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder workers(int value) {
            workers = value;
            return this;
        }

        public Builder queueCapacity(int value) {
            queueCapacity = value;
            return this;
        }

        public Builder queue(QueueOrder value) {
            queue = value;
            return this;
        }

        public Builder serviceLaw(ServiceLaw value) {
            serviceLaw = value;
            return this;
        }

        public Builder meanServiceMillis(double value) {
            meanServiceMillis = value;
            return this;
        }

        public Builder lognormalSigma(double value) {
            lognormalSigma = value;
            return this;
        }

        public Builder spawnMillis(long value) {
            spawnMillis = value;
            return this;
        }

        public Builder tokensPerSec(double value) {
            tokensPerSec = value;
            return this;
        }

        public Builder tokensPerChunk(int value) {
            tokensPerChunk = value;
            return this;
        }

        public Builder historySize(int value) {
            historySize = value;
            return this;
        }

        public Builder bandwidthBytesPerSec(long value) {
            bandwidthBytesPerSec = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder agent(AgentOptions value) {
            agent = value;
            return this;
        }

        public Builder faults(Faults value) {
            faults = value;
            return this;
        }

        public Builder bugs(Bugs value) {
            bugs = value;
            return this;
        }

        public EmbeddedSettings build() {
            return new EmbeddedSettings(
                    port,
                    workers,
                    queueCapacity,
                    queue,
                    serviceLaw,
                    meanServiceMillis,
                    lognormalSigma,
                    spawnMillis,
                    tokensPerSec,
                    tokensPerChunk,
                    historySize,
                    bandwidthBytesPerSec,
                    seed,
                    agent,
                    faults,
                    bugs);
        }
    }
}
