package io.mooring.notifier.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.conversation.OpenConversations.Open;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of open conversations must do. */
abstract class OpenConversationsContract {

    private OpenConversations conversations;

    /** An empty store. */
    abstract OpenConversations empty();

    @BeforeEach
    void begin() {
        conversations = empty();
    }

    private Open open(String destination, String subject) {
        return conversations.open(destination, subject).block();
    }

    @Test
    void theFirstWordOpensItAndTheNextJoinsIt() {
        Open first = open("slack", "alert/1");
        assertThat(first.isNew()).isTrue();
        assertThat(open("slack", "alert/1")).isEqualTo(new Open(first.id(), false, false));
        assertThat(conversations.find("slack", "alert/1").block()).isEqualTo(first.id());
    }

    @Test
    void eachDestinationAndEachSubjectHasItsOwn() {
        assertThat(new UUID[] {
                    open("slack", "alert/1").id(),
                    open("email", "alert/1").id(),
                    open("slack", "alert/2").id()
                })
                .doesNotHaveDuplicates();
        assertThat(conversations.find("email", "alert/2").block()).isNull();
    }

    @Test
    void afterItsEndTheNextWordOpensAnother() {
        UUID over = open("slack", "alert/1").id();
        UUID other = open("slack", "alert/2").id();
        conversations.close(over).block();
        assertThat(conversations.find("slack", "alert/1").block()).isNull();
        Open next = open("slack", "alert/1");
        assertThat(next.isNew()).isTrue();
        assertThat(next.id()).isNotEqualTo(over);
        assertThat(conversations.find("slack", "alert/2").block()).isEqualTo(other);
    }

    @Test
    void thatItWasAcknowledgedIsKnownUntilItsEnd() {
        Open first = open("slack", "alert/1");
        UUID other = open("slack", "alert/2").id();
        conversations.acknowledged(first.id()).block();
        conversations.acknowledged(first.id()).block();
        assertThat(open("slack", "alert/1")).isEqualTo(new Open(first.id(), false, true));
        assertThat(open("slack", "alert/2")).isEqualTo(new Open(other, false, false));
        conversations.close(first.id()).block();
        assertThat(open("slack", "alert/1").acknowledged()).isFalse();
    }

    @Test
    void onceItIsLeftTheNextWordOpensAnother() {
        UUID left = open("slack", "alert/1").id();
        conversations.leave(left).block();
        assertThat(conversations.find("slack", "alert/1").block()).isNull();
        assertThat(open("slack", "alert/1").id()).isNotEqualTo(left);
    }

    @Test
    void whatIsNotThereCanBeClosed() {
        conversations.close(new UUID(0, 1)).block();
        assertThat(conversations.find("slack", "alert/1").block()).isNull();
    }
}
