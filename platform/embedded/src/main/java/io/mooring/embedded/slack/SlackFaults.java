package io.mooring.embedded.slack;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Faults that wait for the next calls of a method, one for each. */
final class SlackFaults {

    private final Map<SlackMethod, Queue<SlackFault>> waiting = new EnumMap<>(SlackMethod.class);
    private final CountDownLatch closed = new CountDownLatch(1);

    SlackFaults() {
        for (SlackMethod method : SlackMethod.values()) {
            waiting.put(method, new ConcurrentLinkedQueue<>());
        }
    }

    void add(SlackMethod method, List<SlackFault> faults) {
        queue(method).addAll(faults);
    }

    /** @param work what the method does when nothing is wrong */
    SlackReply around(SlackMethod method, Supplier<SlackReply> work) {
        return switch (queue(method).poll()) {
            case null -> work.get();
            case SlackFault.RateLimited limit -> SlackReply.rateLimited(Integer.toString(limit.retryAfterSeconds()));
            case SlackFault.AsksToWait wait -> SlackReply.rateLimited(wait.retryAfter());
            case SlackFault.Answers answers -> SlackReply.status(answers.status(), "internal_error");
            case SlackFault.Refuses refuses -> refusal(method, refuses.error());
            case SlackFault.Cuts ignored -> SlackReply.cut();
            case SlackFault.PostsThenFails ignored -> {
                work.get();
                yield SlackReply.status(500, "internal_error");
            }
            case SlackFault.PostsThenHangs ignored -> {
                work.get();
                yield hang();
            }
            case SlackFault.PostsThenCuts ignored -> {
                work.get();
                yield SlackReply.cut();
            }
        };
    }

    /** Incoming webhooks say it by status and in plain text. */
    private static SlackReply refusal(SlackMethod method, String error) {
        if (method != SlackMethod.WEBHOOK) {
            return SlackReply.error(error);
        }
        int status =
                switch (error) {
                    case "action_prohibited", "invalid_token", "posting_to_general_channel_denied" -> 403;
                    case "no_service", "no_active_hooks", "channel_not_found" -> 404;
                    case "channel_is_archived" -> 410;
                    default -> 400;
                };
        return SlackReply.text(status, error);
    }

    /** The virtual thread that serves this call waits until the stand-in closes. */
    private SlackReply hang() {
        try {
            closed.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return SlackReply.cut();
    }

    private Queue<SlackFault> queue(SlackMethod method) {
        return waiting.get(method);
    }

    void close() {
        closed.countDown();
    }
}
