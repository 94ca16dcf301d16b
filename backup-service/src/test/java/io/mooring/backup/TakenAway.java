package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of WAL that has disappeared from every location, until this is closed. Nobody told the service. */
final class TakenAway implements AutoCloseable {

    private final String name;
    private final Map<Path, Path> aside;

    private TakenAway(String name, Map<Path, Path> aside) {
        this.name = name;
        this.aside = aside;
    }

    /** @param segment in PostgreSQL's words */
    static TakenAway of(WalInstallation installation, String segment) throws IOException {
        String name = installation.wal("folder").stream()
                .filter(one -> one.startsWith(segment))
                .findFirst()
                .orElseThrow();
        Map<Path, Path> aside = new LinkedHashMap<>();
        for (String location : List.of("bucket", "folder")) {
            Path object = installation
                    .base
                    .root(location)
                    .resolve(installation.planId)
                    .resolve("wal")
                    .resolve(name);
            assertThat(object).exists();
            aside.put(object, Files.move(object, installation.base.folder.resolve(location + "-" + name)));
        }
        return new TakenAway(name, aside);
    }

    /** The object's. */
    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        for (Map.Entry<Path, Path> one : aside.entrySet()) {
            Files.move(one.getValue(), one.getKey());
        }
    }
}
