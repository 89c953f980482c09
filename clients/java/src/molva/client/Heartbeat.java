package molva.client;

/** When to say {@code ping}, and when to give the connection up; milliseconds, monotonic, handed in. */
final class Heartbeat {
    private final long everyMs;
    private long sentMs;
    private long heardMs;

    /** @param everyMs the server's interval; twice that without a word means that the connection is dead */
    Heartbeat(long everyMs, long nowMs) {
        this.everyMs = everyMs;
        this.sentMs = nowMs;
        this.heardMs = nowMs;
    }

    /** We said something. */
    void sent(long nowMs) {
        sentMs = nowMs;
    }

    /** They said something. */
    void heard(long nowMs) {
        heardMs = nowMs;
    }

    /** Tells whether we have been silent for so long that it is time for a ping. */
    boolean pingDue(long nowMs) {
        return nowMs - sentMs >= everyMs;
    }

    /** Tells whether they have been silent for so long that nobody is there. */
    boolean dead(long nowMs) {
        return nowMs - heardMs >= 2 * everyMs;
    }
}
