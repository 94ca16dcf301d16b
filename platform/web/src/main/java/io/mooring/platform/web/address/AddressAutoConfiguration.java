package io.mooring.platform.web.address;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

/** That no address reaches a service which its rows cannot be asked with. */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
final class AddressAutoConfiguration {

    @Bean
    RefuseNul refuseNul() {
        return new RefuseNul();
    }
}
