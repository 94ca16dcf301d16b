package io.mooring.platform.events.inbox;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.EventsAutoConfiguration;
import io.mooring.platform.events.EventsSettings;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Makes the inbox where a service has an R2DBC database. */
@AutoConfiguration(after = EventsAutoConfiguration.class)
@ConditionalOnBean(ConnectionFactory.class)
public class InboxAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Inbox inbox(DatabaseClient database, ReactiveTransactionManager transactions, InstantSource clock) {
        return new R2dbcInbox(database, TransactionalOperator.create(transactions), clock);
    }

    @Bean
    Subscriptions subscriptions(ListableBeanFactory beans, BindingServiceProperties bindings) {
        return new Subscriptions(beans, bindings);
    }

    @Bean
    @ConditionalOnMissingBean
    InboxConsumers inboxConsumers(
            Inbox inbox, EventsSettings settings, ObjectProvider<ObservationRegistry> observations) {
        return new InboxConsumers(
                inbox, settings.inbox().handlerTimeout(), observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }
}
