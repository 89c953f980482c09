package molva.client;

/** How the client stands to its server. */
public enum State {
    /** Waiting before the next attempt. */
    OFFLINE,
    /** An attempt is under way. */
    CONNECTING,
    /** Connected; what was missed is coming. */
    SYNCING,
    /** The replica is as new as the server. */
    ONLINE,
    /** There is no connection and will be none. */
    ENDED
}
