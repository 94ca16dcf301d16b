package io.mooring.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;

/** Starts the gateway. */
@SpringBootConfiguration
@ComponentScan
@EnableGatewayParts
@EnableConfigurationProperties(GatewaySettings.class)
public class GatewayApplication {

    /** The application, ready to run: reactive, whatever else lies on the class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(GatewayApplication.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=gateway", "spring.main.web-application-type=reactive")
                .build();
    }

    public static void main(String[] arguments) {
        application().run(arguments);
    }
}
