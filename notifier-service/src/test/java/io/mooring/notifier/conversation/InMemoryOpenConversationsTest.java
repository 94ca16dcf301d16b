package io.mooring.notifier.conversation;

class InMemoryOpenConversationsTest extends OpenConversationsContract {

    @Override
    OpenConversations empty() {
        return new InMemoryOpenConversations();
    }
}
