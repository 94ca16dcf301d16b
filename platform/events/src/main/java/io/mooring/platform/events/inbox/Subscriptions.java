package io.mooring.platform.events.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.util.StringUtils;

/** Which topics this service reads, as which group, with which handler: its consumer beans and their bindings. */
public final class Subscriptions implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    private final ListableBeanFactory beans;
    private final BindingServiceProperties bindings;
    private List<Subscription> all = List.of();

    Subscriptions(ListableBeanFactory beans, BindingServiceProperties bindings) {
        this.beans = beans;
        this.bindings = bindings;
    }

    /** @throws IllegalStateException when a consumer's group or batch mode is not the one its binding names */
    @Override
    public void afterSingletonsInstantiated() {
        List<Subscription> found = new ArrayList<>();
        beans.getBeansOfType(Consumer.class).forEach((name, bean) -> {
            if (bean instanceof EventConsumer consumer) {
                found.addAll(subscriptions(name, consumer));
            }
        });
        all = List.copyOf(found);
    }

    public List<Subscription> all() {
        return all;
    }

    public Optional<Subscription> find(String topic, String group) {
        return all.stream()
                .filter(one ->
                        one.topic().equals(topic) && one.consumer().group().equals(group))
                .findFirst();
    }

    private List<Subscription> subscriptions(String bean, EventConsumer consumer) {
        String binding = bean + "-in-0";
        if (!bindings.getBindings().containsKey(binding)) {
            log.warn("The consumer {} reads nothing: there is no spring.cloud.stream.bindings.{}", bean, binding);
            return List.of();
        }
        String group = bindings.getGroup(binding);
        if (!consumer.group().equals(group)) {
            throw new IllegalStateException("The consumer " + bean + " works as group " + consumer.group()
                    + " but spring.cloud.stream.bindings." + binding + ".group is " + group
                    + ": its inbox and its dead letters would belong to different groups");
        }
        if (consumer.takesBatches() != bindings.getConsumerProperties(binding).isBatchMode()) {
            throw new IllegalStateException("The consumer " + bean + " takes "
                    + (consumer.takesBatches() ? "batches" : "single events") + ": set spring.cloud.stream.bindings."
                    + binding + ".consumer.batch-mode to " + consumer.takesBatches());
        }
        return List.of(StringUtils.commaDelimitedListToStringArray(bindings.getBindingDestination(binding))).stream()
                .map(topic -> new Subscription(topic.trim(), consumer))
                .toList();
    }

    /** One topic read by one group. */
    public record Subscription(String topic, EventConsumer consumer) {

        public String group() {
            return consumer.group();
        }
    }
}
