package io.orchestress.gatling.task;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.task.TaskRow;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One marked task from its first call to its row. Its user's event loop tells it what happens; the thread that ends the load may end it at any
 * time, so its methods take turns.
 */
public final class TaskTrace {
    private static final int ACCEPTED = 202;

    /** The protocol had the answer end later. */
    private static final Set<FailureClass> CUT = Set.of(FailureClass.NO_END, FailureClass.TRUNCATED);

    private final TaskMarks marks;
    private final Task task;
    private final AnswerMarks answer;
    private String conversation;
    private int place;
    private long startNanos;
    private long firstNanos;
    private long endNanos;
    private long leftNanos;
    private TaskRow.By by = TaskRow.By.NOTHING;
    private boolean streams;
    private boolean accepted;
    private @Nullable FailureClass failure;
    private @Nullable Outbound sent;
    /** What the last call sent, if it was answered well: with the mark in it, the target took the task. */
    private @Nullable Outbound answered;

    private boolean over;
    private int rests;
    private @Nullable Supplier<TaskRow> held;

    /** Whose it is, and what. */
    record Task(String mark, String phase, String request, String size, long user, String tenant, String trace) {}

    TaskTrace(TaskMarks marks, Task task, String conversation, int place) {
        this.marks = marks;
        this.task = task;
        this.conversation = conversation;
        this.place = place;
        answer = new AnswerMarks(task.mark());
    }

    public String mark() {
        return task.mark();
    }

    /** A prompt with the mark, instead of one that is in it. */
    public String marked(String prompt) {
        return MarkedPrompt.of(prompt, task.mark());
    }

    /** It is the first of a conversation: what follows in it is named after it. */
    public synchronized void opensConversation() {
        conversation = task.mark();
        place = 0;
    }

    /** What follows it in its conversation. This one is over. */
    public synchronized TaskTrace next() {
        ends(false);
        Task following = new Task(
                marks.mark(), task.phase(), task.request(), task.size(), task.user(), task.tenant(), task.trace());
        return new TaskTrace(marks, following, conversation, place + 1);
    }

    /**
     * A call of it is sent. Times are of the time source, here and below.
     *
     * @param request null: it is not known
     */
    public synchronized void callStarts(@Nullable Outbound request, long nanos) {
        accepted = accepted || isCarried(answered, task.mark());
        answered = null;
        startNanos = startNanos == 0 ? nanos : startNanos;
        firstNanos = streams ? firstNanos : 0;
        endNanos = 0;
        sent = request;
        answer.begins();
    }

    /** The head of an answer came. */
    public synchronized void head(int status, long nanos) {
        accepted |= status == ACCEPTED;
        firstNanos = firstNanos == 0 ? nanos : firstNanos;
    }

    /** An event of a stream came. */
    public synchronized void event(String data, Texts texts, long nanos) {
        if (!streams) {
            streams = true;
            firstNanos = nanos;
        }
        accepted = true;
        answer.event(data, texts);
    }

    /** An event came of a stream that had ended by its protocol: whoever waits for the answer does not see it. */
    public synchronized void after(String data, Texts texts) {
        answer.after(data, texts);
    }

    /** More may come of a stream whose end is about to be told. */
    public synchronized void restBegins() {
        rests++;
    }

    /** No more will come of it. */
    public synchronized void restEnds() {
        rests--;
        if (rests == 0) {
            isHeardOut();
        }
    }

    /** Whatever may still come, its row is written if it is over. */
    synchronized void isHeardOut() {
        Supplier<TaskRow> row = held;
        if (row != null) {
            held = null;
            marks.lets(this);
            marks.add(row.get());
        }
    }

    /** A body came, whole or cut. */
    public synchronized void body(byte[] body) {
        if (body.length > 0) {
            answer.body(body);
        }
    }

    /** A call of it has ended. */
    public synchronized void callEnds(FailureClass how, long nanos) {
        endNanos = nanos;
        if (how == FailureClass.OK) {
            answered = sent;
        } else {
            failure = how;
        }
        sent = null;
    }

    /** Its user leaves before its answer, and it is over. */
    public synchronized void left(TaskRow.By how, long nanos) {
        leftNanos = nanos;
        by = how;
        marks.left(nanos);
        write(FailureClass.LEFT.label());
    }

    /** It is over. Where it failed and no call did, something between the calls has, which is this side's fault. */
    public synchronized void ends(boolean failed) {
        FailureClass how = failed ? failure == null ? FailureClass.INJECTOR : failure : FailureClass.OK;
        write(how.label());
    }

    /** Nobody waits for it any more: the load has ended, or the user goes on without it. */
    public synchronized void isCutOff() {
        write(FailureClass.UNFINISHED.label());
    }

    private void write(String outcome) {
        if (over || startNanos == 0) {
            return; // of a task of which nothing was sent, there is nothing to tell
        }
        over = true;
        boolean ok = outcome.equals(TaskRow.OK);
        long end = outcome.equals(FailureClass.UNFINISHED.label()) || leftNanos != 0 ? 0 : endNanos;
        boolean wasAccepted = accepted || (!ok && isCarried(answered, task.mark()));
        answered = null;
        boolean cut = !ok && failure != null && CUT.contains(failure);
        Supplier<TaskRow> row = () -> new TaskRow(
                task.mark(),
                task.phase(),
                task.request(),
                task.size(),
                task.user(),
                task.tenant(),
                conversation,
                place,
                startNanos,
                firstNanos,
                end,
                outcome,
                wasAccepted,
                leftNanos,
                by,
                answer.found(),
                answer.others(),
                cut,
                answer.ended(),
                answer.answers(),
                task.trace());
        if (rests > 0) {
            held = row;
            marks.holds(this);
        } else {
            marks.add(row.get());
        }
    }

    private static boolean isCarried(@Nullable Outbound sent, String mark) {
        if (sent instanceof Outbound.Http http) {
            return contains(http.body(), mark) || http.uri().toString().contains(mark);
        }
        return sent instanceof Outbound.Line line && line.text().contains(mark);
    }

    private static boolean contains(byte[] body, String mark) {
        return body.length >= mark.length() && new String(body, StandardCharsets.ISO_8859_1).contains(mark);
    }
}
