package io.mooring.backup.pipeline;

import io.mooring.embedded.postgres.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database with everything that makes backups hard. */
final class OddDatabase {

    /** Tables whose content a manifest must vouch for: leaves and parents of partitions each count. */
    static final int TABLES = 19;

    private static final String SQL = """
            CREATE SCHEMA "Odd ""schema";
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
            CREATE TYPE pair AS (a int, b text);
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE TABLE plain (id int PRIMARY KEY, name text, at timestamptz, price numeric(12, 2), ratio float8, day date, span interval);
            INSERT INTO plain SELECT i, CASE WHEN i % 7 = 0 THEN NULL ELSE 'näme ' || i || E'\\t"\\\\' END,
                now() - i * interval '1 hour', i / 3.0, i / 3.0::float8, date '2020-01-01' + i, i * interval '90 minutes'
                FROM generate_series(1, 5000) i;
            CREATE TABLE no_key (a int, b text);
            INSERT INTO no_key VALUES (1, 'same'), (1, 'same'), (1, 'same'), (NULL, NULL), (NULL, ''), (2, 'x');
            CREATE TABLE empty (id int PRIMARY KEY, v text);
            CREATE TABLE no_columns ();
            INSERT INTO no_columns SELECT FROM generate_series(1, 3);
            CREATE TABLE "Odd ""schema"."t" ("t" int, "Sel ect" text, "ünï" bool, "a""b" int);
            INSERT INTO "Odd ""schema"."t" VALUES (1, 'x', true, 2), (2, NULL, NULL, NULL);
            CREATE TABLE bytes (id int PRIMARY KEY, b bytea);
            INSERT INTO bytes SELECT i, decode(repeat(md5(i::text), 1 + i % 300), 'hex') FROM generate_series(1, 500) i;
            INSERT INTO bytes VALUES (0, ''), (-1, NULL);
            CREATE TABLE documents (id int PRIMARY KEY, j jsonb, t json, x xml, tags text[], r int4range, m mood, p pair, d positive, u uuid, ip inet);
            INSERT INTO documents VALUES (1, '{"b": [1, 2.50, null], "a": "\\u00e9"}', '{"z":  1}', '<a>1</a>', '{a,"b c",NULL}', '[1,5)', 'happy', '(1,"x,y")', 5, '00000000-0000-0000-0000-000000000001', '10.0.0.0/8'),
                (2, NULL, NULL, NULL, '{}', 'empty', NULL, NULL, NULL, NULL, NULL);
            CREATE TABLE generated (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, net int, gross int GENERATED ALWAYS AS (net * 119 / 100) STORED);
            INSERT INTO generated (net) SELECT i FROM generate_series(1, 100) i;
            CREATE TABLE dropped (a int, gone text, c text);
            INSERT INTO dropped SELECT i, 'gone', 'c' || i FROM generate_series(1, 50) i;
            ALTER TABLE dropped DROP COLUMN gone;
            ALTER TABLE dropped ADD COLUMN late int DEFAULT 7;
            CREATE TABLE events (at date NOT NULL, id int, what text) PARTITION BY RANGE (at);
            CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
            CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY LIST (id);
            CREATE TABLE events_2025_1 PARTITION OF events_2025 FOR VALUES IN (1);
            CREATE TABLE events_2025_rest PARTITION OF events_2025 DEFAULT;
            INSERT INTO events SELECT date '2024-01-01' + i % 700, i % 4, 'event ' || i FROM generate_series(1, 2000) i;
            CREATE TABLE other_order (a int, b text) PARTITION BY RANGE (a);
            CREATE TABLE other_order_1 (b text, a int);
            ALTER TABLE other_order ATTACH PARTITION other_order_1 FOR VALUES FROM (0) TO (100);
            INSERT INTO other_order SELECT i, 'b' || i FROM generate_series(0, 99) i;
            CREATE TABLE parent (a int);
            CREATE TABLE child (b int) INHERITS (parent);
            INSERT INTO parent SELECT i FROM generate_series(1, 10) i;
            INSERT INTO child SELECT i, -i FROM generate_series(1, 20) i;
            CREATE UNLOGGED TABLE unlogged (a money, b regclass, c oid);
            INSERT INTO unlogged VALUES (12.5, 'plain'::regclass, 1);
            CREATE VIEW seen AS SELECT id FROM plain;
            CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM plain;
            CREATE SEQUENCE numbers;
            SELECT lo_from_bytea(424242, 'a large object');
            GRANT SELECT ON LARGE OBJECT 424242 TO PUBLIC;
            """;

    private OddDatabase() {}

    static void fill(PostgresDatabase database) throws SQLException {
        run(database, SQL);
    }

    /** Rows that neither compress well nor fit into one small chunk. */
    static void addNoise(PostgresDatabase database, int rows) throws SQLException {
        run(
                database,
                "CREATE TABLE noise AS SELECT i AS id, string_agg(md5(i::text || j::text), '') AS words"
                        + " FROM generate_series(1, " + rows + ") i, generate_series(1, 32) j GROUP BY i");
    }

    static void run(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
