package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.web.problem.PlatformProblem;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackupProblemTest {

    @Test
    void codesAreUniqueAndKebabCase() {
        assertThat(Stream.concat(Arrays.stream(BackupProblem.values()), Arrays.stream(PlatformProblem.values()))
                        .map(problem -> problem.code()))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }
}
