package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

/** A channel that answers what it was told to, and remembers what it was asked. */
final class ScriptedChannel implements Channel {

    final Queue<Answer> answers = new ArrayDeque<>();
    final Queue<Finding> findings = new ArrayDeque<>();
    Readiness readiness = Readiness.ready("");
    final List<UUID> sent = new ArrayList<>();
    final List<UUID> lookedUp = new ArrayList<>();

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public Manner manner() {
        return new Manner(false, Duration.ZERO, 1, Manner.FOR_A_DAY);
    }

    @Override
    public Readiness readiness(Destination destination) {
        return readiness;
    }

    @Override
    public Answer send(Envelope envelope) {
        sent.add(envelope.deliveryId());
        return answers.remove();
    }

    @Override
    public Finding find(Envelope envelope, Instant since) {
        lookedUp.add(envelope.deliveryId());
        return findings.remove();
    }
}
