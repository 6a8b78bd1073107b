package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orchestress.record.RequestResult.Latency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Results of agents in one phase, or the run; absent where nothing is known, never zero. docs/MATH.md §9 defines
 * every figure.
 *
 * @param tasks all of them together
 * @param tasksByName by the name of the task, in alphabetical order
 * @param metrics times, by metric and request; {@code *} before the single requests where there are several
 * @param routing of tasks that expected an agent and were told which one worked
 * @param sessionsReopened sessions that were lost and opened again
 * @param retryAfter answers that asked to come back later
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentResult(
        String phase,
        @Nullable Tasks tasks,
        List<Tasks> tasksByName,
        List<Times> metrics,
        @Nullable Streams streams,
        @Nullable Tokens tokens,
        @Nullable Cost cost,
        @Nullable ModelShare modelShare,
        @Nullable Saving saving,
        @Nullable Routing routing,
        @Nullable Long sessionsReopened,
        @Nullable Long retryAfter) {
    public AgentResult {
        tasksByName = List.copyOf(tasksByName);
        metrics = List.copyOf(metrics);
    }

    /** Times of one metric, of all requests together. */
    public Optional<Times> times(String metric) {
        return metrics.stream().filter(times -> times.name().equals(metric)).findFirst();
    }

    /**
     * Tasks that ended, or were cut off.
     *
     * @param name {@code *}: all of them
     * @param good done within every limit of {@code orchestress.slo} that applies; at most {@code ok}
     * @param goodputPerSec good tasks ÷ seconds of the phase
     * @param goodShare good ÷ (ok + failed), 0 to 1; 0 where none ended
     * @param unfinished had begun, and were cut off by the end of the load: in neither; absent in older records
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tasks(
            String name,
            long ok,
            long failed,
            long good,
            double goodputPerSec,
            double goodShare,
            @Nullable Long unfinished) {
        /** Tasks of which none was cut off, as far as is known. */
        public Tasks(String name, long ok, long failed, long good, double goodputPerSec, double goodShare) {
            this(name, ok, failed, good, goodputPerSec, goodShare, null);
        }

        /** 0 where it is not known of any. */
        public long cutOff() {
            return unfinished == null ? 0 : unfinished;
        }

        public Tasks {
            if (ok < 0
                    || failed < 0
                    || good < 0
                    || good > ok
                    || ok + failed + (unfinished == null ? 0 : unfinished) <= 0) {
                throw new IllegalArgumentException(
                        name + ": " + good + " good of " + ok + " done and " + failed + " failed tasks");
            }
        }

        public long ended() {
            return ok + failed;
        }
    }

    /**
     * One kind of time.
     *
     * @param name of the metric, such as {@code ttft}
     * @param request {@code *}: all of them together
     */
    public record Times(String name, String request, long count, Latency micros) {}

    /**
     * Streams that ended well.
     *
     * @param chunks events with content in them
     * @param stalled with a gap above {@code orchestress.stream.stall}
     * @param unstreamed several chunks that all came in one read: target or proxy held them back; absent without any
     * @param bursts most chunks came together with others; absent without any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Streams(
            long ok,
            long chunks,
            long stalled,
            double chunksPerSec,
            @Nullable Long unstreamed,
            @Nullable Long bursts) {
        public Streams(long ok, long chunks, long stalled, double chunksPerSec) {
            this(ok, chunks, stalled, chunksPerSec, null, null);
        }

        /** Stalled ÷ ok, 0 to 1. */
        public double stalledShare() {
            return ok == 0 ? 0 : (double) stalled / ok;
        }
    }

    /**
     * Tokens as the target reported them, of failed calls too.
     *
     * @param in, out absent where nothing was reported, or where the sum is not known because of {@code impossibleCalls}
     * @param outPerSec out ÷ seconds of the phase
     * @param hiddenOut of {@code out}, those that were never sent, such as secret reasoning; absent where the target told of none
     * @param cachedIn of {@code in}, those from the target's cache; absent where it told of none
     * @param impossibleCalls calls whose counts were below 0 or above 10⁹; absent without any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tokens(
            @Nullable Long in,
            @Nullable Long out,
            @Nullable Double outPerSec,
            List<ModelUse> byModel,
            @Nullable Long impossibleCalls,
            @Nullable Long cachedIn,
            @Nullable Long hiddenOut) {
        public Tokens {
            byModel = List.copyOf(byModel);
        }

        public Tokens(
                @Nullable Long in,
                @Nullable Long out,
                @Nullable Double outPerSec,
                List<ModelUse> byModel,
                @Nullable Long impossibleCalls) {
            this(in, out, outPerSec, byModel, impossibleCalls, null, null);
        }

        public Tokens(@Nullable Long in, @Nullable Long out, @Nullable Double outPerSec, List<ModelUse> byModel) {
            this(in, out, outPerSec, byModel, null);
        }
    }

    /**
     * @param model empty: tokens were reported without a model
     * @param cachedIn of {@code in}, those from the target's cache; absent where it told of none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ModelUse(
            String model,
            long calls,
            @Nullable Long in,
            @Nullable Long out,
            @Nullable Long cachedIn) {
        public ModelUse(String model, long calls, @Nullable Long in, @Nullable Long out) {
            this(model, calls, in, out, null);
        }
    }

    /**
     * Cost of the tokens, by the price table that the record was read with.
     *
     * @param total of all models; absent when there is one whose cost is not known
     * @param known of the models whose cost is known: a lower bound of the total
     * @param perTask total ÷ tasks that ended, failed ones too
     * @param unknownModels without a price, or without token counts
     * @param fullyPricedCache models whose input from the cache was priced like any other, for no {@code input-cached} is known: the cost is
     *     an upper bound; absent without any
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cost(
            String currency,
            @Nullable Double total,
            double known,
            @Nullable Double perTask,
            List<ModelCost> byModel,
            List<String> unknownModels,
            @Nullable List<String> fullyPricedCache) {
        public Cost(
                String currency,
                @Nullable Double total,
                double known,
                @Nullable Double perTask,
                List<ModelCost> byModel,
                List<String> unknownModels) {
            this(currency, total, known, perTask, byModel, unknownModels, null);
        }

        public Cost {
            byModel = List.copyOf(byModel);
            unknownModels = List.copyOf(unknownModels);
        }
    }

    /** @param cost in the currency of the price table */
    public record ModelCost(String model, double cost) {}

    /** @param share cheap ÷ calls, 0 to 1 */
    public record ModelShare(long cheapCalls, long calls, double share) {}

    /**
     * Against one model doing all of it, with the same tokens.
     *
     * @param singleCost what the tokens would have cost by its prices
     * @param share 1 − cost ÷ singleCost; below 0 when it would have been cheaper
     */
    public record Saving(String single, double singleCost, double share) {}

    /**
     * Whether the expected agent did the work.
     *
     * @param accuracy right ÷ (right + wrong), 0 to 1
     * @param accuracyFrom, accuracyTo Wilson's score interval at 95 %
     * @param confusions most frequent first
     */
    public record Routing(
            long right,
            long wrong,
            double accuracy,
            double accuracyFrom,
            double accuracyTo,
            List<Confusion> confusions) {
        public Routing {
            confusions = List.copyOf(confusions);
        }
    }

    public record Confusion(String expected, String chosen, long count) {}
}
