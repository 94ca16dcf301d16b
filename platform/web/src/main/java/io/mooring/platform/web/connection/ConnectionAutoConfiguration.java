package io.mooring.platform.web.connection;

import io.netty.channel.ChannelPipeline;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import reactor.netty.NettyPipeline;

/** What every connection of a service's HTTP server gets. */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
final class ConnectionAutoConfiguration {

    /** Not a {@code NettyServerCustomizer} itself: that is a function, and a lone function Spring Cloud Stream binds to topics. */
    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> readOnAfterAnswers() {
        return factory -> factory.addServerCustomizers(
                server -> server.doOnChannelInit((observer, channel, remote) -> readOn(channel.pipeline())));
    }

    /** Between the codec, which knows where an answer ends, and the handler that forgets. HTTP/2 has neither. */
    static void readOn(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.HttpCodec) == null) {
            return;
        }
        pipeline.addAfter(NettyPipeline.HttpCodec, ReadOnAfterAnswers.NAME, new ReadOnAfterAnswers());
    }
}
