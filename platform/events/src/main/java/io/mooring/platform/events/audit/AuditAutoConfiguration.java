package io.mooring.platform.events.audit;

import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.events.outbox.OutboxAutoConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.transaction.reactive.TransactionalOperator;

/** A service with an outbox accounts for its starts and stops, unless {@code mooring.audit.lifecycle} is false. */
@AutoConfiguration(after = OutboxAutoConfiguration.class)
@ConditionalOnBean(Outbox.class)
@ConditionalOnProperty(name = "mooring.audit.lifecycle", matchIfMissing = true)
public class AuditAutoConfiguration {

    @Bean
    RecordStartAndStop recordStartAndStop(
            Environment environment, Outbox outbox, TransactionalOperator transaction, InstantSource clock) {
        String service = environment.getProperty("spring.application.name", "unnamed-service");
        String instance = host() + "/" + ProcessHandle.current().pid();
        return new RecordStartAndStop(service, instance, outbox, transaction, clock);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown-host";
        }
    }
}
