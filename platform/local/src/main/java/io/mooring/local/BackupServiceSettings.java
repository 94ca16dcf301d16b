package io.mooring.local;

import io.mooring.local.secret.KeyPairs;
import io.mooring.local.secret.LocalSecrets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What backup-service finds in its environment in the local system: the shop's database, its uploads, the settings of its web server
 * and the whole PostgreSQL server, backed up from the first minute, each night and whenever somebody asks, to a bucket and to a folder.
 */
final class BackupServiceSettings {

    private final LocalSettings settings;
    private final LocalSecrets secrets;
    private final KeyPairs keys;
    private final Map<String, String> all = new LinkedHashMap<>();

    BackupServiceSettings(LocalSettings settings, LocalSecrets secrets, KeyPairs keys) {
        this.settings = settings;
        this.secrets = secrets;
        this.keys = keys;
    }

    Map<String, String> all() {
        database();
        cluster();
        tree("backup.plans[2].", "uploads", "Uploads of the shop", "uploads", "shop-files", "15 2 * * *");
        tree(
                "backup.plans[3].",
                "configuration",
                "Configuration of the shop",
                "configuration",
                "shop-settings",
                "20 2 * * *");
        locations();
        keys();
        restores();
        return all;
    }

    private void database() {
        String plan = "backup.plans[0].";
        all.put(plan + "id", "shop");
        all.put(plan + "name", "Demonstration shop");
        all.put(plan + "source.host", "127.0.0.1");
        all.put(plan + "source.port", postgresPort());
        all.put(plan + "source.database", "shop");
        all.put(plan + "source.user", LocalParts.SHOP_READER);
        all.put(plan + "source.password-file", secrets.file("shop-reader-db").toString());
        all.put(plan + "schedule.cron", "0 2 * * *");
        all.put(plan + "objectives.rto", "30m");
        everywhere(plan);
    }

    /** The local system's own PostgreSQL, to be recovered to any time: what the services write is what there is to receive. */
    private void cluster() {
        String plan = "backup.plans[1].";
        all.put(plan + "id", "cluster");
        all.put(plan + "name", "Whole PostgreSQL server");
        all.put(plan + "source.kind", "cluster");
        all.put(plan + "source.host", "127.0.0.1");
        all.put(plan + "source.port", postgresPort());
        all.put(plan + "source.user", LocalParts.CLUSTER_KEEPER);
        all.put(plan + "source.password-file", secrets.file("cluster-keeper-db").toString());
        all.put(plan + "source.wal.keep-local", "1GB");
        all.put(plan + "schedule.cron", "30 2 * * *");
        all.put(plan + "objectives.rpo", "10s");
        all.put(plan + "retention-days", "2");
        everywhere(plan);
    }

    private void tree(String plan, String id, String name, String kind, String folder, String cron) {
        all.put(plan + "id", id);
        all.put(plan + "name", name);
        all.put(plan + "source.kind", kind);
        all.put(plan + "source.path", settings.data(folder).toString());
        all.put(plan + "schedule.cron", cron);
        everywhere(plan);
    }

    private void everywhere(String plan) {
        all.put(plan + "locations[0]", "bucket");
        all.put(plan + "locations[1]", "folder");
    }

    private void locations() {
        String bucket = "backup.locations[0].";
        all.put(bucket + "id", "bucket");
        all.put(bucket + "s3.endpoint", "http://127.0.0.1:" + settings.ports().of("s3"));
        all.put(bucket + "s3.bucket", LocalParts.BUCKET);
        all.put(bucket + "s3.access-key", LocalParts.S3_USER);
        all.put(bucket + "s3.secret-key-file", secrets.file("s3-secret").toString());
        all.put(bucket + "s3.path-style", "true");
        all.put("backup.locations[1].id", "folder");
        all.put("backup.locations[1].directory.path", settings.data("backups").toString());
        all.put("backup.state-folder", settings.data("backup-state").toString());
    }

    private void keys() {
        all.put("backup.recipients[0]", keys.publicKey("operations").toString());
        all.put("backup.recipients[1]", keys.publicKey("escrow").toString());
        all.put("backup.recipients[2]", keys.publicKey("restore").toString());
        all.put("backup.restore-key.file", keys.privateKeys("restore").toString());
        all.put("backup.signing-key.file", keys.signingKey("manifest").toString());
        List<Path> formerSigners = keys.retiredPublicKeys("manifest");
        for (int i = 0; i < formerSigners.size(); i++) {
            all.put("backup.trusted-signers[" + i + "]", formerSigners.get(i).toString());
        }
    }

    private void restores() {
        all.put("backup.restore.folder", settings.data("restores").toString());
        all.put("backup.restore.folders[0]", settings.data("restored").toString());
        all.put("backup.restore.servers[0].plans[0]", "shop");
        all.put("backup.restore.servers[0].user", LocalParts.SHOP_RESTORER);
        all.put(
                "backup.restore.servers[0].password-file",
                secrets.file("shop-restorer-db").toString());
    }

    private String postgresPort() {
        return Integer.toString(settings.ports().of("postgres"));
    }
}
