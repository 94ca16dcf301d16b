package io.mooring.notifier.slack;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Failings;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Web API with a bot token: one message for each conversation, edited as things change, with calls in its thread.
 *
 * <p>Slack has no idempotency key, so each message carries its delivery's id as metadata, and a delivery that got no answer
 * is looked for before it is sent again. CALL and CLOSE take two calls: first the edit, which may be made any number of times
 * and proves nothing, then the reply in the thread, which carries the id. Whoever finds the reply knows that both were made;
 * whoever does not makes both again.
 */
public final class SlackChannel implements Channel, AutoCloseable {

    public static final String ID = "slack";

    /** One message takes at most so many: the edit, the reply, and the post where nothing is left to reply to. */
    public static final int MOST_CALLS = 3;

    private static final String WHAT_TO_SET = "set notifier.slack.token and the destination's address, a channel's id";

    /**
     * About one message a second for each channel, with short bursts above it.
     *
     * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits</a>
     */
    private static final int BURST = 20;

    private final Manner manner;
    private final Failings failings = new Failings();
    private final SlackClient client;
    private final WriteToSlack write;
    private final FindInSlack find;

    public SlackChannel(SlackSettings settings) {
        this.manner = new Manner(true, settings.every(), BURST, Manner.FOR_A_DAY);
        this.client = new SlackClient(settings);
        this.write = new WriteToSlack(client, settings.interactive());
        this.find = new FindInSlack(client);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Manner manner() {
        return manner;
    }

    @Override
    public Readiness readiness(Destination destination) {
        return isConfigured(destination)
                ? failings.readiness(destination, "Posts to channel " + destination.address())
                : Readiness.notConfigured("Not configured: " + WHAT_TO_SET);
    }

    @Override
    public Answer send(Envelope envelope) {
        return isConfigured(envelope.destination())
                ? failings.after(envelope.destination(), say(envelope))
                : new Answer.Refused("Slack is not configured: " + WHAT_TO_SET + ", then retry");
    }

    @Override
    public Finding find(Envelope envelope, Instant since) {
        return find.find(envelope, since);
    }

    private boolean isConfigured(Destination destination) {
        return !client.token(destination).isBlank() && !destination.address().isBlank();
    }

    private Answer say(Envelope envelope) {
        SlackReference head = SlackReference.of(envelope.reference());
        return head == null || envelope.operation() == Operation.OPEN
                ? answer(write.post(envelope), "Posted", null)
                : change(envelope, head);
    }

    private Answer change(Envelope envelope, SlackReference head) {
        return switch (write.edit(envelope, head)) {
            case Step.Gone gone -> anew(envelope, gone);
            case Step.Failed failed -> failed.answer();
            case Step.Done done
            when envelope.operation() == Operation.UPDATE ->
                new Answer.Delivered(done.message().toString(), "Edited");
            case Step.Done done -> answer(write.reply(envelope, head), "Edited, and said in the thread", envelope);
        };
    }

    /** A new message calls people by itself: it needs no reply. */
    private Answer anew(Envelope envelope, Step.Gone gone) {
        return answer(
                write.post(envelope), "Posted anew: the former message cannot be changed (" + gone.error() + ")", null);
    }

    /** @param again what to post anew when there is nothing left to reply to; null when there was no reply */
    private Answer answer(Step step, String detail, @Nullable Envelope again) {
        return switch (step) {
            case Step.Done done -> new Answer.Delivered(done.message().toString(), detail);
            case Step.Failed failed -> failed.answer();
            case Step.Gone gone ->
                again == null ? new Answer.Refused("Slack refuses the message: " + gone.error()) : anew(again, gone);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
