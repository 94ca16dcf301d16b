package io.mooring.issuer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;

/** Starts the issuer. */
@SpringBootConfiguration
@ComponentScan
@WhatTheIssuerNeeds
@EnableConfigurationProperties(IssuerSettings.class)
public class IssuerApplication {

    /** The application, ready to run: on servlets, whatever else lies on the class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(IssuerApplication.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=issuer", "spring.main.web-application-type=servlet")
                .build();
    }

    public static void main(String[] arguments) {
        application().run(arguments);
    }
}
