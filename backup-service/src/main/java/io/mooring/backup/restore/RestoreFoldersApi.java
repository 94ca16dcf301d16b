package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.platform.web.paging.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.file.Path;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Below which folders trees and clusters may be restored, so that nobody has to guess one. */
@RestController
@Tag(name = "Restores", description = "Bringing backups back")
final class RestoreFoldersApi {

    private final List<String> folders;

    RestoreFoldersApi(BackupSettings settings) {
        folders = settings.restore().folders().stream().map(Path::toString).toList();
    }

    @GetMapping("/api/v1/restores/folders")
    @Operation(
            summary = "Folders below which file trees and clusters may be restored",
            description = "Of the setting backup.restore.folders; empty where nothing may be restored into folders.")
    Mono<Page<String>> folders() {
        return Mono.just(new Page<>(folders, null));
    }
}
