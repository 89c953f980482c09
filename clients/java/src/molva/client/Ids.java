package molva.client;

import java.security.SecureRandom;

/** Makes the ids that a client gives to what it makes. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /**
     * Makes a UUIDv7 (RFC 9562, section 5.7) for the given moment.
     *
     * @param nowMs milliseconds since the epoch
     */
    public static String make(long nowMs) {
        long high = nowMs << 16 | 0x7000 | RANDOM.nextInt(1 << 12);
        long low = RANDOM.nextLong() >>> 2 | 1L << 63;
        return new java.util.UUID(high, low).toString();
    }
}
