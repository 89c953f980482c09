package molva.client;

/** What can go wrong on the client's side; a {@link Refusal} is the server's. */
public abstract class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String what, Throwable cause) {
        super(what, cause);
    }

    /** The connection broke before the answer came; the command may or may not have taken effect. */
    public static final class ConnectionLost extends Failure {
        private static final long serialVersionUID = 1;

        /** Says so. */
        public ConnectionLost() {
            super("the connection broke before the answer came", null);
        }
    }

    /** There is no connection and there will be none: the client was closed, or the server said not to come back. */
    public static final class ConnectionEnded extends Failure {
        private static final long serialVersionUID = 1;

        /** @param why for whoever reads a log */
        public ConnectionEnded(String why) {
            super(why, null);
        }
    }

    /** Another running program holds the folder; each program needs its own. */
    public static final class FolderInUse extends Failure {
        private static final long serialVersionUID = 1;

        /** @param folder which one */
        public FolderInUse(String folder) {
            super(folder, null);
        }
    }

    /** The folder holds what another user has not sent yet; each user needs a folder of their own. */
    public static final class WrongUser extends Failure {
        private static final long serialVersionUID = 1;

        /** @param userId whose it is */
        public WrongUser(String userId) {
            super(userId, null);
        }
    }

    /** An answer does not have the shape that the protocol promises; client and server do not fit together. */
    public static final class UnreadableAnswer extends Failure {
        private static final long serialVersionUID = 1;

        /** @param what what is wrong with it */
        public UnreadableAnswer(String what, Throwable cause) {
            super(what, cause);
        }
    }

    /** No server answers at the address. */
    public static final class Unreachable extends Failure {
        private static final long serialVersionUID = 1;

        /** @param address the address as it was given */
        public Unreachable(String address, Throwable cause) {
            super(address, cause);
        }
    }

    /** The disk did not take a command, so it will not be sent. */
    public static final class NotStored extends Failure {
        private static final long serialVersionUID = 1;

        /** @param cause what the disk said */
        public NotStored(Throwable cause) {
            super("the disk did not take the command", cause);
        }
    }
}
