package io.mooring.starter.health;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;

/** The application's health indicators by name, whether or not an endpoint shows them; reactive ones too. */
final class FindIndicators {

    private final ObjectProvider<HealthContributorRegistry> blocking;
    private final ObjectProvider<ReactiveHealthContributorRegistry> reactive;

    FindIndicators(
            ObjectProvider<HealthContributorRegistry> blocking,
            ObjectProvider<ReactiveHealthContributorRegistry> reactive) {
        this.blocking = blocking;
        this.reactive = reactive;
    }

    Map<String, HealthIndicator> now() {
        Map<String, HealthIndicator> found = new LinkedHashMap<>();
        blocking.ifAvailable(registry -> collect("", registry, found));
        reactive.ifAvailable(registry -> collect("", registry.asHealthContributors(), found));
        return found;
    }

    private static void collect(String prefix, HealthContributors from, Map<String, HealthIndicator> found) {
        for (HealthContributors.Entry entry : from) {
            String name = prefix + entry.name();
            HealthContributor contributor = entry.contributor();
            if (contributor instanceof HealthIndicator indicator) {
                found.putIfAbsent(name, indicator);
            } else if (contributor instanceof CompositeHealthContributor composite) {
                collect(name + "/", composite, found);
            }
        }
    }
}
