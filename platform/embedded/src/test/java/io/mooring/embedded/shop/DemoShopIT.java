package io.mooring.embedded.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoShopIT {

    private static final String FINGERPRINT = "SELECT md5(string_agg(md5(o::text), '' ORDER BY id)) FROM orders o";
    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startTemporary();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void theDefaultIsAboutFiftyMegabytesOfEveryKind() throws SQLException {
        PostgresDatabase shop = server.roles().createDatabase("shop", "secret");

        assertThat(DemoShop.fill(shop, ShopSize.DEFAULT)).isTrue();

        long bytes = Long.parseLong(text(shop, "SELECT pg_database_size('shop')"));
        assertThat(bytes).isBetween(40_000_000L, 65_000_000L);
        assertThat(text(shop, "SELECT count(*) FROM customers")).isEqualTo("10000");
        assertThat(text(shop, "SELECT count(*) FROM page_views_q3")).isNotEqualTo("0");
        assertThat(text(shop, "SELECT count(*) FROM revenue_by_month")).isEqualTo("12");
        assertThat(text(shop, "SELECT bool_and(total = quantity * unit_price) FROM order_items"))
                .isEqualTo("t");
        assertThat(text(shop, "SELECT nextval('invoice_number') > (SELECT max(invoice_number) FROM orders)"))
                .isEqualTo("t");
    }

    @Test
    void theSameSeedGivesTheSameShopAndAnotherSeedAnother() throws SQLException {
        PostgresDatabase one = filled("seed_one", new ShopSize(1, 7));
        PostgresDatabase two = filled("seed_two", new ShopSize(1, 7));
        PostgresDatabase other = filled("seed_other", new ShopSize(1, 8));

        assertThat(text(one, FINGERPRINT)).isEqualTo(text(two, FINGERPRINT)).isNotEqualTo(text(other, FINGERPRINT));
    }

    @Test
    void fillingAgainChangesNothing() throws SQLException {
        PostgresDatabase shop = filled("again", new ShopSize(1, 7));
        String before = text(shop, FINGERPRINT);

        assertThat(DemoShop.fill(shop, new ShopSize(2, 9))).isFalse();

        assertThat(text(shop, FINGERPRINT)).isEqualTo(before);
    }

    @Test
    void filesAreTheSameForTheSameSeedAndWrittenOnce(@TempDir Path folder) throws IOException {
        ShopSize size = new ShopSize(1, 7);

        assertThat(ShopFiles.write(folder.resolve("a"), size)).isTrue();
        assertThat(ShopFiles.write(folder.resolve("b"), size)).isTrue();
        assertThat(ShopFiles.write(folder.resolve("b"), size)).isFalse();

        assertThat(tree(folder.resolve("a")))
                .isEqualTo(tree(folder.resolve("b")))
                .hasSizeGreaterThan(10);
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("growing"));
    }

    private static PostgresDatabase filled(String name, ShopSize size) {
        PostgresDatabase shop = server.roles().createDatabase(name, "secret");
        assertThat(DemoShop.fill(shop, size)).isTrue();
        return shop;
    }

    private static Map<String, Integer> tree(Path root) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                hashes.put(root.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }

    private static String text(PostgresDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
