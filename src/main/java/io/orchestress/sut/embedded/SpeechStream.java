package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.BugControl;
import io.orchestress.sut.embedded.agent.Bugs.Bug;

/**
 * One client that watches an agent: what the agent says is written when it says it; who comes late is told at once what has been missed. Runs
 * on the event loop of the client's connection. Faults that come after half of a stream come after half of what is usual for the task's size,
 * or at its end.
 */
final class SpeechStream {
    private final TokenStreams world;
    private final Task task;
    private final Speech speech;
    private final Exchange exchange;
    private final EventStream out;
    private final TokenStreams.Words words;
    private final TokenStream.Fate fate;
    private final StreamTotals.Meter meter;
    private final BugControl bugs;
    private int characters;
    private int chunks;
    private boolean running;
    private boolean stalled;
    private boolean over;

    SpeechStream(
            TokenStreams world,
            Task task,
            Speech speech,
            Exchange exchange,
            EventStream out,
            TokenStreams.Words words,
            TokenStream.Fate fate,
            StreamTotals.Meter meter,
            BugControl bugs) {
        this.world = world;
        this.task = task;
        this.speech = speech;
        this.exchange = exchange;
        this.out = out;
        this.words = words;
        this.fate = fate;
        this.meter = meter;
        this.bugs = bugs;
    }

    void start() {
        speech.watch(this::wake);
        task.started().thenRun(this::wake);
        task.ended().thenRun(this::wake);
    }

    private void wake() {
        exchange.onEventLoop(() -> world.timers.whenThawed(() -> exchange.onEventLoop(this::proceed)));
    }

    private void proceed() {
        if (over || stalled) {
            return;
        }
        if (!exchange.clientIsThere()) {
            over = true;
            return;
        }
        TaskState state = task.state();
        if (!running && state != TaskState.QUEUED) {
            running = true;
            words.running();
        }
        boolean ended = state.ended();
        String more = speech.after(characters);
        if (!more.isEmpty()) {
            write(more, speech.isWhole());
        }
        out.flush();
        if (ended && !over && !stalled) {
            end();
        }
    }

    private void write(String text, boolean last) {
        long now = world.clock.nanos();
        chunks++;
        characters += text.length();
        words.tokens(new TokenStreams.Chunk(chunks, chunks, text, last, now));
        meter.chunk(now, 1);
        meetFate(chunks);
        if (!over && chunks == fate.stallAfter()) {
            stalled = true;
            exchange.later(fate.stallNanos(), () -> {
                stalled = false;
                wake();
            });
        }
    }

    private void meetFate(int at) {
        if (fate.cutAfter() > 0 && fate.cutAfter() <= at) {
            over = true;
            out.flush();
            exchange.drop();
        } else if (fate.errorAfter() > 0 && fate.errorAfter() <= at) {
            over = true;
            words.broken();
            out.end();
        }
    }

    private void end() {
        meetFate(Integer.MAX_VALUE);
        if (over) {
            return;
        }
        over = true;
        TaskView whole = world.engine.view(task);
        if (whole.state() == TaskState.COMPLETED && bugs.strikes(Bug.ANSWER_TWICE)) {
            words.tokens(new TokenStreams.Chunk(
                    chunks + 1, chunks + 1, speech.answer().text(), true, world.clock.nanos()));
            words.ended(whole);
        }
        words.ended(whole);
        meter.completed();
        out.end();
    }
}
