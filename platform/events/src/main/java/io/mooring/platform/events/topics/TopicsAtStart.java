package io.mooring.platform.events.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the topics before anything is bound to them. Brokers that do not answer do not stop the service, whose state
 * changes go on into the outbox: then the topics are made as soon as the brokers are back.
 */
final class TopicsAtStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicsAtStart.class);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final String application;
    private final Supplier<Admin> admins;
    private final Supplier<Collection<TopicPlan>> plans;
    private final CreateTopics topics;
    private @Nullable CountDownLatch stopped;

    TopicsAtStart(
            String application, Supplier<Admin> admins, Supplier<Collection<TopicPlan>> plans, CreateTopics topics) {
        this.application = application;
        this.admins = admins;
        this.plans = plans;
        this.topics = topics;
    }

    @Override
    public synchronized void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        try {
            if (!create()) {
                Thread.ofVirtual().name(application + "-topics").start(() -> createLater(stop));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void createLater(CountDownLatch stop) {
        try {
            while (!stop.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                if (create()) {
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean create() throws InterruptedException {
        try (Admin kafka = admins.get()) {
            topics.create(kafka, plans.get());
            return true;
        } catch (TimeoutException | ExecutionException failed) {
            log.error("Kafka does not make this service's topics, next attempt in {}: {}", AGAIN, reason(failed));
            return false;
        }
    }

    private static String reason(Exception failed) {
        if (failed.getCause() != null) {
            return failed.getCause().toString();
        }
        return failed.getMessage() == null ? "the brokers do not answer" : failed.getMessage();
    }

    @Override
    public synchronized void stop() {
        if (stopped != null) {
            stopped.countDown();
            stopped = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return stopped != null;
    }

    /** Before the bindings, the first of which start at {@code Integer.MIN_VALUE + 1000}. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 100;
    }
}
