package io.mooring.embedded.shop;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** The rows of every table, in the order that foreign keys want. */
final class ShopRows {

    private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SECONDS_OF_YEAR = 365 * 24 * 3600;
    private static final List<String> STATES = List.of("placed", "paid", "shipped", "returned");
    private static final int FIRST_INVOICE = 100_000;
    private static final int IMAGE_BYTES = 16_000;

    private final Connection connection;
    private final ShopSize size;
    private final SplittableRandom random;
    private final Words words;

    ShopRows(Connection connection, ShopSize size) {
        this.connection = connection;
        this.size = size;
        this.random = new SplittableRandom(size.seed());
        this.words = new Words(random);
    }

    void copyAll() throws SQLException {
        customers();
        products();
        images();
        orders();
        items();
        pageViews();
    }

    private void customers() throws SQLException {
        try (CopyRows rows = CopyRows.into(connection, "customers (id, email, name, country, created_at)")) {
            for (int id = 1; id <= size.customers(); id++) {
                rows.add(id).add("customer" + id + "@shop.example").add(words.person());
                rows.add(words.country()).add(moment()).endRow();
            }
        }
    }

    private void products() throws SQLException {
        try (CopyRows rows = CopyRows.into(connection, "products (id, sku, name, price, attributes)")) {
            for (int id = 1; id <= size.products(); id++) {
                rows.add(id).add("SKU-%06d".formatted(id)).add(words.product());
                rows.add(price()).add(attributes()).endRow();
            }
        }
    }

    private void images() throws SQLException {
        try (CopyRows rows = CopyRows.into(connection, "product_images (product_id, media_type, content)")) {
            for (int id = 1; id <= size.products(); id++) {
                byte[] content = new byte[random.nextInt(IMAGE_BYTES / 2, IMAGE_BYTES)];
                random.nextBytes(content);
                rows.add(id).add("image/webp").addBytes(content).endRow();
            }
        }
    }

    private void orders() throws SQLException {
        String columns = "orders (id, customer_id, invoice_number, status, placed_at, note)";
        try (CopyRows rows = CopyRows.into(connection, columns)) {
            for (int id = 1; id <= size.orders(); id++) {
                rows.add(id).add(customer()).add(FIRST_INVOICE + id);
                rows.add(STATES.get(random.nextInt(STATES.size()))).add(moment());
                rows.add(random.nextInt(3) == 0 ? words.note() : null).endRow();
            }
        }
    }

    private void items() throws SQLException {
        String columns = "order_items (order_id, line, product_id, quantity, unit_price)";
        try (CopyRows rows = CopyRows.into(connection, columns)) {
            for (int order = 1; order <= size.orders(); order++) {
                for (int line = random.nextInt(1, 6); line > 0; line--) {
                    rows.add(order).add(line).add(random.nextInt(1, size.products() + 1));
                    rows.add(random.nextInt(1, 10)).add(price()).endRow();
                }
            }
        }
    }

    private void pageViews() throws SQLException {
        String columns = "page_views (id, viewed_at, customer_id, path, agent)";
        try (CopyRows rows = CopyRows.into(connection, columns)) {
            for (int id = 1; id <= size.pageViews(); id++) {
                rows.add(id).add(moment()).add(random.nextBoolean() ? customer() : null);
                rows.add("/products/" + random.nextInt(1, size.products() + 1))
                        .add(words.agent())
                        .endRow();
            }
        }
    }

    private Instant moment() {
        return YEAR.plusSeconds(random.nextInt(SECONDS_OF_YEAR)).plusNanos(1_000L * random.nextInt(1_000_000));
    }

    private int customer() {
        return random.nextInt(1, size.customers() + 1);
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(random.nextInt(99, 99_999), 2);
    }

    private String attributes() {
        return "{\"weight\": %d, \"colours\": [\"%s\", \"%s\"], \"note\": null, \"stock\": {\"berth\": %d}}"
                .formatted(random.nextInt(9_000), words.country(), words.country(), random.nextInt(100));
    }
}
