package io.mooring.gateway.system;

/** @param detail why, in words */
record ServiceReport(String service, ServiceState state, String detail) {}
