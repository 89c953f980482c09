package molva.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import molva.client.Event.Answered;
import molva.schema.Command;

/** Calls over one connection after another: those that wait for a connection, and those that wait for an answer. */
final class Calls {
    private record Waiting(Command<?> command, CompletableFuture<Object> answer) {}

    private final Map<Long, Waiting> sent = new HashMap<>();
    private List<Waiting> unsent = new ArrayList<>();

    /** Adds a call, which goes out with {@link #send}. */
    void add(Command<?> command, CompletableFuture<Object> answer) {
        unsent.add(new Waiting(command, answer));
    }

    /** Sends what waits and has not been given up; {@code say} gives the number of a call. */
    void send(ToLongFunction<Command<?>> say) {
        List<Waiting> waiting = unsent;
        unsent = new ArrayList<>();
        for (Waiting each : waiting) {
            if (!each.answer.isDone()) {
                sent.put(say.applyAsLong(each.command), each);
            }
        }
    }

    /** Hands an answer on; a call whose connection broke waits for the next one, if it may be sent again. */
    void answer(Answered event) {
        Waiting waiting = sent.remove(event.ref());
        if (waiting == null) {
            return;
        }
        if (event.failure() instanceof Failure.ConnectionLost && waiting.command.repeatable()) {
            unsent.add(waiting);
        } else if (event.failure() != null) {
            waiting.answer.completeExceptionally(event.failure());
        } else {
            waiting.answer.complete(event.result());
        }
    }

    /** Nothing will come any more: lets everybody know. */
    void end(RuntimeException why) {
        sent.values().forEach(each -> each.answer.completeExceptionally(why));
        unsent.forEach(each -> each.answer.completeExceptionally(why));
        sent.clear();
        unsent.clear();
    }
}
