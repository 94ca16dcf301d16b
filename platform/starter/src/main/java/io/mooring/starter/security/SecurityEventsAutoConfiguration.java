package io.mooring.starter.security;

import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.starter.publish.PublishAutoConfiguration;
import io.mooring.starter.publish.PublishSettings;
import io.mooring.starter.publish.Publishers;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;

/** Security events, where Spring Security is. Off by {@code mooring.publish.security.enabled=false}. */
@AutoConfiguration(after = PublishAutoConfiguration.class)
@ConditionalOnBean(Publishers.class)
@ConditionalOnClass(AuthorizationEventPublisher.class)
@ConditionalOnProperty(name = "mooring.publish.security.enabled", matchIfMissing = true)
public class SecurityEventsAutoConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    EventPublisher mooringSecurityPublisher(Publishers publishers) {
        return publishers.publisher("security");
    }

    @Bean
    PublishSecurityEvents mooringPublishSecurityEvents(
            @Qualifier("mooringSecurityPublisher") EventPublisher publisher, Publishers publishers) {
        return new PublishSecurityEvents(publisher, publishers.records());
    }

    @Bean
    ListenToSpringSecurity mooringListenToSpringSecurity(
            PublishSettings settings, ObjectProvider<ServletRequests> servlet, PublishSecurityEvents publish) {
        ServletRequests requests = servlet.getIfAvailable();
        Supplier<RequestFacts> facts = requests == null ? () -> RequestFacts.NONE : requests;
        return new ListenToSpringSecurity(
                new SecurityEvents(settings.organisation(), facts, InstantSource.system()), publish);
    }

    /** Spring Security reports denied methods only to a bean. */
    @Bean
    @ConditionalOnMissingBean
    AuthorizationEventPublisher mooringAuthorizationEvents(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }

    /** Apart, so that an application without servlets never looks at the class. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlet {

        @Bean
        ServletRequests mooringServletRequests() {
            return new ServletRequests();
        }
    }
}
