/** A stand-in for Slack's Web API: for a local system without a workspace, for tests and for benchmarks. */
@NullMarked
package io.mooring.embedded.slack;

import org.jspecify.annotations.NullMarked;
