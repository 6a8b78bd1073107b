package io.orchestress.sut.embedded.agent;

/** Is told how a task goes on; on the event loop of the agents. One of the last four calls ends it. */
public interface Reporter {
    /** A piece of the answer; together the pieces are the answer, unless it is said whole. */
    void says(String piece);

    /** The model has spoken that many times. */
    void turn(int turns);

    /** The task has its answer; pieces that were not said before it are in its text only. */
    void answered(Answer answer);

    /** @param words of the provider, where it has said any */
    void failed(String words);

    /** Nobody works on it any more, and nobody will say so: a bug. */
    void lost();

    /** It was cancelled, went on all the same, and has come to its end: a bug. */
    void over();
}
