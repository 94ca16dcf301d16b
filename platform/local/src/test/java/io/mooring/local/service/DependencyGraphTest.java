package io.mooring.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    private final DependencyGraph graph = DependencyGraph.parse(List.of(
            "io.mooring:mooring-local:jar:1",
            "+- io.mooring:issuer:jar:1:compile",
            "|  +- org.x:servlet:jar:2.0:compile (version managed from 1.9)",
            "|  \\- org.x:common:jar:3:compile",
            "|     \\- org.x:deep:jar:4:runtime",
            "\\- io.mooring:backup:jar:1:compile",
            "   +- (org.x:common:jar:3:compile - omitted for duplicate)",
            "   \\- org.x:native:jar:linux-x86_64:5:runtime"));

    @Test
    void aServiceHasItsOwnJarsAndThoseBehindThem() {
        assertThat(graph.jarsOf("io.mooring:issuer"))
                .containsExactlyInAnyOrder("issuer-1.jar", "servlet-2.0.jar", "common-3.jar", "deep-4.jar");
    }

    @Test
    void whatMavenOmitsAsADuplicateStillCounts() {
        assertThat(graph.jarsOf("io.mooring:backup"))
                .containsExactlyInAnyOrder("backup-1.jar", "common-3.jar", "deep-4.jar", "native-5-linux-x86_64.jar");
    }

    @Test
    void anUnknownArtifactHasNothing() {
        assertThat(graph.jarsOf("io.mooring:absent")).isEmpty();
    }

    @Test
    void theBuildRecordsTheIssuersServletContainerForTheIssuerAlone() {
        DependencyGraph recorded = DependencyGraph.recorded();

        assertThat(recorded.jarsOf("io.mooring:mooring-issuer")).anyMatch(jar -> jar.startsWith("spring-boot-tomcat-"));
        assertThat(recorded.jarsOf("io.mooring:backup-service"))
                .noneMatch(jar -> jar.startsWith("spring-boot-tomcat-"));
    }
}
