package molva.testing;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs tests one after another, and tells in the end which failed and why. */
public final class Report {
    /** One test; whatever it throws is its failure. */
    public interface Test {
        /** Runs it. */
        void run() throws Exception;
    }

    private final List<String> failures = new ArrayList<>();
    private int passed;

    /** Runs one test. */
    public void test(String name, Test test) {
        try {
            test.run();
            passed++;
        } catch (Exception | AssertionError | StackOverflowError failure) {
            failures.add(name + "\n    " + failure + "\n" + where(failure));
        }
    }

    /**
     * Compares two values.
     *
     * @throws AssertionError they differ; both are named
     */
    public static void same(Object wanted, Object found) {
        if (!Objects.equals(wanted, found)) {
            throw new AssertionError("\n      wanted " + wanted + "\n      found  " + found);
        }
    }

    /**
     * Demands something.
     *
     * @throws AssertionError it is not so
     */
    public static void holds(String what, boolean so) {
        if (!so) {
            throw new AssertionError("not so: " + what);
        }
    }

    /**
     * Demands that something fails, and gives the failure.
     *
     * @throws AssertionError it does not, or in another way
     */
    public static <T extends Throwable> T fails(Class<T> kind, Test test) throws Exception {
        try {
            test.run();
        } catch (Throwable failure) {
            if (kind.isInstance(failure)) {
                return kind.cast(failure);
            }
            throw new AssertionError("another failure than " + kind.getSimpleName() + ": " + failure, failure);
        }
        throw new AssertionError("no " + kind.getSimpleName());
    }

    /**
     * Tells how it went.
     *
     * @return whether every test passed, and there was one
     */
    public boolean tell(PrintStream out) {
        for (String failure : failures) {
            out.println("FAILED " + failure);
        }
        out.println(passed + " passed, " + failures.size() + " failed");
        return failures.isEmpty() && passed > 0;
    }

    private static String where(Throwable failure) {
        StringBuilder out = new StringBuilder();
        for (StackTraceElement each : failure.getStackTrace()) {
            if (each.getClassName().startsWith("molva.") && !each.getClassName().startsWith("molva.testing.Report")) {
                out.append("    at ").append(each).append('\n');
            }
        }
        return out.toString();
    }
}
