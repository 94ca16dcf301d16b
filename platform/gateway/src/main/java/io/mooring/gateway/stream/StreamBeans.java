package io.mooring.gateway.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.gateway.GatewaySettings;
import io.mooring.gateway.GatewayTelemetry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamBeans {

    @Bean
    LiveEvents liveEvents(GatewaySettings settings, MeterRegistry meters) {
        Counter dropped = meters.counter(GatewayTelemetry.STREAM_DROPPED.meter());
        LiveEvents live =
                new LiveEvents(settings.stream().remembered(), settings.stream().clientBuffer(), dropped::increment);
        Gauge.builder(GatewayTelemetry.STREAMS_OPEN.meter(), live, LiveEvents::listening)
                .register(meters);
        return live;
    }
}
