package io.orchestress.sut.embedded.agent;

import io.orchestress.sut.embedded.agent.Bugs.Bug;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pairs of tasks that get each other's answer: one that the bug strikes, and the next one that begins. Used on the event loop. */
final class Swaps {
    /** How long an answer waits for another task to begin. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Agents agents;
    private @Nullable Pair open;

    Swaps(Agents agents) {
        this.agents = agents;
    }

    /** A task begins: its place in a pair, if it is to have one. */
    Optional<Place> begins() {
        Pair pair = open;
        if (pair != null) {
            open = null;
            pair.second = new Place(pair);
            return Optional.of(pair.second);
        }
        if (!agents.bugs.strikes(Bug.SWAP_ANSWERS)) {
            return Optional.empty();
        }
        Pair opened = new Pair();
        open = opened;
        return Optional.of(opened.first);
    }

    private final class Pair {
        private final Place first = new Place(this);
        private @Nullable Place second;

        private void settle() {
            Place other = second;
            if (other == null) {
                return;
            }
            if (first.left || other.left) {
                first.give(first.answer);
                other.give(other.answer);
            } else if (first.answer != null && other.answer != null) {
                first.give(other.answer);
                other.give(first.answer);
            }
        }

        private void close() {
            if (open == this) {
                open = null;
            }
        }
    }

    /** One of the two. */
    final class Place {
        private final Pair pair;
        private @Nullable Answer answer;
        private Consumer<Answer> taker = one -> {};
        private boolean left;
        private boolean given;

        private Place(Pair pair) {
            this.pair = pair;
        }

        /** It has its own answer, and is given the other's, or its own where there is none. */
        void has(Answer own, Consumer<Answer> takes) {
            answer = own;
            taker = takes;
            if (pair.second == null) {
                agents.later(PATIENCE_NANOS, () -> {
                    if (pair.second == null) {
                        pair.close();
                        give(own);
                    }
                });
            }
            pair.settle();
        }

        /** It will have no answer. */
        void leaves() {
            left = true;
            pair.close();
            pair.settle();
        }

        private void give(@Nullable Answer one) {
            if (one != null && !given) {
                given = true;
                taker.accept(one);
            }
        }
    }
}
