package io.mooring.notifier.hook;

class InMemoryWishesTest extends WishesContract {

    private final Wishes wishes = new InMemoryWishes();

    @Override
    Wishes wishes() {
        return wishes;
    }
}
