package molva.client;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: doubling, bounded, drawn evenly from zero up, so that clients do not come
 * back all at once.
 *
 * <p>Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015 ("full jitter").
 */
final class Backoff {
    private final DoubleSupplier random;
    private final long firstMs;
    private final long mostMs;
    private long boundMs;

    /**
     * @param random draws a number in [0, 1)
     * @param firstMs the first bound, milliseconds
     * @param mostMs the largest bound, milliseconds
     */
    Backoff(DoubleSupplier random, long firstMs, long mostMs) {
        this.random = random;
        this.firstMs = firstMs;
        this.mostMs = mostMs;
        this.boundMs = firstMs;
    }

    /**
     * Gives the milliseconds to wait now; the bound doubles for the time after.
     *
     * @param atLeastMs what the server asked for, milliseconds
     */
    long next(long atLeastMs) {
        long wait = (long) (random.getAsDouble() * boundMs);
        boundMs = Math.min(boundMs * 2, mostMs);
        return atLeastMs + wait;
    }

    /** Begins anew: the last attempt succeeded. */
    void reset() {
        boundMs = firstMs;
    }
}
