package io.mooring.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.web.problem.PlatformProblem;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GatewayProblemTest {

    @Test
    void codesAreUniqueAndKebabCase() {
        assertThat(Stream.concat(
                        Arrays.stream(GatewayProblem.values()).map(GatewayProblem::code),
                        Arrays.stream(PlatformProblem.values()).map(PlatformProblem::code)))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    }
}
