package io.mooring.notifier.conversation;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.delivery.PlanDeliveries;
import io.mooring.notifier.delivery.WakeSender;
import io.mooring.notifier.destination.Destinations;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** From words to deliveries. */
@Configuration(proxyBeanMethods = false)
class ConversationConfiguration {

    @Bean
    Conversations conversations(
            DatabaseClient database,
            PlanDeliveries planned,
            Destinations destinations,
            List<Channel> channels,
            WakeSender sender,
            InstantSource clock) {
        return new KeepConversations(
                new R2dbcOpenConversations(database, new UuidV7(clock)::next, clock),
                planned,
                destinations,
                channels,
                sender);
    }
}
