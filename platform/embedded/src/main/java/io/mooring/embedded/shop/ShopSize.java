package io.mooring.embedded.shop;

/**
 * How much there is of everything.
 *
 * @param megabytes the database's size on disk, roughly, indexes included
 * @param seed the same seed and size give the same rows and files, byte for byte
 */
public record ShopSize(int megabytes, long seed) {

    /** About 50 MB. */
    public static final ShopSize DEFAULT = new ShopSize(50, 42);

    private static final int MOST_MEGABYTES = 1_000_000;

    public ShopSize {
        if (megabytes < 1 || megabytes > MOST_MEGABYTES) {
            throw new IllegalArgumentException("A shop has 1 to " + MOST_MEGABYTES + " MB, not " + megabytes);
        }
    }

    int customers() {
        return 200 * megabytes;
    }

    int products() {
        return 20 * megabytes;
    }

    int orders() {
        return 900 * megabytes;
    }

    int pageViews() {
        return 1_600 * megabytes;
    }

    /** Bytes of files beside the database. */
    long fileBytes() {
        return megabytes * 200_000L;
    }
}
