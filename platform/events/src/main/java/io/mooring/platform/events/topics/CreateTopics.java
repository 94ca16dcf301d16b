package io.mooring.platform.events.topics;

import io.mooring.platform.events.EventsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes missing topics. One that is there is left as it is, since more partitions would move keys and fewer are not
 * possible; the log says what differs.
 */
final class CreateTopics {

    private static final Logger log = LoggerFactory.getLogger(CreateTopics.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final EventsSettings.Topics settings;

    CreateTopics(EventsSettings.Topics settings) {
        this.settings = settings;
    }

    /** @throws TimeoutException when the brokers do not answer */
    void create(Admin kafka, Collection<TopicPlan> plans)
            throws InterruptedException, TimeoutException, ExecutionException {
        Set<String> there = await(kafka.listTopics().names());
        List<TopicPlan> othersMade = new ArrayList<>();
        for (TopicPlan plan : plans) {
            if (there.contains(plan.name()) || !create(kafka, plan)) {
                othersMade.add(plan);
            }
        }
        awaitListed(kafka, plans.stream().map(TopicPlan::name).toList());
        compare(kafka, othersMade);
    }

    /** Whether it was made here; if not, another service or instance was faster. */
    private boolean create(Admin kafka, TopicPlan plan)
            throws InterruptedException, TimeoutException, ExecutionException {
        try {
            await(kafka.createTopics(List.of(plan.toCreate(settings.replicationFactor())))
                    .all());
            log.info("Created the topic {} with {} partitions", plan.name(), plan.partitions());
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw failed;
        }
    }

    /** The controller answers before the brokers know the topic; until they do, whoever uses it is told that there is none. */
    private static void awaitListed(Admin kafka, Collection<String> names)
            throws InterruptedException, TimeoutException, ExecutionException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!await(kafka.listTopics().names()).containsAll(names)) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("Topics that were made are not known to the brokers after " + TIMEOUT);
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private void compare(Admin kafka, List<TopicPlan> plans)
            throws InterruptedException, TimeoutException, ExecutionException {
        if (plans.isEmpty()) {
            return;
        }
        Map<String, ConfigResource> resources = plans.stream()
                .map(TopicPlan::name)
                .collect(Collectors.toMap(
                        Function.identity(), name -> new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<String, TopicDescription> topics =
                await(kafka.describeTopics(resources.keySet()).allTopicNames());
        var configurations = await(kafka.describeConfigs(resources.values()).all());
        for (TopicPlan plan : plans) {
            Map<String, String> there = configurations.get(resources.get(plan.name())).entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
            List<String> differences =
                    plan.differences(topics.get(plan.name()).partitions().size(), there);
            if (!differences.isEmpty()) {
                log.warn(
                        "The topic {} differs from the catalogue and is left as it is: {}",
                        plan.name(),
                        String.join(", ", differences));
            }
        }
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws InterruptedException, TimeoutException, ExecutionException {
        return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
