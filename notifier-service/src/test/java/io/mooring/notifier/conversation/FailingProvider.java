package io.mooring.notifier.conversation;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A provider that keeps what it was sent, may be searched, and has whims. */
final class FailingProvider implements Channel {

    private static final Manner.Retries NEVER_GIVEN_UP =
            new Manner.Retries(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(10_000), 0);

    private final List<Envelope> kept = new ArrayList<>();
    private final String id;
    private final boolean edits;

    @Nullable
    Random whims;

    boolean refuses;

    FailingProvider(String id, boolean edits) {
        this.id = id;
        this.edits = edits;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Manner manner() {
        return new Manner(edits, Duration.ZERO, 1, NEVER_GIVEN_UP);
    }

    @Override
    public Readiness readiness(Destination destination) {
        return Readiness.ready("");
    }

    @Override
    public Answer send(Envelope envelope) {
        if (refuses) {
            return new Answer.Refused("no");
        }
        return switch (whims == null ? 0 : whims.nextInt(7)) {
            case 1 -> new Answer.TryAgain(null, "away");
            case 2 -> new Answer.TryAgain(Duration.ofSeconds(9), "429");
            case 3 -> new Answer.Unknown("cut before");
            case 4 -> {
                kept.add(envelope);
                yield new Answer.Unknown("cut after");
            }
            default -> {
                kept.add(envelope);
                yield new Answer.Delivered(envelope.conversationId().toString(), "Posted");
            }
        };
    }

    @Override
    public Finding find(Envelope envelope, Instant since) {
        if (whims != null && whims.nextInt(5) == 0) {
            return new Finding.NoAnswer(null, "503");
        }
        return kept.stream().anyMatch(one -> one.deliveryId().equals(envelope.deliveryId()))
                ? new Finding.Arrived(envelope.conversationId().toString())
                : new Finding.Absent();
    }

    List<String> heard(UUID conversation) {
        return kept.stream()
                .filter(one -> one.conversationId().equals(conversation))
                .map(one -> one.operation() + " " + one.message().words().title())
                .toList();
    }

    Set<UUID> twice() {
        return kept.stream()
                .collect(Collectors.groupingBy(Envelope::deliveryId, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
