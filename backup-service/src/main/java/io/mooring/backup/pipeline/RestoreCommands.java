package io.mooring.backup.pipeline;

import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.SourceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that bring a backup back with stock tools: what is true of all sources, then the source's own. */
final class RestoreCommands {

    private static final String SHELL = "bash -euo pipefail";

    private RestoreCommands() {}

    /** Signature and checksums come first: OpenPGP's own integrity code comes after the plaintext. */
    static Manifest.Restore of(Manifest.Data data, SourceFacts facts, boolean signed) {
        List<String> commands = new ArrayList<>();
        if (signed) {
            commands.add("gpg --batch --verify " + ObjectKeys.MANIFEST_SIGNATURE + " " + ObjectKeys.MANIFEST);
        }
        commands.add("sha256sum --check --quiet <<'END'\n" + checksums(data, facts) + "\nEND");
        commands.addAll(facts.restoreCommands());
        return new Manifest.Restore(SHELL, commands, facts.restoreNotes());
    }

    private static String checksums(Manifest.Data data, SourceFacts facts) {
        Stream<String> own = data.objects().stream().map(chunk -> chunk.sha256() + "  " + chunk.name());
        Stream<String> former = facts.references().stream()
                .map(reference -> reference.sha256() + "  ../" + reference.runId() + "/" + reference.name());
        return Stream.concat(own, former).collect(Collectors.joining("\n"));
    }
}
