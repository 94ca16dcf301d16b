package io.mooring.platform.web.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Asks for the next request of a kept-alive connection whenever an answer has been written. Reactor Netty reads on
 * demand and, when a request came before the last one was quite done with, forgets to ask again
 * (https://github.com/reactor/reactor-netty/issues/4361, up to 1.3.8): whoever sends the next request over that
 * connection, a browser or the gateway, waits until its time is over. One more read for each answer costs nothing when
 * one is under way, and reads no more ahead than there were answers.
 */
final class ReadOnAfterAnswers extends ChannelOutboundHandlerAdapter {

    static final String NAME = "mooring.readOnAfterAnswers";

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            context.write(message, promise.unvoid().addListener(written -> context.read()));
        } else {
            context.write(message, promise);
        }
    }
}
