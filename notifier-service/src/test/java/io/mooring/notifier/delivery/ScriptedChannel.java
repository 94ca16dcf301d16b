package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.NoticeChannel;
import io.mooring.notifier.notice.Notice;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

/** A channel that answers what it was told to, and remembers what it was asked. */
final class ScriptedChannel implements NoticeChannel {

    final Queue<Answer> answers = new ArrayDeque<>();
    final Queue<Finding> findings = new ArrayDeque<>();
    final List<UUID> sent = new ArrayList<>();
    final List<UUID> lookedUp = new ArrayList<>();

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public Readiness readiness() {
        return new Readiness(Readiness.State.READY, "");
    }

    @Override
    public Answer send(UUID deliveryId, String destination, Notice notice) {
        sent.add(deliveryId);
        return answers.remove();
    }

    @Override
    public Finding find(UUID deliveryId, String destination, Instant since) {
        lookedUp.add(deliveryId);
        return findings.remove();
    }
}
